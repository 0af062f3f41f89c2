package ergodic.nn.predict;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Equal mixture of normal distributions; a component is its mean and its standard deviation.
 *
 * <p>
 * The ranked probability score is {@code E|X - y| - E|X - X'| / 2} (Gneiting and Raftery 2007, eq. 21). The first term is a
 * closed form for each component (Grimit, Gneiting, Berrocal and Johnson 2006, eq. 5). Their closed form for the second
 * sums over all pairs of components, 8 million for 4000 draws; here it is computed as {@code integral F (1 - F)} by the
 * trapezoidal rule. Where there are many components, F and its inverse come from the density on a grid
 * ({@link NormalMixtureGrid}); where there are few, or some are very narrow, from the components. F is a convolution with normals, so the error of that rule with spacing h falls with the mean of
 * {@code exp(-(pi sd / h)^2)} over the components: h is taken as wide as keeps that mean below 1e-10, about 0.65 sd where all
 * components are alike, and some tens of points suffice. Where sd is tiny beside the range, h is held at a 4096th of the range,
 * which bounds the work; the error of a narrow component is then at most h times its weight.
 */
public final class GaussianMixture implements Mixture {

    private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double TAIL = 9;
    private static final int MAX_POINTS = 4096;
    private static final double ALIASING = 1e-10;
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
            sds[s] = values[offset + 2 * s + 1];
            precisions[s] = 1 / sds[s];
        }
        gridAsked = false;
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
        double sum = 0;
        for (int s = from; s < to; s++) {
            double z = (y - means[s]) * precisions[s];
            sum += precisions[s] * Math.exp(0.5 * (least - z * z));
        }
        return Math.log(sum / (to - from)) - 0.5 * least - LOG_SQRT_2PI;
    }

    /** Distribution function. */
    public double cdf(double x) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += NormalTable.cdf((x - means[s]) * precisions[s]);
        }
        return sum / count;
    }

    private double pdf(double x) {
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
        double sd = Math.sqrt(aleatoricVariance() + epistemicVariance());
        double x = Math.clamp(mean() + sd * standard, low, high);
        double tolerance = 1e-13 * (Math.abs(x) + sd);
        for (int i = 0; i < 200 && high - low > tolerance; i++) {
            double excess = cdf(x) - p;
            if (excess < 0) {
                low = x;
            } else {
                high = x;
            }
            double next = x - excess / pdf(x);
            if (!(next > low && next < high)) {
                next = 0.5 * (low + high);
            }
            if (Math.abs(next - x) < tolerance) {
                return next;
            }
            x = next;
        }
        return x;
    }

    @Override
    public double crps(double y) {
        score(y);
        return distance - (hasGrid() ? grid.spread() : spread());
    }

    /** {@code integral F (1 - F)} by the trapezoidal rule. */
    private double spread() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double narrowest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < count; s++) {
            low = Math.min(low, means[s] - TAIL * sds[s]);
            high = Math.max(high, means[s] + TAIL * sds[s]);
            narrowest = Math.min(narrowest, sds[s]);
        }
        double range = high - low;
        if (!(range > 0 && range < Double.MAX_VALUE)) {
            return Double.NaN;
        }
        int points = (int) Math.clamp(Math.ceil(range / spacing(narrowest, range)), 1, MAX_POINTS);
        double h = range / points;
        double between = 0;
        for (int i = 1; i < points; i++) {
            double f = cdf(low + i * h);
            between += f * (1 - f);
        }
        return between * h;
    }

    /** The widest spacing, of a geometric sequence, whose aliasing is negligible. */
    private double spacing(double narrowest, double range) {
        double h = Math.PI * narrowest / Math.sqrt(-Math.log(ALIASING));
        for (double wider = 1.3 * h; wider < range; wider *= 1.3) {
            double sum = 0;
            for (int s = 0; s < count; s++) {
                double ratio = Math.PI * sds[s] / wider;
                sum += ratio < 6 ? Math.exp(-ratio * ratio) : 0;
            }
            if (sum > ALIASING * count) {
                return h;
            }
            h = wider;
        }
        return h;
    }
}
