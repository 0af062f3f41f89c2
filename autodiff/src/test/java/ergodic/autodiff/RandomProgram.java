package ergodic.autodiff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A program made by {@link RandomPrograms}, with inputs to go with it. Its outputs are {@code "value"}, a global scalar
 * that depends on most of it, and some {@code "global<i>"} and {@code "byRow<i>"}.
 */
public record RandomProgram(long seed, Program program) {

    /** Inputs for this many rows; the same for the same seed. */
    public Map<String, double[]> inputs(int rows) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        Map<String, double[]> inputs = new LinkedHashMap<>();
        for (Node node : program.nodes()) {
            if (node.op() instanceof Op.Input(String name, Op.InputKind kind)) {
                int count = node.shape().size() * (kind == Op.InputKind.ROW ? rows : 1);
                inputs.put(name, name.startsWith("index") ? random.ints(count, 0, 2).asDoubleStream().toArray()
                        : random.doubles(count, -1.5, 1.5).toArray());
            }
        }
        return inputs;
    }

    @Override
    public String toString() {
        return "seed " + seed + "\n" + program;
    }
}
