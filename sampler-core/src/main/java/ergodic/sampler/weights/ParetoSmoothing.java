package ergodic.sampler.weights;

import java.util.Arrays;

/**
 * Pareto smoothed importance sampling (Vehtari, Simpson, Gelman, Yao and Gabry 2024): the largest importance ratios are
 * replaced by quantiles of a generalised Pareto distribution fitted to them, whose shape k says how far the weights can be
 * trusted. The tail is smoothed whatever its shape, as R's package {@code loo} does.
 *
 * @param logWeights
 *            logarithms of the weights, which sum to 1; in the order of the ratios; not to be changed
 * @param shape
 *            k-hat: below 0.5 the weights have a variance; above {@link #limit} so many draws are not enough;
 *            0 where the ratios are equal but for rounding, infinite where fewer than 5 of them make a tail
 * @param tail
 *            number of ratios in the tail
 */
public record ParetoSmoothing(double[] logWeights, double shape, int tail) {

    /** Shape above which no practical number of draws is enough. */
    private static final double LARGEST_LIMIT = 0.7;

    private static final int FEWEST = 5;
    /** Logarithms of ratios within which they are equal: rounding of densities. */
    private static final double ROUNDING = 1e-9;

    /**
     * Shape above which so many weighted draws are not to be used for expectations: {@code min(1 - 1/log10(draws),
     * 0.7)} (Vehtari et al. 2024, section 3.2.4), 0 up to 10 draws, 0.29 for 25, 0.67 for 1000, and 0.7 from 2155 on.
     */
    public static double limit(int draws) {
        return draws <= 10 ? 0 : Math.min(1 - 1 / Math.log10(draws), LARGEST_LIMIT);
    }

    /** Smooths the ratios of independent draws. */
    public static ParetoSmoothing of(double[] logRatios) {
        return of(logRatios, 1);
    }

    /**
     * Smooths ratios.
     *
     * @param logRatios
     *            logarithms of target over proposal, up to a constant; minus infinity for a weight of 0, no NaN; not changed
     * @param relativeEfficiency
     *            effective number of draws over their number; 1 for independent draws
     * @throws IllegalArgumentException
     *             if a ratio is NaN or infinite, or all of them are 0
     */
    public static ParetoSmoothing of(double[] logRatios, double relativeEfficiency) {
        int n = logRatios.length;
        double[] weights = logRatios.clone();
        double largest = Double.NEGATIVE_INFINITY;
        for (double ratio : logRatios) {
            if (!(ratio < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the logarithm of an importance ratio is " + ratio);
            }
            largest = Math.max(largest, ratio);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("none of " + n + " importance ratios is positive");
        }
        for (int i = 0; i < n; i++) {
            weights[i] -= largest;
        }
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        int wanted = (int) Math.ceil(Math.min(n / 5.0, 3 * Math.sqrt(n / relativeEfficiency)));
        double cut = n > wanted ? Math.max(sorted[n - wanted - 1], Math.log(Double.MIN_NORMAL)) : 0;
        int first = n;
        while (first > 0 && sorted[first - 1] > cut) {
            first--;
        }
        int tail = n - first;
        double shape = Double.POSITIVE_INFINITY;
        if (cut > -ROUNDING && n - wanted >= FEWEST) {
            shape = 0;
        } else if (tail >= FEWEST) {
            shape = smooth(weights, sorted, first, cut);
        }
        normalise(weights);
        return new ParetoSmoothing(weights, shape, tail);
    }

    /** Puts quantiles of the fitted distribution in the place of the tail, and answers with its shape. */
    private static double smooth(double[] weights, double[] sorted, int first, double cut) {
        int tail = sorted.length - first;
        double base = Math.exp(cut);
        double[] excesses = new double[tail];
        for (int i = 0; i < tail; i++) {
            excesses[i] = Math.exp(sorted[first + i]) - base;
        }
        GeneralizedPareto fitted = GeneralizedPareto.fit(excesses);
        double[] sums = new double[tail + 1];
        for (int rank = 0; rank < tail; rank++) {
            // The largest ratio of all is 1.
            sums[rank + 1] = sums[rank] + Math.min(1, fitted.quantile((rank + 0.5) / tail) + base);
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > cut) {
                // Equal ratios share their places: together they weigh what they would one by one, in any order.
                int last = lastAtMost(sorted, weights[i]) - first;
                int before = firstAtLeast(sorted, weights[i]) - first;
                weights[i] = Math.log((sums[last + 1] - sums[before]) / (last + 1 - before));
            }
        }
        return fitted.shape();
    }

    private static int lastAtMost(double[] sorted, double value) {
        int place = Arrays.binarySearch(sorted, value);
        while (place + 1 < sorted.length && sorted[place + 1] == value) {
            place++;
        }
        return place;
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int place = Arrays.binarySearch(sorted, value);
        while (place > 0 && sorted[place - 1] == value) {
            place--;
        }
        return place;
    }

    private static void normalise(double[] weights) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double weight : weights) {
            largest = Math.max(largest, weight);
        }
        double sum = 0;
        for (double weight : weights) {
            sum += Math.exp(weight - largest);
        }
        double norm = largest + Math.log(sum);
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= norm;
        }
    }

    /** Effective number of draws: one over the sum of squared weights (Kish). */
    public double effectiveDraws() {
        double squares = 0;
        for (double weight : logWeights) {
            squares += Math.exp(2 * weight);
        }
        return 1 / squares;
    }
}
