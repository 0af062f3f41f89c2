package ergodic.nn.predict;

import java.util.Arrays;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * Equal mixture of any continuous distributions, for a likelihood of your own: a component is made by a function of its
 * parameters.
 *
 * <pre>{@code
 * new DistributionMixture(2, (p, at) -> new LocationScale(TDistribution.of(4), p[at], p[at + 1]))
 * }</pre>
 *
 * <p>
 * Quantiles come from root finding, to 1e-12 of the spread; ranked probability scores from adaptive quadrature, to about
 * 1e-6 of the spread. Both ask the components' distribution functions some hundred times.
 */
public final class DistributionMixture implements Mixture {

    private static final double TAIL = 1e-8;
    private static final double TOLERANCE = 1e-8;
    private static final int DEEPEST = 50;

    /** Makes the distribution of a component. */
    @FunctionalInterface
    public interface Component {

        /**
         * The distribution of one component.
         *
         * @param parameters
         *            holds its parameters from {@code offset} on; not to be kept
         */
        ContinuousDistribution of(double[] parameters, int offset);
    }

    private final int parameters;
    private final Component component;
    private ContinuousDistribution[] components = new ContinuousDistribution[0];

    /**
     * A mixture.
     *
     * @param parameters
     *            numbers that describe one component, at least 1
     * @param component
     *            makes a component of them
     */
    public DistributionMixture(int parameters, Component component) {
        if (parameters < 1) {
            throw new IllegalArgumentException("a component needs at least 1 parameter, not " + parameters);
        }
        this.parameters = parameters;
        this.component = component;
    }

    @Override
    public int parameters() {
        return parameters;
    }

    @Override
    public void load(double[] values, int offset, int count) {
        ContinuousDistribution[] loaded = new ContinuousDistribution[count];
        for (int s = 0; s < count; s++) {
            int at = offset + s * parameters;
            try {
                loaded[s] = component.of(values, at);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a draw gives a row the predictive parameters "
                        + Arrays.toString(Arrays.copyOfRange(values, at, at + parameters))
                        + ", of which the likelihood's mixture makes no distribution: " + e.getMessage(), e);
            }
        }
        components = loaded;
    }

    @Override
    public double sample(int s, UniformRandomProvider rng) {
        return components[s].createSampler(rng).sample();
    }

    @Override
    public double mean() {
        return mean(0, components.length);
    }

    @Override
    public double mean(int from, int to) {
        double sum = 0;
        for (int s = from; s < to; s++) {
            sum += components[s].getMean();
        }
        return sum / (to - from);
    }

    @Override
    public double aleatoricVariance() {
        double sum = 0;
        for (ContinuousDistribution one : components) {
            sum += one.getVariance();
        }
        return sum / components.length;
    }

    @Override
    public double epistemicVariance() {
        double mean = mean();
        double sum = 0;
        for (ContinuousDistribution one : components) {
            double difference = one.getMean() - mean;
            sum += difference * difference;
        }
        return sum / components.length;
    }

    @Override
    public double logDensity(double y, int from, int to) {
        LogMean mean = new LogMean();
        for (int s = from; s < to; s++) {
            mean.add(components[s].logDensity(y));
        }
        return mean.value();
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        double sum = 0;
        for (ContinuousDistribution one : components) {
            sum += one.cumulativeProbability(y);
        }
        return sum / components.length;
    }

    @Override
    public double quantile(double p) {
        double low = smallest(p);
        double high = largest(p);
        if (!(low < high)) {
            return low;
        }
        if (probabilityIntegralTransform(low) >= p) {
            return low;
        }
        if (probabilityIntegralTransform(high) <= p) {
            return high;
        }
        double accuracy = 1e-12 * (high - low);
        return new BracketingNthOrderBrentSolver(1e-12, accuracy, 5).solve(1000,
                x -> probabilityIntegralTransform(x) - p, low, high);
    }

    /** The mixture's quantile lies between the least and the greatest of its components'. */
    private double smallest(double p) {
        double low = Double.POSITIVE_INFINITY;
        for (ContinuousDistribution one : components) {
            low = Math.min(low, one.inverseCumulativeProbability(p));
        }
        return low;
    }

    private double largest(double p) {
        double high = Double.NEGATIVE_INFINITY;
        for (ContinuousDistribution one : components) {
            high = Math.max(high, one.inverseCumulativeProbability(p));
        }
        return high;
    }

    /** {@code integral F^2} below y and {@code integral (1 - F)^2} above it. */
    @Override
    public double crps(double y) {
        double low = Math.min(smallest(TAIL), y);
        double high = Math.max(largest(1 - TAIL), y);
        double scale = quantile(0.9) - quantile(0.1);
        return integral(low, y, 0, TOLERANCE * scale) + integral(y, high, 1, TOLERANCE * scale);
    }

    private double square(double x, double limit) {
        double difference = probabilityIntegralTransform(x) - limit;
        return difference * difference;
    }

    private double integral(double a, double b, double limit, double tolerance) {
        if (!(a < b)) {
            return 0;
        }
        double fa = square(a, limit);
        double fm = square((a + b) / 2, limit);
        double fb = square(b, limit);
        return simpson(a, b, fa, fm, fb, limit, tolerance, DEEPEST);
    }

    /** Adaptive Simpson rule; the integrand is monotone, so that none of its steps hides between the points. */
    private double simpson(double a, double b, double fa, double fm, double fb, double limit, double tolerance,
            int depth) {
        double m = (a + b) / 2;
        double fl = square((a + m) / 2, limit);
        double fr = square((m + b) / 2, limit);
        double coarse = (b - a) / 6 * (fa + 4 * fm + fb);
        double fine = (b - a) / 12 * (fa + 4 * fl + 2 * fm + 4 * fr + fb);
        if (depth == 0 || !(Math.abs(fine - coarse) > 15 * tolerance)) {
            return fine + (fine - coarse) / 15;
        }
        return simpson(a, m, fa, fl, fm, limit, tolerance, depth - 1)
                + simpson(m, b, fm, fr, fb, limit, tolerance, depth - 1);
    }
}
