package ergodic.sampler.hmc;

import ergodic.sampler.LogDensity;
import ergodic.sampler.Tuner;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.warmup.DualAveragingSettings;
import ergodic.sampler.warmup.WindowSchedule;

/**
 * Settings of {@link WindowedWarmup}.
 *
 * @param schedule
 *            buffers and windows
 * @param metric
 *            kind of metric that is adapted
 * @param dualAveraging
 *            settings of the adaptation of the step size
 * @param initialStepSize
 *            where the search for a first step size starts, positive
 * @param gradients
 *            whether {@link GradientWarmup} tunes, with windows of its own, instead of {@link WindowedWarmup}
 */
public record WarmupSettings(WindowSchedule schedule, MetricKind metric, DualAveragingSettings dualAveraging,
        double initialStepSize, boolean gradients) {

    /** Checks the settings. */
    public WarmupSettings {
        if (!(initialStepSize > 0.0 && initialStepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the initial step size must be positive and finite, but is " + initialStepSize);
        }
    }

    /** For Stan's warm-up. */
    public WarmupSettings(WindowSchedule schedule, MetricKind metric, DualAveragingSettings dualAveraging,
            double initialStepSize) {
        this(schedule, metric, dualAveraging, initialStepSize, false);
    }

    /** Stan's defaults: windows 75/25/50, a diagonal metric, target acceptance 0.8, initial step size 1. */
    public static WarmupSettings defaults(int warmup) {
        return new WarmupSettings(WindowSchedule.of(warmup), MetricKind.DIAGONAL, DualAveragingSettings.defaults(),
                1.0);
    }

    /** These settings with another kind of metric. */
    public WarmupSettings withMetric(MetricKind kind) {
        return new WarmupSettings(schedule, kind, dualAveraging, initialStepSize, gradients);
    }

    /** These settings with another target acceptance. */
    public WarmupSettings withTargetAcceptance(double target) {
        return new WarmupSettings(schedule, metric, dualAveraging.withTarget(target), initialStepSize, gradients);
    }

    /** These settings with another start of the search for a step size. */
    public WarmupSettings withInitialStepSize(double stepSize) {
        return new WarmupSettings(schedule, metric, dualAveraging, stepSize, gradients);
    }

    /** These settings for {@link GradientWarmup}, or not. */
    public WarmupSettings withGradients(boolean fromGradients) {
        return new WarmupSettings(schedule, metric, dualAveraging, initialStepSize, fromGradients);
    }

    /** The tuner that these settings ask for, of one chain. */
    public Tuner<HamiltonianTuning> tuner(LogDensity density) {
        return gradients ? new GradientWarmup(density, this) : new WindowedWarmup(density, this);
    }
}
