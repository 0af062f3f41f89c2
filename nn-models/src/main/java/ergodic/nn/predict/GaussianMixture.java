package ergodic.nn.predict;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Equal mixture of normal distributions; a component is its mean and its standard deviation, 0 for a point.
 *
 * <p>
 * The ranked probability score is {@code E|X - y| - E|X - X'| / 2} (Gneiting and Raftery 2007, eq. 21). The first term is a
 * closed form for each component (Grimit, Gneiting, Berrocal and Johnson 2006, eq. 5). Their closed form for the second
 * sums over all pairs of components, 8 million for 4000 draws. Where the components are alike and overlap, the second is
 * {@code integral F (1 - F)} of the density on a grid ({@link NormalMixtureGrid}), right to 1e-11 of the range. Where they are
 * wide beside one another, or far apart, or few, the score is the integral of {@code (F - 1[y <= z])^2} over {@link Panels} that are as
 * narrow as the components there: a sum of squares, so never negative, with a relative error below 1e-7 (1e-9 is usual). Quantiles then are
 * roots of the exact distribution function.
 */
public final class GaussianMixture implements Mixture, Panels.Components {

    private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double TAIL = 8;
    /** Widest panel on which a component is a polynomial, in its standard deviations. */
    private static final double RESOLVED = 2.5;
    /** Width, relative to the score's order of size, of panels that are not halved. */
    private static final double FINEST = 1e-12;
    /** Rounding of a mean of distribution functions. */
    private static final double ROUNDING = 1e-15;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private double[] means = new double[0];
    private double[] sds = new double[0];
    private double[] precisions = new double[0];
    private int count;
    private double mean;
    private double aleatoric;
    private double epistemic;
    private final NormalMixtureGrid grid = new NormalMixtureGrid();
    private boolean gridAsked;
    private boolean gridLoaded;
    private final Panels panels = new Panels(this, false);
    private boolean panelsBuilt;
    private boolean panelsGood;
    private boolean onePoint;
    private final double[] nodes = new double[PanelRule.NODES];
    private double scored = Double.NaN;
    private double distance;
    private double below;

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public void load(double[] values, int offset, int components) {
        if (means.length < components) {
            means = new double[components];
            sds = new double[components];
            precisions = new double[components];
        }
        count = components;
        for (int s = 0; s < components; s++) {
            means[s] = values[offset + 2 * s];
            double sd = values[offset + 2 * s + 1];
            // A point mass; its precision stays finite, so that it times a distance of 0 is 0.
            boolean point = sd >= 0 && sd < Double.MIN_NORMAL;
            sds[s] = point ? 0 : sd;
            precisions[s] = point ? Double.MAX_VALUE : 1 / sd;
        }
        gridAsked = false;
        panelsBuilt = false;
        scored = Double.NaN;
        mean = mean(0, components);
        double noise = 0;
        double spread = 0;
        for (int s = 0; s < components; s++) {
            noise += sds[s] * sds[s];
            spread += (means[s] - mean) * (means[s] - mean);
        }
        aleatoric = noise / components;
        epistemic = spread / components;
    }

    /** Whether quantiles and scores can be had from the density on a grid; loads it when it is asked for first. */
    private boolean hasGrid() {
        if (!gridAsked) {
            gridAsked = true;
            gridLoaded = grid.load(means, sds, precisions, count);
        }
        return gridLoaded;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double mean(int from, int to) {
        double sum = 0;
        for (int s = from; s < to; s++) {
            sum += means[s];
        }
        return sum / (to - from);
    }

    @Override
    public double aleatoricVariance() {
        return aleatoric;
    }

    @Override
    public double epistemicVariance() {
        return epistemic;
    }

    /** The nearest component's exponent is taken out first, so that the sum cannot vanish. */
    @Override
    public double logDensity(double y, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        for (int s = from; s < to; s++) {
            double z = (y - means[s]) * precisions[s];
            least = Math.min(least, z * z);
        }
        if (least == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int s = from; s < to; s++) {
            double z = (y - means[s]) * precisions[s];
            sum += precisions[s] * Math.exp(0.5 * (least - z * z));
        }
        return Math.log(sum / (to - from)) - 0.5 * least - LOG_SQRT_2PI;
    }

    @Override
    public double sample(int component, UniformRandomProvider rng) {
        return means[component] + sds[component] * ZigguratSampler.NormalizedGaussian.of(rng).sample();
    }

    /** Distribution function. */
    public double cdf(double x) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += NormalTable.cdf((x - means[s]) * precisions[s]);
        }
        return sum / count;
    }

    /** Density, to some 1e-14 of the narrowest component's greatest: in the far tails {@link #logDensity} is the right one. */
    double density(double x) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += NormalTable.pdf((x - means[s]) * precisions[s]) * precisions[s];
        }
        return sum / count;
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        score(y);
        return below;
    }

    /** Mean distance of the components from a point, and their mean distribution function there. */
    private void score(double y) {
        if (y == scored) {
            return;
        }
        double distances = 0;
        double probabilities = 0;
        for (int s = 0; s < count; s++) {
            double difference = y - means[s];
            double z = difference * precisions[s];
            double cdf = NormalTable.cdf(z);
            distances += 2 * sds[s] * NormalTable.pdf(z) + difference * (2 * cdf - 1);
            probabilities += cdf;
        }
        scored = y;
        distance = distances / count;
        below = probabilities / count;
    }

    /** From the grid, or by Newton's iteration on the distribution function inside a bracket that bisection shrinks. */
    @Override
    public double quantile(double p) {
        if (hasGrid()) {
            return grid.quantile(p);
        }
        double standard = NORMAL.inverseCumulativeProbability(p);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        // The mixture's quantile lies between the least and the greatest of its components'.
        for (int s = 0; s < count; s++) {
            double q = means[s] + sds[s] * standard;
            low = Math.min(low, q);
            high = Math.max(high, q);
        }
        if (!(low < high) || Double.isInfinite(high - low)) {
            return low == high ? low : Double.NaN;
        }
        double sd = Math.sqrt(aleatoric + epistemic);
        double guess = mean + sd * standard;
        // Variances overflow long before means do.
        double x = Double.isNaN(guess) ? low + 0.5 * (high - low) : Math.clamp(guess, low, high);
        double step = high - low;
        while (true) {
            double excess = cdf(x) - p;
            if (Math.abs(excess) < ROUNDING) {
                return x;
            }
            if (excess < 0) {
                low = x;
            } else {
                high = x;
            }
            double width = high - low;
            double middle = low + 0.5 * width;
            if (!(middle > low && middle < high)) {
                return middle;
            }
            // Newton's step must lead inside and halve the step before; else the bracket is halved.
            double next = x - excess / density(x);
            double length = Math.abs(next - x);
            if (next > low && next < high && length <= 0.5 * step) {
                step = length;
            } else {
                next = middle;
                step = 0.5 * width;
            }
            x = next;
        }
    }

    @Override
    public double crps(double y) {
        if (hasGrid()) {
            score(y);
            return distance - grid.spread();
        }
        buildPanels();
        if (onePoint) {
            return Math.abs(y - means[0]);
        }
        return panelsGood && Double.isFinite(y) ? panels.score(y) : Double.NaN;
    }

    private void buildPanels() {
        if (panelsBuilt) {
            return;
        }
        panelsBuilt = true;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double sdSum = 0;
        panels.begin(count);
        for (int s = 0; s < count; s++) {
            double from = means[s] - TAIL * sds[s];
            double to = means[s] + TAIL * sds[s];
            low = Math.min(low, from);
            high = Math.max(high, to);
            least = Math.min(least, means[s]);
            greatest = Math.max(greatest, means[s]);
            sdSum += sds[s];
            panels.place(s, from, to, RESOLVED * sds[s]);
        }
        double range = high - low;
        onePoint = range == 0;
        panelsGood = range > 0 && range < Double.MAX_VALUE;
        if (panelsGood) {
            // E|X - X'| / 2 is concave in the distribution and at least that of the two outermost means.
            double spread = Math.max(sdSum / count, (greatest - least) / count);
            // Ends of panels are whole multiples of this, so that distances from them are exact.
            double unit = 2 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
            double width = Math.scalb(1.0, Math.getExponent(range + 2 * unit) + 1);
            panels.build(count, Math.floor(low / unit) * unit, width, Math.max(FINEST * spread, 2 * unit));
        }
    }

    @Override
    public void enter(double start, double width) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = 0.5 * (PanelRule.AT[i] + 1) * width;
        }
    }

    @Override
    public void addInto(int s, double start, double width, double[] values, int offset) {
        double precision = precisions[s];
        double factor = precision / count;
        double from = start - means[s];
        for (int i = 0; i < nodes.length; i++) {
            values[offset + i] += factor * NormalTable.pdf((from + nodes[i]) * precision);
        }
    }

    @Override
    public void enterFinest(double start) {
        // Masses are taken as a whole.
    }

    @Override
    public void addFinestInto(int s, double start, double width, double[] values, int offset) {
        // A point lies in one panel only, be it at its start.
        double mass = sds[s] == 0 ? 1
                : NormalTable.cdf((start + width - means[s]) * precisions[s])
                        - NormalTable.cdf((start - means[s]) * precisions[s]);
        for (int i = 0; i < nodes.length; i++) {
            values[offset + i] += mass / width / count;
        }
    }
}
