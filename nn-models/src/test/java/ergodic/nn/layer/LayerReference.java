package ergodic.nn.layer;

import ergodic.autodiff.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Values and gradients of PyTorch's layers, as {@code jmh-benchmarks/peers/layer_reference.py} writes them. */
record LayerReference(String name, int rows, Map<String, Part> inputs, Map<String, Part> parameters,
        Map<String, Part> outputs, Map<String, Part> gradients) {

    /** A tensor: dimensions (of one row, if by row) and values, row-major. */
    record Part(int[] dims, double[] values) {
        Shape shape() {
            return Shape.of(dims);
        }
    }

    static Map<String, LayerReference> all() {
        Map<String, LayerReference> all = new LinkedHashMap<>();
        LayerReference current = null;
        for (String line : text().lines().toList()) {
            String[] words = line.split(" ");
            if (words[0].equals("case")) {
                current = new LayerReference(words[1], Integer.parseInt(words[2]), new LinkedHashMap<>(),
                        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
                all.put(words[1], current);
                continue;
            }
            LayerReference into = Objects.requireNonNull(current);
            switch (words[0]) {
                case "input" -> into.inputs.put(words[1], part(line));
                case "parameter" -> into.parameters.put(words[1], part(line));
                case "output" -> into.outputs.put(words[1], part(line));
                case "gradient" -> into.gradients.put(words[1], part(line));
                default -> throw new IllegalStateException(line);
            }
        }
        return all;
    }

    private static Part part(String line) {
        int bar = line.indexOf('|');
        String[] head = line.substring(0, bar).strip().split(" ");
        int[] dims = new int[head.length - 2];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Integer.parseInt(head[i + 2]);
        }
        String[] numbers = line.substring(bar + 1).strip().split(" ");
        double[] values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(numbers[i]);
        }
        return new Part(dims, values);
    }

    private static String text() {
        try (InputStream in = LayerReference.class.getResourceAsStream("reference.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
