package ergodic.nn.predict;

import ergodic.autodiff.Deviance;
import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.StirlingRemainder;
import ergodic.model.distribution.NegativeBinomialLog;
import ergodic.model.distribution.PoissonLog;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Equal mixture of distributions over counts: Poisson (a component is its log mean) or negative binomial (log mean and log
 * of the shape phi; variance {@code mean + mean^2 / phi}). Where zeros are more (or fewer) than such counts have, a component has one more
 * parameter, a logit: of a zero beside the counts ({@link Zeros#INFLATED}), or of a zero where all other counts are from 1 on
 * ({@link Zeros#HURDLE}).
 *
 * <p>
 * Quantiles, the distribution function and the ranked probability score come from {@link Panels}: probabilities of small and
 * narrow counts one by one, from neighbour to neighbour, and wide components at the Gauss nodes of panels that grow with the
 * counts. A component costs some hundred evaluations whatever its mean. A component is neglected where less than 2e-12 of its mass
 * lies beyond on either side (Bernstein's bound for sub-gamma tails: Boucheron, Lugosi and Massart 2013, section 2.4), so
 * that the distribution function is right to some 1e-10. A component whose mean is not finite lies beyond every count.
 */
public final class CountMixture implements MixtureOfCounts, Panels.Components {

    private static final double NEGLIGIBLE = 1e-18;
    /** Minus the log of the mass that is left out at either side. */
    private static final double TAIL = 27;
    /** Widest panel on which a component is a polynomial, in its standard deviations. */
    private static final double RESOLVED = 2.5;
    /** Doubles are whole numbers of any size up to here. */
    private static final double LARGEST = 1e290;
    /** Below this shape all mass is at 0, as far as a distribution function in doubles tells. */
    private static final double POINT_SHAPE = 1e-18;
    private static final double SMALLEST_SHAPE = 1e-200;
    private static final double UNDERFLOW = -100;
    /** Log probability of no count from which on the others follow from it. */
    private static final double LIKELY = -30;
    private static final double TOLERANCE = 1e-9;

    /** Least log mean: below, a count from 1 on is 1. */
    private static final double LEAST_LOG_MEAN = -600;
    /** Probability of 0 from which on positive counts are searched one by one, not drawn until one comes. */
    private static final double SEARCHED = 0.1;

    private final boolean poisson;
    private final Zeros zeros;
    /** Probability of the count's distribution in a component, over that of what it is cut to; 1 but for its zeros. */
    private double[] parts = new double[0];
    /** Logit of the zero that is not of the count's distribution. */
    private double[] zeroLogits = new double[0];
    private double[] logMeans = new double[0];
    private double[] means = new double[0];
    private double[] shapes = new double[0];
    private double[] shapeStirlings = new double[0];
    private int count;
    private boolean built;
    private boolean undefined;
    private double weight;
    private double zeroMass;
    private final Panels panels = new Panels(this, true);
    private final double[] nodes = new double[PanelRule.NODES];
    private final double[] nodeStirlings = new double[PanelRule.NODES];
    private final double[] reciprocals = new double[PanelRule.DENSE + 1];

    private CountMixture(boolean poisson, Zeros zeros) {
        this.poisson = poisson;
        this.zeros = zeros;
    }

    /** Poisson components. */
    public static CountMixture poisson() {
        return poisson(Zeros.COUNTED);
    }

    /** Poisson components, with zeros from elsewhere. */
    public static CountMixture poisson(Zeros zeros) {
        return new CountMixture(true, zeros);
    }

    /** Negative binomial components. */
    public static CountMixture negativeBinomial() {
        return negativeBinomial(Zeros.COUNTED);
    }

    /** Negative binomial components, with zeros from elsewhere. */
    public static CountMixture negativeBinomial(Zeros zeros) {
        return new CountMixture(false, zeros);
    }

    @Override
    public int parameters() {
        return (poisson ? 1 : 2) + (zeros == Zeros.COUNTED ? 0 : 1);
    }

    @Override
    public void load(double[] values, int offset, int components) {
        if (logMeans.length < components) {
            logMeans = new double[components];
            means = new double[components];
            shapes = new double[components];
            shapeStirlings = new double[components];
            parts = new double[components];
            zeroLogits = new double[components];
        }
        count = components;
        built = false;
        int width = parameters();
        for (int s = 0; s < components; s++) {
            int at = offset + s * width;
            logMeans[s] = zeros == Zeros.HURDLE ? Math.max(values[at], LEAST_LOG_MEAN) : values[at];
            means[s] = Math.exp(logMeans[s]);
            shapes[s] = poisson ? Double.POSITIVE_INFINITY
                    : Math.max(SMALLEST_SHAPE, Math.exp(values[at + 1]));
            parts[s] = 1;
            if (zeros != Zeros.COUNTED) {
                zeroLogits[s] = values[at + width - 1];
                double others = SpecialFunctions.sigmoid(-zeroLogits[s]);
                parts[s] = zeros == Zeros.INFLATED ? others : others / -Math.expm1(logProbability(0, s));
            }
        }
    }

    @Override
    public int components() {
        return count;
    }

    private double zero(int s) {
        return SpecialFunctions.sigmoid(zeroLogits[s]);
    }

    private Panels panels() {
        if (built) {
            return panels;
        }
        built = true;
        undefined = false;
        weight = 1.0 / count;
        panels.begin(count + 1);
        double end = PanelRule.DENSE;
        for (int s = 0; s < count; s++) {
            double mean = means[s];
            double variance = variance(s);
            double scale = 1 + mean / shapes[s];
            double side = Math.sqrt(2 * TAIL * variance);
            double high = mean + side + TAIL * scale;
            undefined |= Double.isNaN(high) && !(mean == Double.POSITIVE_INFINITY);
            if (shapes[s] < POINT_SHAPE && mean < LARGEST) {
                panels.place(s, 0, 0, 0);
            } else if (high < LARGEST) {
                // Below a shape of 1 the tail is far longer than a standard deviation, and falls off by its scale.
                panels.place(s, Math.max(0, Math.floor(mean - side)), high,
                        RESOLVED * Math.max(Math.sqrt(variance), scale));
                while (end <= high) {
                    end *= 2;
                }
            } else {
                panels.place(s, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
            }
            shapeStirlings[s] = shapes[s] < LARGEST ? StirlingRemainder.error(shapes[s]) : 0;
        }
        zeroMass = 0;
        int all = count;
        if (zeros != Zeros.COUNTED) {
            for (int s = 0; s < count; s++) {
                zeroMass += weight * zero(s);
            }
            // Zeros from elsewhere are one more component.
            panels.place(all++, 0, 0, 0);
        }
        panels.build(all, 0, end, PanelRule.DENSE);
        return panels;
    }

    @Override
    public void enter(double start, double width) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = 0.5 * (PanelRule.AT[i] + 1) * width - 0.5;
            nodeStirlings[i] = StirlingRemainder.error(start + nodes[i]);
        }
    }

    @Override
    public void addInto(int s, double start, double width, double[] values, int offset) {
        double mean = means[s];
        double shape = shapes[s];
        boolean likePoisson = !(shape < LARGEST);
        double ratio = likePoisson ? 1 : shape / (shape + mean);
        double perShape = likePoisson ? 0 : 1 / (shape + mean);
        double factor = weight * parts[s] / Math.sqrt(2 * Math.PI);
        double from = start - mean;
        for (int i = 0; i < nodes.length; i++) {
            double k = start + nodes[i];
            double distance = from + nodes[i];
            double exponent = -nodeStirlings[i] - k * Deviance.excess(-distance * ratio / k);
            double variance = k;
            if (!likePoisson) {
                double n = k + shape;
                exponent += StirlingRemainder.error(n) - shapeStirlings[s]
                        - shape * Deviance.excess(distance * perShape);
                variance = k / shape * n;
            }
            values[offset + i] += exponent < UNDERFLOW ? 0 : factor * Math.exp(exponent) / Math.sqrt(variance);
        }
    }

    @Override
    public void enterFinest(double start) {
        for (int i = 0; i < reciprocals.length; i++) {
            reciprocals[i] = 1 / (start + i);
        }
    }

    /** From the count nearest the mode outwards, or from 0 if that is not rare, by the ratio of neighbouring probabilities. */
    @Override
    public void addFinestInto(int s, double start, double width, double[] values, int offset) {
        if (s == count) {
            values[offset] += start > 0 ? 0 : zeroMass;
            return;
        }
        double before = values[offset];
        addCounts(s, start, values, offset);
        if (zeros == Zeros.HURDLE && start == 0) {
            values[offset] = before;
        }
    }

    private void addCounts(int s, double start, double[] values, int offset) {
        double mean = means[s];
        double shape = shapes[s];
        boolean likePoisson = !(shape < LARGEST);
        double mode = Math.floor(likePoisson ? mean : Math.max(0, mean * (shape - 1) / shape));
        int first = (int) Math.clamp(mode - start, 0, PanelRule.DENSE - 1);
        double own = weight * parts[s];
        double least = NEGLIGIBLE * weight;
        double logZero = start > 0 ? Double.NEGATIVE_INFINITY : likePoisson ? -mean : -shape * Math.log1p(mean / shape);
        if (logZero > LIKELY) {
            first = 0;
        }
        double p = own * Math.exp(first == 0 && start == 0 ? logZero : logProbability(start + first, s));
        double success = likePoisson ? mean : mean / (mean + shape);
        double q = p;
        for (int k = first; k < PanelRule.DENSE && q > least; k++) {
            values[offset + k] += q;
            q *= (likePoisson ? success : (start + k + shape) * success) * reciprocals[k + 1];
        }
        q = p;
        for (int k = first; k > 0 && q > least; k--) {
            q *= (start + k) / (likePoisson ? success : (start + k - 1 + shape) * success);
            values[offset + k - 1] += q;
        }
    }

    @Override
    public double sample(int s, UniformRandomProvider rng) {
        if (zeros != Zeros.COUNTED && rng.nextDouble() < zero(s)) {
            return 0;
        }
        if (zeros != Zeros.HURDLE) {
            return draw(s, rng);
        }
        if (Math.exp(logProbability(0, s)) < SEARCHED) {
            double drawn = draw(s, rng);
            while (drawn == 0) {
                drawn = draw(s, rng);
            }
            return drawn;
        }
        double left = rng.nextDouble() * -Math.expm1(logProbability(0, s));
        double k = 1;
        double p = Math.exp(logProbability(k, s));
        while (left > p && p > 0) {
            left -= p;
            k++;
            p = Math.exp(logProbability(k, s));
        }
        return k;
    }

    private double draw(int s, UniformRandomProvider rng) {
        return shapes[s] < LARGEST ? NegativeBinomialLog.draw(rng, logMeans[s], shapes[s])
                : PoissonLog.draw(rng, logMeans[s]);
    }

    private double variance(int s) {
        double mean = means[s];
        return poisson ? mean : mean + mean * mean / shapes[s];
    }

    /** Zeros from elsewhere among it. */
    @Override
    public double componentMean(int s) {
        return parts[s] * means[s];
    }

    /** Of a mixture of the counts' distribution (of weight above 1 where it has lost its zeros) and zeros. */
    @Override
    public double componentVariance(int s) {
        if (zeros == Zeros.COUNTED) {
            return variance(s);
        }
        double whole = componentMean(s);
        return parts[s] * variance(s) + whole * (means[s] - whole);
    }

    @Override
    public double componentLogDensity(double k, int s) {
        if (zeros == Zeros.COUNTED) {
            return logProbability(k, s);
        }
        double z = zeroLogits[s];
        if (k == 0) {
            return zeros == Zeros.HURDLE ? -SpecialFunctions.softplus(-z)
                    : SpecialFunctions.softplus(logProbability(0, s) - z) - SpecialFunctions.softplus(-z);
        }
        return logProbability(k, s) + Math.log(parts[s]);
    }

    private double logProbability(double k, int s) {
        if (shapes[s] < LARGEST) {
            return NegativeBinomialLog.logProbability(k, logMeans[s], shapes[s]);
        }
        return PoissonLog.logProbability(k, logMeans[s]);
    }

    @Override
    public double cdf(double k) {
        double f = panels().cdf(k);
        return undefined ? Double.NaN : f;
    }

    @Override
    public double quantile(double p) {
        double mass = panels().mass();
        if (undefined) {
            return Double.NaN;
        }
        // Rounding left the sum below p, or that much of the mass lies beyond every count.
        return panels.quantile(p > mass && p - mass < TOLERANCE ? mass : p);
    }

    @Override
    public double crps(double y) {
        double score = panels().score(y);
        return undefined ? Double.NaN : panels.mass() > 1 - TOLERANCE ? score : Double.POSITIVE_INFINITY;
    }
}
