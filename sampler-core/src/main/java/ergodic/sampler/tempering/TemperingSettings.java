package ergodic.sampler.tempering;

import ergodic.sampler.metric.MetricKind;

/**
 * Settings of {@link Tempering} and {@link TemperingWarmup}.
 *
 * @param rungs
 *            number of powers of the likelihood, at least 2
 * @param moves
 *            trajectories at each rung in a scan, at least 1
 * @param steps
 *            most leapfrog steps of a trajectory, at least 1: the number is uniform from 1 to it
 * @param metric
 *            kind of metric that is adapted at each rung
 * @param targetAcceptance
 *            acceptance rate that the step of each rung is adapted to
 * @param warmup
 *            scans of the warm-up
 */
public record TemperingSettings(int rungs, int moves, int steps, MetricKind metric, double targetAcceptance,
        int warmup) {

    /** Rungs unless told otherwise. */
    public static final int RUNGS = 10;
    /** Trajectories of a rung and scan. */
    public static final int MOVES = 1;
    /** Steps of a trajectory. */
    public static final int STEPS = 10;

    /** Checks the numbers. */
    public TemperingSettings {
        if (rungs < 2 || moves < 1 || steps < 1 || warmup < 0) {
            throw new IllegalArgumentException("tempering needs 2 rungs, 1 trajectory and 1 step or more, but got "
                    + rungs + ", " + moves + " and " + steps + ", and a warm-up of " + warmup);
        }
    }

    /** The numbers above, a diagonal metric and acceptance 0.8. */
    public static TemperingSettings of(int warmup) {
        return new TemperingSettings(RUNGS, MOVES, STEPS, MetricKind.DIAGONAL, 0.8, warmup);
    }

    /** These settings with so many rungs. */
    public TemperingSettings withRungs(int number) {
        return new TemperingSettings(number, moves, steps, metric, targetAcceptance, warmup);
    }
}
