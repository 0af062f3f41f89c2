package ergodic.sampler.hmc;

/**
 * Settings of {@link StaticHmc}.
 *
 * @param length
 *            length of the trajectories
 * @param stepSizeJitter
 *            j in [0, 1): each transition multiplies the step size by a factor from U(1 - j, 1 + j)
 * @param lengthJitter
 *            j in [0, 1]: the number of steps is uniform on {@code max(1, ceil((1 - j) L)) .. L}; 1 gives every
 *            number from 1 to L the same chance
 * @param maxEnergyError
 *            energy error above which a trajectory counts as divergent, positive
 */
public record HmcSettings(TrajectoryLength length, double stepSizeJitter, double lengthJitter, double maxEnergyError) {

    /** Most leapfrog steps of a trajectory of given time. */
    public static final int MAX_STEPS = 1024;
    private static final double MAX_ENERGY_ERROR = 1000.0;

    /** Checks the settings. */
    public HmcSettings {
        if (!(stepSizeJitter >= 0.0 && stepSizeJitter < 1.0)) {
            throw new IllegalArgumentException(
                    "the jitter of the step size must lie in [0, 1), but is " + stepSizeJitter);
        }
        if (!(lengthJitter >= 0.0 && lengthJitter <= 1.0)) {
            throw new IllegalArgumentException("the jitter of the length must lie in [0, 1], but is " + lengthJitter);
        }
        if (!(maxEnergyError > 0.0)) {
            throw new IllegalArgumentException("the maximum energy error must be positive, but is " + maxEnergyError);
        }
    }

    /** A fixed integration time, of at most 1024 steps; no jitter. */
    public static HmcSettings ofTime(double time) {
        return new HmcSettings(new TrajectoryLength.FixedTime(time, MAX_STEPS), 0.0, 0.0, MAX_ENERGY_ERROR);
    }

    /** A fixed number of leapfrog steps; no jitter. */
    public static HmcSettings ofSteps(int steps) {
        return new HmcSettings(new TrajectoryLength.FixedSteps(steps), 0.0, 0.0, MAX_ENERGY_ERROR);
    }

    /** These settings with other jitters. */
    public HmcSettings withJitter(double ofStepSize, double ofLength) {
        return new HmcSettings(length, ofStepSize, ofLength, maxEnergyError);
    }
}
