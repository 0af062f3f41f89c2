package ergodic.sampler.metropolis;

import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.warmup.DualAveragingSettings;
import ergodic.sampler.warmup.WindowSchedule;

/**
 * Settings of {@link RandomWalkWarmup}.
 *
 * @param schedule
 *            buffers and windows
 * @param metric
 *            kind of metric that is adapted
 * @param dualAveraging
 *            settings of the adaptation of the scale
 */
public record RandomWalkSettings(WindowSchedule schedule, MetricKind metric, DualAveragingSettings dualAveraging) {

    /** The best acceptance in many dimensions (Roberts, Gelman and Gilks 1997). */
    public static final double TARGET_ACCEPTANCE = 0.234;

    private static final int FINAL_SHARE = 4;

    /**
     * Windows of a diagonal metric, a quarter of the warm-up for the scale after them (its acceptances are 0 or near it, so it takes many to
     * tell it), and the best acceptance.
     */
    public static RandomWalkSettings of(int warmup) {
        return new RandomWalkSettings(
                WindowSchedule.of(warmup, WindowSchedule.INITIAL_BUFFER, WindowSchedule.FIRST_WINDOW,
                        Math.max(WindowSchedule.FINAL_BUFFER, warmup / FINAL_SHARE)),
                MetricKind.DIAGONAL,
                DualAveragingSettings.defaults().withTarget(TARGET_ACCEPTANCE));
    }

    /** These settings with another kind of metric. */
    public RandomWalkSettings withMetric(MetricKind kind) {
        return new RandomWalkSettings(schedule, kind, dualAveraging);
    }

    /** These settings with another target acceptance. */
    public RandomWalkSettings withTargetAcceptance(double target) {
        return new RandomWalkSettings(schedule, metric, dualAveraging.withTarget(target));
    }
}
