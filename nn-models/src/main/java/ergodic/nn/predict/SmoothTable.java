package ergodic.nn.predict;

import java.util.Arrays;

/**
 * The distribution function of a continuous distribution, tabulated: quantiles and scores follow without asking the distribution again.
 *
 * <p>
 * Panels lie in a coordinate that the support suggests (sinh on the whole line, a logarithm above a bound, a logit between two), in which
 * tails and singular ends are smooth. A panel is halved until a polynomial of degree 15 through the density at its Gauss nodes gives
 * the density at the nodes of its halves, and its integral the difference of the distribution function itself between the ends:
 * narrow peaks between the nodes are not missed. Within a panel the distribution function is that integral, at its ends it is exact.
 */
final class SmoothTable {

    /** The distribution. */
    interface Source {

        /** The density. */
        double density(double x);

        /** The distribution function. */
        double cdf(double x);
    }

    /** Mass that is left out at either side. */
    private static final double TAIL = 1e-10;
    private static final double SHAPE = 1e-7;
    private static final double MASS = 1e-9;
    /** Mass times width, in spreads, of a panel on which nothing more is asked: the error of a score is less. */
    private static final double SMALL = 1e-12;
    private static final int DEEPEST = 48;
    private static final int MOST = 4000;
    private static final double FARTHEST = 600;
    private static final double NEAR = 1e-3;
    private static final int NODES = PanelRule.NODES;

    private final double[] work = new double[NODES];
    private final double[] squares = new double[NODES];
    private final double[] expected = new double[NODES];
    private double lower;
    private double upper;
    private double centre;
    private double spread;
    private double scale;
    private double[] starts = new double[32];
    private double[] before = new double[33];
    private double[] numbers = new double[32 * PanelRule.COEFFICIENTS];
    private double end;
    private int leaves;

    /**
     * Makes the table.
     *
     * @param below
     *            end of the support, or minus infinity
     * @param above
     *            end of the support, or infinity
     * @param about
     *            where the distribution is, within the support
     * @param wide
     *            how wide it is, positive
     */
    void build(Source source, double below, double above, double about, double wide) {
        lower = below;
        upper = above;
        centre = about;
        scale = wide;
        spread = lower > Double.NEGATIVE_INFINITY ? Math.max(about - lower, NEAR * wide)
                : upper < Double.POSITIVE_INFINITY ? Math.max(upper - about, NEAR * wide) : wide;
        leaves = 0;
        double from = -1;
        while (from > -FARTHEST && source.cdf(x(from)) > TAIL) {
            from *= 1.5;
        }
        double to = 1;
        while (to < FARTHEST && 1 - source.cdf(x(to)) > TAIL) {
            to *= 1.5;
        }
        end = to;
        double[] values = new double[NODES];
        densitiesInto(source, from, to, values);
        double first = source.cdf(x(from));
        double last = source.cdf(x(to));
        before[0] = first;
        visit(source, from, to, first, last, values, 0);
    }

    private double x(double u) {
        boolean low = lower > Double.NEGATIVE_INFINITY;
        boolean high = upper < Double.POSITIVE_INFINITY;
        if (low && high) {
            return lower + (upper - lower) / (1 + Math.exp(-u));
        }
        return low ? lower + spread * Math.exp(u)
                : high ? upper - spread * Math.exp(-u)
                        : centre + spread * Math.sinh(u);
    }

    private double u(double x) {
        boolean low = lower > Double.NEGATIVE_INFINITY;
        boolean high = upper < Double.POSITIVE_INFINITY;
        if (low && high) {
            return Math.log((x - lower) / (upper - x));
        }
        double z = (x - centre) / spread;
        double inverseSinh = Math.copySign(Math.log(Math.abs(z) + Math.hypot(z, 1)), z);
        return low ? Math.log((x - lower) / spread) : high ? -Math.log((upper - x) / spread) : inverseSinh;
    }

    private double slope(double u, double x) {
        boolean low = lower > Double.NEGATIVE_INFINITY;
        boolean high = upper < Double.POSITIVE_INFINITY;
        if (low && high) {
            return (x - lower) / (1 + Math.exp(u));
        }
        return low ? x - lower : high ? upper - x : spread * Math.cosh(u);
    }

    private void densitiesInto(Source source, double from, double to, double[] values) {
        for (int i = 0; i < NODES; i++) {
            double u = from + 0.5 * (PanelRule.AT[i] + 1) * (to - from);
            double x = x(u);
            double value = source.density(x) * slope(u, x);
            // At the very end of a support a density may have no value; hardly any mass is there.
            values[i] = value < Double.POSITIVE_INFINITY ? value : 0;
        }
    }

