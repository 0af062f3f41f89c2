package ergodic.sampler.optimize;

/**
 * Settings of L-BFGS (Nocedal and Wright 2006, algorithms 7.4, 3.5 and 3.6).
 *
 * @param memory
 *            pairs of steps and changes of the gradient that are kept, at least 1
 * @param decrease
 *            c1 of the Wolfe conditions: share of the decrease that the slope promises
 * @param curvature
 *            c2 of the strong Wolfe conditions: the slope must fall to this share; near 0 for an exact search
 */
public record LbfgsSettings(int memory, double decrease, double curvature) {

    /** Checks the numbers. */
    public LbfgsSettings {
        if (memory < 1) {
            throw new IllegalArgumentException("L-BFGS needs a memory of at least 1 pair, not " + memory);
        }
        if (!(decrease > 0 && decrease < 0.5 && curvature > 0 && curvature < 1)) {
            throw new IllegalArgumentException("L-BFGS needs 0 < c1 < 0.5 and 0 < c2 < 1, not " + decrease + " and "
                    + curvature);
        }
    }

    /** Ten pairs, c1 = 1e-4, c2 = 0.9. */
    public static LbfgsSettings defaults() {
        return new LbfgsSettings(10, 1e-4, 0.9);
    }

    /** The same with another memory. */
    public LbfgsSettings withMemory(int pairs) {
        return new LbfgsSettings(pairs, decrease, curvature);
    }
}
