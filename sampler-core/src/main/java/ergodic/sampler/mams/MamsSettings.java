package ergodic.sampler.mams;

import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.warmup.DualAveragingSettings;
import ergodic.sampler.warmup.WindowSchedule;

/**
 * Settings of {@link MamsWarmup}.
 *
 * @param schedule
 *            buffers and windows; in the first half of the final buffer the length is found
 * @param metric
 *            kind of metric that is adapted
 * @param dualAveraging
 *            settings of the adaptation of the step
 * @param meanSteps
 *            a given mean number of steps, from 1 to {@link Mams#MAX_STEPS}; 0 for a length that is found
 */
public record MamsSettings(WindowSchedule schedule, MetricKind metric, DualAveragingSettings dualAveraging,
        double meanSteps) {

    /** Acceptance rate that the step is adapted to: that of the paper. */
    public static final double TARGET_ACCEPTANCE = 0.9;

    private static final int FINAL_SHARE = 4;

    /** Checks the number of steps. */
    public MamsSettings {
        if (!(meanSteps == 0.0 || meanSteps >= 1.0 && meanSteps <= Mams.MAX_STEPS)) {
            throw new IllegalArgumentException("the mean number of steps must lie from 1 to " + Mams.MAX_STEPS
                    + ", or be 0 for one that is found, but is " + meanSteps);
        }
    }

    /** Windows of a metric, a quarter of the warm-up for length and step after them, and the numbers above. */
    public static MamsSettings of(int warmup) {
        return new MamsSettings(
                WindowSchedule.of(warmup, WindowSchedule.INITIAL_BUFFER, WindowSchedule.FIRST_WINDOW,
                        Math.max(WindowSchedule.FINAL_BUFFER, warmup / FINAL_SHARE)),
                MetricKind.DIAGONAL, DualAveragingSettings.defaults().withTarget(TARGET_ACCEPTANCE), 0.0);
    }

    /** These settings with another kind of metric. */
    public MamsSettings withMetric(MetricKind kind) {
        return new MamsSettings(schedule, kind, dualAveraging, meanSteps);
    }

    /** These settings with another target acceptance. */
    public MamsSettings withTargetAcceptance(double target) {
        return new MamsSettings(schedule, metric, dualAveraging.withTarget(target), meanSteps);
    }

    /** These settings with a given mean number of steps. */
    public MamsSettings withMeanSteps(double steps) {
        return new MamsSettings(schedule, metric, dualAveraging, steps);
    }
}