    private void visit(Source source, double from, double to, double first, double last, double[] values, int depth) {
        double middle = from + 0.5 * (to - from);
        double half = source.cdf(x(middle));
        double[] left = new double[NODES];
        double[] right = new double[NODES];
        densitiesInto(source, from, middle, left);
        densitiesInto(source, middle, to, right);
        double width = middle - from;
        boolean resolved = follows(values, left, 0, width) && follows(values, right, 1, width)
                && fits(left, width, half - first) && fits(right, width, last - half);
        if (resolved || depth >= DEEPEST || leaves >= MOST
                || (last - first) * (x(to) - x(from)) < SMALL * scale) {
            leaf(from, width, left, first, half, resolved);
            leaf(middle, width, right, half, last, resolved);
        } else {
            visit(source, from, middle, first, half, left, depth + 1);
            visit(source, middle, to, half, last, right, depth + 1);
        }
    }

    private boolean follows(double[] whole, double[] ofHalf, int half, double width) {
        PanelRule.halfInto(whole, 0, half, expected, 0);
        double worst = 0;
        for (int i = 0; i < NODES; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - ofHalf[i]));
        }
        return worst * width < SHAPE;
    }

    private boolean fits(double[] values, double width, double mass) {
        return Math.abs(PanelRule.sum(values, 0.5 * width, 0, work) - mass) < MASS;
    }

    private void leaf(double from, double width, double[] values, double first, double last, boolean resolved) {
        if (leaves == starts.length) {
            starts = Arrays.copyOf(starts, 2 * leaves);
            before = Arrays.copyOf(before, 2 * leaves + 1);
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        int at = leaves * PanelRule.COEFFICIENTS;
        if (resolved) {
            PanelRule.cumulativeInto(values, 0, 0.5 * width, 0, work, numbers, at);
        } else {
            Arrays.fill(numbers, at, at + PanelRule.COEFFICIENTS, 0);
            numbers[at] = 0.5 * (last - first);
            numbers[at + 1] = numbers[at];
        }
        starts[leaves] = from;
        leaves++;
        before[leaves] = last;
    }

    private double width(int leaf) {
        return (leaf + 1 < leaves ? starts[leaf + 1] : end) - starts[leaf];
    }

    private double within(int leaf, double t) {
        return before[leaf] + PanelRule.series(numbers, leaf * PanelRule.COEFFICIENTS, t);
    }

    /** The quantile, to some 1e-9 of the distribution function; NaN where it is so close to 0 or 1 that the table has ended. */
    double quantile(double p) {
        if (!(p > before[0] && p < before[leaves])) {
            return Double.NaN;
        }
        int leaf = 0;
        int last = leaves - 1;
        while (leaf < last) {
            int middle = (leaf + last) >>> 1;
            if (before[middle + 1] >= p) {
                last = middle;
            } else {
                leaf = middle + 1;
            }
        }
        double low = -1;
        double high = 1;
        for (int i = 0; i < 60 && low < high; i++) {
            double middle = 0.5 * (low + high);
            if (within(leaf, middle) >= p) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return x(starts[leaf] + 0.5 * (high + 1) * width(leaf));
    }

    /** {@code integral F^2} below y and {@code integral (1 - F)^2} above it. */
    double crps(double y) {
        double first = x(starts[0]);
        double last = x(end);
        double sum = Math.max(0, first - y) + Math.max(0, y - last);
        double split = y <= first ? starts[0] : y >= last ? end : u(y);
        for (int leaf = 0; leaf < leaves; leaf++) {
            double from = starts[leaf];
            double to = from + width(leaf);
            double at = Math.clamp(split, from, to);
            sum += part(leaf, from, at, 0) + part(leaf, at, to, 1);
        }
        return sum;
    }

    private double part(int leaf, double from, double to, double side) {
        double length = to - from;
        if (!(length > 0)) {
            return 0;
        }
        double width = width(leaf);
        for (int i = 0; i < NODES; i++) {
            double u = from + 0.5 * (PanelRule.AT[i] + 1) * length;
            double error = within(leaf, 2 * (u - starts[leaf]) / width - 1) - side;
            squares[i] = error * error * slope(u, x(u));
        }
        return PanelRule.sum(squares, 0.5 * length, 0, work);
    }
}
