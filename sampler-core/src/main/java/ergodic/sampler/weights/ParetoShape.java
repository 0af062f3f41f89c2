package ergodic.sampler.weights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The shape k of the importance weights of a fit's draws, and what it says of them: one rule for all that are
 * judged by it. Of fewer draws than {@link #FEWEST} no tail is told; the limit is that of {@link
 * ParetoSmoothing#limit}.
 *
 * @param shape
 *            k-hat, of several fits that of the worst; infinite where fewer than five weights make a tail
 * @param draws
 *            number of draws of a fit
 */
public record ParetoShape(double shape, int draws) {

    /** Fewest draws of which a tail is told: a fifth of them are five, and five make one. */
    public static final int FEWEST = 25;
    /** Shape below which weights have a variance. */
    private static final double VARIANCE = 0.5;

    /**
     * Of draws whose log ratios are known.
     *
     * @param logRatios
     *            {@code [fit][draw]}; what is not finite is a weight of 0
     * @return that of the worst fit; nothing where a fit has fewer than {@link #FEWEST} draws
     */
    public static Optional<ParetoShape> of(double[][] logRatios) {
        int fewest = Arrays.stream(logRatios).mapToInt(fit -> fit.length).min().orElse(0);
        if (fewest < FEWEST) {
            return Optional.empty();
        }
        double worst = Double.NEGATIVE_INFINITY;
        for (double[] fit : logRatios) {
            double[] ratios = Arrays.stream(fit).map(r -> Double.isFinite(r) ? r : Double.NEGATIVE_INFINITY).toArray();
            boolean any = Arrays.stream(ratios).anyMatch(Double::isFinite);
            worst = Math.max(worst, any ? ParetoSmoothing.of(ratios).shape() : Double.POSITIVE_INFINITY);
        }
        return Optional.of(new ParetoShape(worst, fewest));
    }

    /** Whether weights cannot correct the draws, or nothing tells. */
    public boolean isFar() {
        return !(shape <= ParetoSmoothing.limit(draws));
    }

    /** Whether the weights have a variance, as far as so many draws tell. */
    public boolean hasVariance() {
        return !isFar() && shape <= VARIANCE;
    }

    /** The number as text, or that there is none. */
    public String text() {
        return Double.isFinite(shape) ? String.format(Locale.ROOT, "%.2f", shape)
                : "not to be told, with fewer than five weights in the tail";
    }

    /** The number, where there is one, into {@code pareto_k}. */
    public void putInto(Map<String, Double> numbers) {
        if (Double.isFinite(shape)) {
            numbers.put("pareto_k", shape);
        }
    }
}
