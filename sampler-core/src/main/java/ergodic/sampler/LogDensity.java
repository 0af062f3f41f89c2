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

    /** Name of a coordinate for messages to people, such as {@code layer1.weight[3,2]}. */
    default String coordinateName(int coordinate) {
        return "theta[" + coordinate + "]";
    }
}
