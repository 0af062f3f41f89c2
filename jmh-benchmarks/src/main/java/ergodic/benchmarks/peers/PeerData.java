package ergodic.benchmarks.peers;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.benchmarks.autodiff.Evaluation;
import ergodic.benchmarks.autodiff.Network;
import ergodic.benchmarks.autodiff.Networks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the networks' data and what every library must find for them: {@code PeerData DIRECTORY [NETWORK...]}.
 *
 * <p>
 * {@code DIRECTORY/manifest.json} describes the networks. Beside it are row-major little-endian float64 numbers in
 * {@code NETWORK/COLUMN.f64} and {@code NETWORK/theta.f64}, and for theta and for half of it {@code value}s in the manifest
 * and gradients in {@code NETWORK/gradient.f64} and {@code NETWORK/gradient-half.f64}.
 */
public final class PeerData {

    private PeerData() {}

    /** Writes the files. */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            throw new IllegalArgumentException("usage: PeerData DIRECTORY [NETWORK...]");
        }
        Path directory = Path.of(args[0]);
        List<String> names = args.length == 1 ? Networks.names() : List.of(args).subList(1, args.length);
        List<Map<String, Object>> networks = new ArrayList<>();
        for (String name : names) {
            networks.add(write(directory.resolve(name), Networks.named(name)));
        }
        Files.writeString(directory.resolve("manifest.json"),
                JsonMapper.builder().build().writeValueAsString(Map.of("networks", networks)));
    }

    private static Map<String, Object> write(Path directory, Network network) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", network.name());
        entry.put("description", network.description());
        entry.put("rows", network.rows());
        entry.put("parameter_count", network.parameterCount());
        entry.put("parameters", inputs(network, Op.InputKind.PARAMETER));
        entry.put("columns", inputs(network, Op.InputKind.ROW));
        for (Map.Entry<String, double[]> column : network.columns().entrySet()) {
            write(directory.resolve(column.getKey() + ".f64"), column.getValue());
        }
        Evaluation evaluation = new Evaluation(network, CompileOptions.defaults());
        write(directory.resolve("theta.f64"), evaluation.theta());
        entry.put("value", evaluation.evaluate());
        write(directory.resolve("gradient.f64"), evaluation.gradient());
        for (int i = 0; i < evaluation.theta().length; i++) {
            evaluation.theta()[i] *= 0.5;
        }
        entry.put("value_half", evaluation.evaluate());
        write(directory.resolve("gradient-half.f64"), evaluation.gradient());
        return entry;
    }

    private static List<Map<String, Object>> inputs(Network network, Op.InputKind kind) {
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (Node node : network.program().inputs(kind)) {
            inputs.add(Map.of("name", ((Op.Input) node.op()).name(), "dims",
                    IntStream.of(node.shape().dims()).boxed().toList()));
        }
        return inputs;
    }

    private static void write(Path file, double[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        Files.write(file, bytes.array());
    }
}
