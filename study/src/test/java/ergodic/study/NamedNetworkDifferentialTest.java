package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.nn.NetworkModel;
import ergodic.nn.data.Rows;
import ergodic.nn.named.NamedNetworks;
import ergodic.sampler.draws.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each network with a name, from a configuration and a data file to its outputs, against PyTorch 2.15 with the same weights, as
 * {@code jmh-benchmarks/peers/network_reference.py} writes them; the formulas of data and weights are told there.
 */
class NamedNetworkDifferentialTest {

    private static final int ROWS = 12;
    private static final int FEATURES = 3;
    private static final int CLASSES_OF_IMAGES = 10;
    private static final int CLASSES = 3;
    private static final String[] WORDS = {"alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel",
            "india", "juliet", "kilo", "lima"};

    @TempDir
    private Path folder;

    /** What PyTorch gives: number of weights, and outputs by row. */
    record Expected(String name, int weights, double[] outputs) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Expected> networks() throws IOException {
        List<Expected> all = new ArrayList<>();
        try (InputStream in = NamedNetworkDifferentialTest.class.getResourceAsStream("networks.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                String[] halves = line.split(" \\| ");
                String[] head = halves[0].split(" ");
                all.add(new Expected(head[0], Integer.parseInt(head[1]),
                        Arrays.stream(halves[1].split(" ")).mapToDouble(Double::parseDouble).toArray()));
            }
        }
        return all;
    }

    private String images(int size) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + ROWS * size * size).putInt(0x803).putInt(ROWS).putInt(size)
                .putInt(size);
        ByteBuffer labels = ByteBuffer.allocate(8 + ROWS).putInt(0x801).putInt(ROWS);
        for (int row = 0; row < ROWS; row++) {
            for (int place = 0; place < size * size; place++) {
                pixels.put((byte) ((place * 37 + place * place % 91 * 5 + row * row * 11 + place / size * row * 3)
                        % 256));
            }
            labels.put((byte) (row % CLASSES_OF_IMAGES));
        }
        Files.write(folder.resolve("train-images-idx3-ubyte"), pixels.array());
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
        return "{ kind = \"image\", file = \"train-images-idx3-ubyte\" }";
    }

    private String sequences() throws IOException {
        StringBuilder text = new StringBuilder("@problemName n\n@univariate false\n@dimensions " + FEATURES
                + "\n@equalLength false\n@classLabel true c0 c1 c2\n@data\n");
        for (int row = 0; row < ROWS; row++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                for (int step = 0; step < 1 + row % 7; step++) {
                    int number = (row * 17 + step * 29 + feature * 41 + row * step * step) % 64 - 30;
                    text.append(step == 0 ? "" : ",").append(number / 8.0);
                }
                text.append(':');
            }
            text.append('c').append(row % CLASSES).append('\n');
        }
        Files.writeString(folder.resolve("n.ts"), text);
        return "{ kind = \"sequence\", file = \"n.ts\" }";
    }

    private String texts() throws IOException {
        StringBuilder text = new StringBuilder("kind\ttext\n");
        for (int row = 0; row < ROWS; row++) {
            text.append('c').append(row % CLASSES).append('\t');
            for (int place = 0; place < 1 + row % 8; place++) {
                text.append(place == 0 ? "" : " ")
                        .append(WORDS[(row * 5 + place * place * 3 + row * place) % (4 + row % 9)]);
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("n.tsv"), text);
        return "{ kind = \"text\", file = \"n.tsv\", target = \"kind\" }";
    }

    private String data(String network) throws IOException {
        return switch (network) {
            case "lenet" -> images(28);
            case "resnet20-frn" -> images(16);
            case "gru", "lstm" -> sequences();
            case "cnn-text", "transformer-small" -> texts();
            default -> throw new IllegalArgumentException("data for the network " + network + " are missing");
        };
    }

    private static double[] weights(Model model) {
        double[] theta = new double[model.dimension()];
        int k = 0;
        for (Variable variable : model.variables()) {
            if (k == theta.length) {
                break; // The rest are functions of them.
            }
            List<Integer> shape = variable.shape();
            int slice = 1;
            for (int dim : shape.subList(1, shape.size())) {
                slice *= dim;
            }
            for (int i = 0; i < slice * shape.getFirst(); i++, k++) {
                theta[k] = (2 * ((7919L * k + 104729) % 10007 / 10007.0) - 1) / Math.sqrt(slice);
            }
        }
        return theta;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theOutputsArePyTorchs(Expected expected) throws IOException {
        Path config = Files.writeString(folder.resolve("n.toml"), "data = " + data(expected.name)
                + "\nnetwork.name = \"" + expected.name + "\"\nlikelihood.family = \"categorical\"\n");
        Study study = Study.read(config);
        Model model = study.posterior(1).model();
        assertThat(model.dimension()).isEqualTo(expected.weights);
        Rows rows = study.dataset().train();
        assertThat(rows.count()).isEqualTo(ROWS);
        CompiledProgram program = CompiledProgram.compile(model.program(NetworkModel.OUTPUTS),
                RowData.of(ROWS, Map.of(NetworkModel.INPUTS, rows.inputs())));
        program.run(weights(model));
        double[] found = new double[expected.outputs.length];
        program.outputInto(NetworkModel.OUTPUTS, found);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("output %d", i)
                    .isCloseTo(expected.outputs[i], within(1e-11 * (1 + Math.abs(expected.outputs[i]))));
        }
    }

    @Test
    void everyNameIsTried() throws IOException {
        assertThat(networks()).extracting(Expected::name).containsExactlyInAnyOrderElementsOf(NamedNetworks.names());
    }
}
