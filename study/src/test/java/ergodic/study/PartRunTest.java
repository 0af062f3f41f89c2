package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.diagnostics.WidthCheck;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.Dataset;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that samples a part of the weights: what moves, what is held, what is said of it, and that it goes on where it was. */
class PartRunTest {

    @TempDir
    private Path folder;

    private static BayesianNetwork network() {
        SplittableRandom random = new SplittableRandom(8);
        double[][] x = new double[30][2];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) {
            x[i][0] = random.nextDouble(-1, 1);
            x[i][1] = random.nextDouble(-1, 1);
            y[i] = Math.sin(2 * x[i][0]) + x[i][1] + 0.2 * random.nextGaussian();
        }
        return BayesianNetwork.on(Dataset.of(x, y)).hidden(3).build();
    }

    private static Study study(String... more) {
        List<String> settings = new ArrayList<>(List.of("sampler.chains=2", "sampler.warmup=100", "sampler.draws=40"));
        settings.addAll(List.of(more));
        return Study.of(network(), settings.toArray(String[]::new));
    }

    private FinishedRun run(String name, String... more) throws IOException {
        return SamplingJob.begin(study(more), folder.resolve(name)).run(1);
    }

    private static List<double[]> rows(Draws draws, String variable) {
        int size = draws.variables().stream().filter(each -> each.name().equals(variable)).mapToInt(Variable::size)
                .findFirst().orElseThrow();
        List<double[]> rows = new ArrayList<>();
        for (int chain = 0; chain < draws.chains(); chain++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                double[] row = new double[size];
                draws.readInto(variable, chain, draw, row);
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void theLastLayerMovesAndTheOthersAreHeld() throws IOException {
        FinishedRun run = run("last", "sampler.part=last_layer", "sampler.chains=4", "sampler.draws=400");
        List<double[]> held = rows(run.draws(), "layer1.weight");
        assertThat(held).allSatisfy(row -> assertThat(row).isEqualTo(held.getFirst()));
        for (String variable : List.of("layer2.weight", "layer2.bias", "noise_scale")) {
            List<double[]> moved = rows(run.draws(), variable);
            assertThat(moved.stream().mapToDouble(row -> row[0]).distinct().count()).as(variable).isGreaterThan(800);
        }
        String lines = String.join("\n", run.findings().lines());
        assertThat(lines)
                .contains("draws of a part of the unknowns given the others (sampler.part = \"last_layer\": 5 of 14");
        WidthCheck widths = run.study().checks(400).widths(run.draws(), run.draws());
        assertThat(widths.blocks()).extracting(WidthCheck.Block::name).containsExactly("layer2.weight", "layer2.bias",
                "noise_scale");
        assertThat(widths.finding().sentence()).contains("The draws are as wide as");
        assertThat(run.findings().assessment().verdict().headline()).contains("not of the posterior of the model");
        assertThat(run.study().remarks().describe()).contains("14 unknowns, 5 of them sampled and the others held");
        assertThatThrownBy(() -> LeftOutRows.of(run)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("all rows had a part in where it is held");
    }

    /** The checkpoint has what is held: a run that is extended is the longer run. */
    @ParameterizedTest
    @CsvSource({"mclmc", "sgld"})
    void aRunGoesOnWhereItWas(String method) throws IOException {
        String[] keys = {"sampler.method=" + method, "sampler.part=layer1, noise_scale"};
        FinishedRun whole = run(method, keys);
        String[] fewer = {keys[0], keys[1], "sampler.draws=25"};
        run(method + "-short", fewer);
        FinishedRun longer = SamplingJob.extend(RunFolder.open(folder.resolve(method + "-short")), study(fewer), 15)
                .run(1);
        assertThat(longer.draws().draws()).isEqualTo(40);
        for (String variable : List.of("layer1.weight", "layer2.weight", "noise_scale")) {
            assertThat(rows(longer.draws(), variable).toArray(double[][]::new))
                    .isDeepEqualTo(rows(whole.draws(), variable).toArray(double[][]::new));
        }
        assertThat(String.join("\n", whole.findings().lines())).contains("given the others");
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThatThrownBy(() -> run("none", "sampler.part=layer7")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.part = \"layer7\" is no part of this model");
        assertThatThrownBy(() -> study("sampler.method=tempering", "sampler.part=last_layer"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.part does not belong to method = \"tempering\"")
                .hasMessageContaining("that of laplace is another thing of the same name");
        assertThatThrownBy(() -> run("all", "sampler.part=layer1, layer2, noise_scale"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.part = \"layer1, layer2, noise_scale\" names all unknowns");
        assertThatThrownBy(() -> study("sampler.part= ")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("must not be empty");
    }
}
