package ergodic.sampler.chees;

import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.warmup.DualAveragingSettings;
import ergodic.sampler.warmup.WindowSchedule;

/**
 * Settings of {@link Chees} and {@link CheesWarmup}.
 *
 * @param schedule
 *            buffers and windows
 * @param metric
 *            kind of metric that is adapted
 * @param dualAveraging
 *            settings of the adaptation of the step
 * @param initialStepSize
 *            where the search for a first step begins, positive
 * @param walkers
 *            walkers of the warm-up, from 3 to {@link #MOST_WALKERS}
 * @param maxSteps
 *            most leapfrog steps of a trajectory, at least 1
 */
public record CheesSettings(WindowSchedule schedule, MetricKind metric, DualAveragingSettings dualAveraging,
        double initialStepSize, int walkers, int maxSteps) {

    /** Harmonic mean of the acceptance that the step is adapted to: the best for trajectories of one length in many dimensions. */
    public static final double TARGET_ACCEPTANCE = 0.651;
    /** Walkers where none are asked for. */
    public static final int WALKERS = 4;
    /** Most walkers. */
    public static final int MOST_WALKERS = 256;
    /** Most leapfrog steps of a trajectory where nothing else is asked for. */
    public static final int MAX_STEPS = 1000;

    private static final int FEWEST_WALKERS = 3;
    private static final int FINAL_SHARE = 4;

    /** Checks the numbers. */
    public CheesSettings {
        if (walkers < FEWEST_WALKERS || walkers > MOST_WALKERS || maxSteps < 1
                || !(initialStepSize > 0.0 && initialStepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("chees needs from " + FEWEST_WALKERS + " to " + MOST_WALKERS
                    + " walkers, a step at least and a positive, finite step size, but got " + walkers + ", " + maxSteps
                    + " and " + initialStepSize);
        }
    }

    /** Windows of a diagonal metric, a quarter of the warm-up for length and step after them, and the numbers above. */
    public static CheesSettings of(int warmup) {
        return new CheesSettings(
                WindowSchedule.of(warmup, WindowSchedule.INITIAL_BUFFER, WindowSchedule.FIRST_WINDOW,
                        Math.max(WindowSchedule.FINAL_BUFFER, warmup / FINAL_SHARE)),
                MetricKind.DIAGONAL, DualAveragingSettings.defaults().withTarget(TARGET_ACCEPTANCE), 1.0, WALKERS,
                MAX_STEPS);
    }

    /** These settings with another kind of metric. */
    public CheesSettings withMetric(MetricKind kind) {
        return new CheesSettings(schedule, kind, dualAveraging, initialStepSize, walkers, maxSteps);
    }

    /** These settings with another target acceptance. */
    public CheesSettings withTargetAcceptance(double target) {
        return new CheesSettings(schedule, metric, dualAveraging.withTarget(target), initialStepSize, walkers,
                maxSteps);
    }

    /** These settings with another start of the search for a step size. */
    public CheesSettings withInitialStepSize(double stepSize) {
        return new CheesSettings(schedule, metric, dualAveraging, stepSize, walkers, maxSteps);
    }

    /** These settings with so many walkers and steps. */
    public CheesSettings within(int walkersOfWarmup, int mostSteps) {
        return new CheesSettings(schedule, metric, dualAveraging, initialStepSize, walkersOfWarmup, mostSteps);
    }
}
