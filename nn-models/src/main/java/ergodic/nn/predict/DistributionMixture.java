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
 * Quantiles and ranked probability scores come from a table of the mixture's distribution function, which asks each component's
 * density some hundred times and its distribution function some ten times ({@link SmoothTable}); scores are right to about 1e-6 of the spread, and quantiles
 * are polished by a step of Newton's on the distribution function itself.
 */
public final class DistributionMixture implements MixtureOfComponents {

    /** Largest step from a quantile of the table to the exact one that is believed, in spreads. */
    private static final double CLOSE = 1e-4;
    /** Components that are asked where the mixture lies. */
    private static final int ASKED = 9;

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
    private final SmoothTable table = new SmoothTable();
    private boolean tabulated;
    private double spread;

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
        tabulated = false;
    }

    private SmoothTable table() {
        if (tabulated) {
            return table;
        }
        double below = Double.POSITIVE_INFINITY;
        double above = Double.NEGATIVE_INFINITY;
        for (ContinuousDistribution one : components) {
            below = Math.min(below, one.getSupportLowerBound());
            above = Math.max(above, one.getSupportUpperBound());
        }
        int asked = Math.min(ASKED, components.length);
        double[] medians = new double[asked];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < asked; i++) {
            ContinuousDistribution one = components[(int) ((long) i * components.length / asked)];
            medians[i] = one.inverseCumulativeProbability(0.5);
            low = Math.min(low, one.inverseCumulativeProbability(0.25));
            high = Math.max(high, one.inverseCumulativeProbability(0.75));
        }
        Arrays.sort(medians);
        spread = Math.max(high - low, Double.MIN_NORMAL);
        table.build(new SmoothTable.Source() {
            @Override
            public double density(double x) {
                double sum = 0;
                for (ContinuousDistribution one : components) {
                    sum += one.density(x);
                }
                return sum / components.length;
            }

            @Override
            public double cdf(double x) {
                return probabilityIntegralTransform(x);
            }
        }, below, above, medians[asked / 2], spread);
        tabulated = true;
        return table;
    }

    @Override
    public double sample(int s, UniformRandomProvider rng) {
        return components[s].createSampler(rng).sample();
    }

    @Override
    public int components() {
        return components.length;
    }

    @Override
    public double componentMean(int s) {
        return components[s].getMean();
    }

    @Override
    public double componentVariance(int s) {
        return components[s].getVariance();
    }

    @Override
    public double componentLogDensity(double y, int s) {
        return components[s].logDensity(y);
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
        if (components.length == 1) {
            return components[0].inverseCumulativeProbability(p);
        }
        double found = table().quantile(p);
        if (Double.isNaN(found)) {
            return bySearch(p);
        }
        double density = 0;
        for (ContinuousDistribution one : components) {
            density += one.density(found);
        }
        double step = (probabilityIntegralTransform(found) - p) * components.length / density;
        return Math.abs(step) < CLOSE * spread ? found - step : found;
    }

    private double bySearch(double p) {
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

    @Override
    public double crps(double y) {
        return table().crps(y);
    }
}
