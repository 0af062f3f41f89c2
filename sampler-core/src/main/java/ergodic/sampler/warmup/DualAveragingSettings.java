package ergodic.sampler.warmup;

/**
 * Settings of {@link DualAveraging}, in the notation of Hoffman and Gelman (2014).
 *
 * @param target
 *            delta, the mean acceptance aimed at, in (0, 1)
 * @param gamma
 *            strength of the pull to mu, positive
 * @param kappa
 *            exponent of the averaging weights, in (0.5, 1]
 * @param offset
 *            t0, which damps the first updates, not negative
 */
public record DualAveragingSettings(double target, double gamma, double kappa, double offset) {

    /** Checks the settings. */
    public DualAveragingSettings {
        if (!(target > 0.0 && target < 1.0)) {
            throw new IllegalArgumentException("the target acceptance must lie between 0 and 1, but is " + target);
        }
        if (!(gamma > 0.0) || !(kappa > 0.5 && kappa <= 1.0) || !(offset >= 0.0)) {
            throw new IllegalArgumentException("dual averaging needs gamma > 0, kappa in (0.5, 1] and t0 >= 0, but got "
                    + gamma + ", " + kappa + " and " + offset);
        }
    }

    /** Stan's defaults: target 0.8, gamma 0.05, kappa 0.75, t0 10. */
    public static DualAveragingSettings defaults() {
        return new DualAveragingSettings(0.8, 0.05, 0.75, 10.0);
    }

    /**
     * These settings with ten times the gamma: for steps that are about right and go on to be corrected. Stan's gamma lets one rejection
     * divide the step by 2 after 500 transitions still; where rejections are few and far between, the mean of the logarithms of steps that swing so
     * is a step with a higher acceptance than they have in the mean.
     */
    public DualAveragingSettings settling() {
        return new DualAveragingSettings(target, 10.0 * gamma, kappa, offset);
    }

    /** These settings with another target. */
    public DualAveragingSettings withTarget(double newTarget) {
        return new DualAveragingSettings(newTarget, gamma, kappa, offset);
    }
}
