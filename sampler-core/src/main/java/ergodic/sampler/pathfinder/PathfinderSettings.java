package ergodic.sampler.pathfinder;

/**
 * Settings of {@link PathfinderFit}.
 *
 * @param steps
 *            steps of the fit, at least {@value #FEWEST_STEPS}: the warm-up of {@link ergodic.sampler.run.RunSettings}. Three quarters are for the
 *            paths, a trial point of each a step; what they leave and the last quarter are for the pool
 * @param paths
 *            paths, each from a start of its own
 * @param history
 *            pairs of steps and gradients that make the inverse Hessian
 * @param candidates
 *            draws of each path's best approximation in the pool
 */
public record PathfinderSettings(int steps, int paths, int history, int candidates) {

    /** Fewest steps of a fit. */
    static final int FEWEST_STEPS = 20;

    /** Most draws of a pool: their weights are held in memory. */
    static final int LARGEST_POOL = 100_000_000;

    /** Checks the numbers. */
    public PathfinderSettings {
        if (steps < FEWEST_STEPS) {
            throw new IllegalArgumentException("Pathfinder needs at least " + FEWEST_STEPS + " steps, not " + steps);
        }
        if (paths < 1 || history < 1 || candidates < 1) {
            throw new IllegalArgumentException(
                    "Pathfinder needs at least one path, one pair of history and one candidate, not "
                            + paths + ", " + history + " and " + candidates);
        }
        if (!isPool(paths, candidates)) {
            throw new IllegalArgumentException(paths + " paths of " + candidates
                    + " candidates are more draws than a pool can hold, " + LARGEST_POOL);
        }
    }

    /** Whether a pool can hold the candidates of all paths. */
    static boolean isPool(int paths, int candidates) {
        return (long) paths * candidates <= LARGEST_POOL;
    }

    /** So many steps, four paths, ten pairs, 1000 candidates a path. */
    public static PathfinderSettings of(int steps) {
        return new PathfinderSettings(steps, 4, 10, 1000);
    }

    /** Trial points of a path. */
    int pathSteps() {
        return steps - steps / 4;
    }
}
