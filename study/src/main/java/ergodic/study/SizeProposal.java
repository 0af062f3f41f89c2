package ergodic.study;

import ergodic.nn.data.RowShape;
import ergodic.sampler.DrawKind;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.methods.Methods;
import java.util.List;

/**
 * Network, prior and method for so many rows, inputs and outputs, such that the run ends in about two minutes on two cores.
 *
 * <p>
 * A gradient costs about six operations a row and weight. Counted are {@value #GRADIENTS} gradients a transition, which is what
 * the tables of {@code docs/results.md} took, and what two cores do in two minutes; what that does not allow is proposed by
 * mini-batches.
 *
 * @param units
 *            units of the one hidden layer
 * @param transitions
 *            transitions of a chain, half of them warm-up; 0 for mini-batches
 * @param float32
 *            whether gradients are computed in single precision
 */
record SizeProposal(int units, int transitions, boolean float32) {

    private static final int CHAINS = 4;
    private static final int GRADIENTS = 400;
    /** Operations of two cores in two minutes, at a rate that small networks reach. */
    private static final double BUDGET = 4e11;
    private static final int MOST = 2000;
    private static final int FEWEST = 500;
    /** Two minutes of two cores. */
    private static final double SECONDS = 240;
    private static final int FEWEST_OF_SHAPES = 200;

    static SizeProposal of(int rows, int inputs, int outputs) {
        int units = rows < 50 ? 4 : rows < 5000 ? 8 : 16;
        double weights = (inputs + 1.0) * units + (units + 1.0) * outputs;
        double transitions = BUDGET / (CHAINS * GRADIENTS * 6.0 * weights * rows);
        if (transitions >= MOST) {
            return new SizeProposal(units, MOST, false);
        }
        // Single precision does nearly twice the work.
        double single = 1.7 * transitions;
        return single < FEWEST ? new SizeProposal(units, 0, true)
                : new SizeProposal(units, (int) Math.min(MOST, Math.floor(single / 100) * 100), true);
    }

    /**
     * For rows of a shape, whose networks share weights between places: by the time of a gradient of a row that the networks with
     * names take, measured on one core.
     */
    static SizeProposal of(RowShape shape, int rows, int outputs) {
        double seconds = switch (shape) {
            case RowShape.Numbers numbers -> 0;
            case RowShape.Image image -> 2e-5 * image.height() * image.width() / (28 * 28);
            case RowShape.Sequence sequence -> 1.5e-5 * sequence.steps() / 60;
            case RowShape.Symbols symbols -> 2e-5 * symbols.steps() / 60;
        };
        if (shape instanceof RowShape.Numbers numbers) {
            return of(rows, numbers.count(), outputs);
        }
        double transitions = SECONDS / (CHAINS * GRADIENTS * seconds * rows);
        return transitions < FEWEST_OF_SHAPES ? new SizeProposal(0, 0, true)
                : new SizeProposal(0, (int) Math.min(MOST, Math.floor(transitions / 100) * 100), true);
    }

    boolean miniBatches() {
        return transitions == 0;
    }

    /** The section {@code [sampler]}. */
    String sampler(int rows) {
        if (miniBatches()) {
            List<MethodType> batched = Methods.ALL.stream()
                    .filter(type -> type.kind() == DrawKind.CHAIN && type.batchKey().isPresent()).toList();
            MethodType first = batched.getFirst();
            return """
                    method = "%s"                           # %smini-batches, since these data are too many for %s in minutes; its draws
                                                              # are approximate, too wide by its step (docs/validation.md shows how much)
                    %s = %d
                    chains = 4                                # more chains are better than longer ones
                    warmup = 4000
                    draws = 500
                    thin = 20
                    precision = "float32"
                    seed = 1
                    """.formatted(first.name(),
                    batched.size() == 1 ? ""
                            : "or " + String.join(", ", batched.stream().skip(1).map(MethodType::name).toList()) + ": ",
                    Methods.names().getFirst(), first.batchKey().orElseThrow().name(),
                    Math.max(1, Math.min(rows / 2, Math.clamp(rows / 20, 50, 500))));
        }
        return """
                method = "%s"                           # or %s
                chains = 4                                # more chains are better than longer ones
                warmup = %d
                draws = %d
                %sseed = 1
                """.formatted(Methods.names().getFirst(),
                String.join(", ", Methods.names().subList(1, Methods.names().size())), transitions / 2, transitions / 2,
                float32 ? "precision = \"float32\"                   # gradients row by row in floats: nearly twice as fast\n"
                        : "");
    }
}
