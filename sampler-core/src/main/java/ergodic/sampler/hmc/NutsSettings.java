package ergodic.sampler.hmc;

/**
 * Settings of {@link Nuts}.
 *
 * @param maxTreeDepth
 *            largest number of doublings of the trajectory while sampling, 1 to 24
 * @param warmupMaxTreeDepth
 *            the same for the warm-up, where a smaller one can save work
 * @param maxEnergyError
 *            energy error above which a trajectory counts as divergent, positive
 * @param stepSizeJitter
 *            j in [0, 1): each transition multiplies the step size by a factor from U(1 - j, 1 + j)
 */
public record NutsSettings(int maxTreeDepth, int warmupMaxTreeDepth, double maxEnergyError, double stepSizeJitter) {

    /** The largest depth: 2^24 - 1 steps. */
    public static final int DEEPEST = 24;

    /** Checks the settings. */
    public NutsSettings {
        requireDepth("maximum tree depth", maxTreeDepth);
        requireDepth("maximum tree depth of the warm-up", warmupMaxTreeDepth);
        if (!(maxEnergyError > 0.0)) {
            throw new IllegalArgumentException("the maximum energy error must be positive, but is " + maxEnergyError);
        }
        if (!(stepSizeJitter >= 0.0 && stepSizeJitter < 1.0)) {
            throw new IllegalArgumentException(
                    "the jitter of the step size must lie in [0, 1), but is " + stepSizeJitter);
        }
    }

    /** Without jitter. */
    public NutsSettings(int maxTreeDepth, int warmupMaxTreeDepth, double maxEnergyError) {
        this(maxTreeDepth, warmupMaxTreeDepth, maxEnergyError, 0.0);
    }

    private static void requireDepth(String what, int depth) {
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "the " + what + " must lie between 1 and " + DEEPEST + ", but is " + depth);
        }
    }

    /** Stan's defaults: depth 10 (at most 1023 leapfrog steps), energy error 1000. */
    public static NutsSettings defaults() {
        return new NutsSettings(10, 10, 1000.0);
    }

    /** These settings with another depth, in warm-up and sampling. */
    public NutsSettings withMaxTreeDepth(int depth) {
        return new NutsSettings(depth, depth, maxEnergyError, stepSizeJitter);
    }

    /** These settings with another depth in the warm-up. */
    public NutsSettings withWarmupMaxTreeDepth(int depth) {
        return new NutsSettings(maxTreeDepth, depth, maxEnergyError, stepSizeJitter);
    }

    /** These settings with another jitter. */
    public NutsSettings withStepSizeJitter(double jitter) {
        return new NutsSettings(maxTreeDepth, warmupMaxTreeDepth, maxEnergyError, jitter);
    }
}
