package ergodic.autodiff.compile;

import ergodic.autodiff.compile.plan.Instruction;
import java.util.List;
import java.util.Map;

/**
 * Where the time of an evaluation goes.
 *
 * @param operators
 *            by time, longest first
 * @param parts
 *            nanoseconds by part of the model ({@link ergodic.autodiff.Tracer#within}), steps of its derivatives included; those of no part
 *            under the empty name. Time of steps of several parts that are one loop is shared evenly among the steps
 */
public record Profile(List<Operator> operators, Map<String, Double> parts) { // cold: made once a profile

    /** Copies list and map. */
    public Profile {
        operators = List.copyOf(operators);
        parts = Map.copyOf(parts);
    }

    /** Name of what is computed with single numbers, of whatever operators. */
    public static final String SCALARS = Instruction.SCALARS;
    /** Name of short steps by row, of whatever operators, that are one loop. */
    public static final String LANES = Instruction.LANES;
    /** Name of steps on images, or on other large values by row, that are done together for some channels (units, times) at a time. */
    public static final String STRIPS = Instruction.STRIPS;
    /** Name of bringing rows into tiles. */
    public static final String LOADING = "loading rows";
    /** Name of keeping outputs by row. */
    public static final String STORING = "storing outputs by row";

    /**
     * An operator of the program, all its occurrences of one size together, with what prepares and ends it.
     *
     * @param name
     *            such as {@code "affine 50x8"} or {@code "tanh"}
     * @param nanos
     *            time in an evaluation, nanoseconds
     * @param flops
     *            floating point operations in an evaluation, counted from shapes
     */
    public record Operator(String name, double nanos, long flops) {}

    /** Time of an evaluation, nanoseconds: the sum of its parts. */
    public double nanos() {
        double sum = 0;
        for (Operator operator : operators) {
            sum += operator.nanos();
        }
        return sum;
    }
}
