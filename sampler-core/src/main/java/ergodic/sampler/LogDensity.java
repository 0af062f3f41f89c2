package ergodic.sampler;

/**
 * An unnormalised log density on the whole of R^d, with its gradient. An instance belongs to one chain: it may keep
 * workspaces and need not be thread-safe.
 */
public interface LogDensity {

    /** Number of coordinates d, at least 1. */
    int dimension();

    /**
     * Log density at {@code theta}, up to a constant.
     *
     * @param theta
     *            position, length d; not changed
     * @param gradient
     *            filled with the gradient, length d
     * @return the log density; minus infinity where the density is 0, NaN where it cannot be computed (samplers take
     *         both as a divergence, never as an error)
     */
    double evaluate(double[] theta, double[] gradient);

    /**
     * Log density alone: what {@link #evaluate} returns up to rounding, for methods without gradients. A density that can have it in less
     * time than with its gradient says so by a method of its own; it counts as one evaluation all the same.
     *
     * @param theta
     *            position, length d; not changed
     * @param workspace
     *            may be written to, length d
     */
    default double value(double[] theta, double[] workspace) {
        return evaluate(theta, workspace);
    }

    /** Name of a coordinate for messages to people, such as {@code layer1.weight[3,2]}. */
    default String coordinateName(int coordinate) {
        return "theta[" + coordinate + "]";
    }
}
