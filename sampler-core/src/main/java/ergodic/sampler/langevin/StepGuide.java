package ergodic.sampler.langevin;

import java.util.Locale;

/**
 * What {@link Sgld} does to the variances of a Gaussian with the curvature and gradient noise that were measured at a mode.
 * Along a direction of curvature lambda, with noise of variance c in each gradient, a constant step h has the stationary
 * variance {@code (1 + h c / 4) / (lambda (1 - h lambda / 4))} instead of {@code 1 / lambda}, and is stable for
 * {@code h lambda < 4}.
 *
 * @param largestCurvature
 *            largest curvature of the negative log density
 * @param curvature
 *            curvature along the direction that allows the smallest step
 * @param noise
 *            variance of a gradient's noise along that direction; 0 for gradients of all rows
 * @param noiseOfStiffest
 *            the same along the direction of the largest curvature
 * @param meanNoise
 *            the same in the mean over all directions
 * @param gradients
 *            gradients that the measurement took, those of all rows and those of batches
 */
public record StepGuide(double largestCurvature, double curvature, double noise, double noiseOfStiffest,
        double meanNoise, long gradients) {

    /** Relative bias of a variance that a step is chosen for. */
    public static final double TOLERANCE = 0.1;

    /** Checks that there is something to go by. */
    public StepGuide {
        if (!(largestCurvature > 0 && largestCurvature < Double.POSITIVE_INFINITY) || !Double.isFinite(curvature)
                || !(noise >= 0 && noise < Double.POSITIVE_INFINITY)
                || !(noiseOfStiffest >= 0 && noiseOfStiffest < Double.POSITIVE_INFINITY)
                || !(meanNoise >= 0 && meanNoise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no step follows from a largest curvature of " + largestCurvature
                    + ", a curvature of " + curvature + " and a noise of " + noise);
        }
    }

    /** With noise that is the same in all directions. */
    public StepGuide(double largestCurvature, double curvature, double noise, long gradients) {
        this(largestCurvature, curvature, noise, noise, noise, gradients);
    }

    /** The largest step whose bias is at most {@link #TOLERANCE}: at most a tenth of where it becomes unstable. */
    public double stepSize() {
        return 4 * TOLERANCE / Math.max(noise + (1 + TOLERANCE) * curvature, (1 + TOLERANCE) * largestCurvature);
    }

    /** A step as configurations write it: three digits, rounded down. */
    public static double rounded(double step) {
        double unit = Math.pow(10, Math.floor(Math.log10(step)) - 2);
        return Double.parseDouble(String.format(Locale.ROOT, "%.2e", Math.floor(step / unit) * unit)); // cold: once a run
    }

    /** Predicted relative bias of the variance along the worst direction; infinite where the step is not stable. */
    public double bias(double stepSize) {
        if (diverges(stepSize)) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = (1 + stepSize * noise / 4) / (1 - stepSize * curvature / 4) - 1;
        return Math.max(worst, 1 / (1 - stepSize * largestCurvature / 4) - 1);
    }

    /** Whether a constant step leaves the mode along the direction of the largest curvature. */
    public boolean diverges(double stepSize) {
        return stepSize * largestCurvature >= 4;
    }

    /** Steps along the worse direction that are worth one independent draw: {@code 4 / (h lambda) - 1} of a linear step. */
    public double autocorrelationTime(double stepSize) {
        return Math.max(1, 4 / (stepSize * (curvature > 0 ? curvature : largestCurvature)) - 1);
    }

    /** The same, with gradients that were taken before. */
    public StepGuide withMoreGradients(long more) {
        return new StepGuide(largestCurvature, curvature, noise, noiseOfStiffest, meanNoise, gradients + more);
    }
}
