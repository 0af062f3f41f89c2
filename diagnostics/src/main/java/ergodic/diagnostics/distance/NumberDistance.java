package ergodic.diagnostics.distance;

import java.util.Arrays;

/**
 * How far two distributions of a number are from each other, in the unit of the number.
 *
 * @param wasserstein1
 *            least mean distance by which the mass of one has to be moved: the mean over levels of the distance of quantiles
 * @param wasserstein2
 *            the same by squares: the root of the mean squared distance of quantiles
 * @param energy
 *            energy distance: the root of {@code 2 E|X - Y| - E|X - X'| - E|Y - Y'|}, which is {@code 2 integral (F - G)^2} (Székely and Rizzo 2013), in
 *            the root of the unit
 */
public record NumberDistance(double wasserstein1, double wasserstein2, double energy) {

    private static final NumberDistance UNKNOWN = new NumberDistance(Double.NaN, Double.NaN, Double.NaN);

    /** Of Gauss and Legendre, of three on [-1, 1]. */
    private static final double[] NODES = {-Math.sqrt(0.6), 0, Math.sqrt(0.6)};
    private static final double[] WEIGHTS = {5.0 / 9, 8.0 / 9, 5.0 / 9};
    /** Scores beyond which the difference of two distribution functions is not integrated. */
    private static final double FARTHEST = 8;

    /** Between two continuous distributions; NaN where one has quantiles that are not finite. */
    public static NumberDistance between(QuantileCurve first, QuantileCurve second) {
        if (!first.isFinite() || !second.isFinite()) {
            return UNKNOWN;
        }
        double mean = 0;
        double squares = 0;
        for (int piece = -1; piece < QuantileCurve.SCORES; piece++) {
            int i = Math.clamp(piece, 0, QuantileCurve.SCORES - 2);
            double low = piece < 0 ? Double.NEGATIVE_INFINITY : QuantileCurve.score(piece);
            double high = piece == QuantileCurve.SCORES - 1 ? Double.POSITIVE_INFINITY
                    : QuantileCurve.score(piece + 1);
            double at = first.quantiles()[i] - second.quantiles()[i];
            double slope = (first.quantiles()[i + 1] - second.quantiles()[i + 1] - at) / QuantileCurve.STEP;
            double constant = at - slope * QuantileCurve.score(i);
            mean += absolute(constant, slope, low, high);
            squares += square(constant, slope, low, high);
        }
        return new NumberDistance(mean, Math.sqrt(Math.max(0, squares)), energy(first, second));
    }

    /**
     * Between two distributions that have their mass at points, each the same.
     *
     * @param first
     *            as many points as the second has; such as quantiles of equidistant levels
     */
    public static NumberDistance ofPoints(double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(first.length + " and " + second.length + " points cannot be paired");
        }
        double[] a = first.clone();
        double[] b = second.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i]) || !Double.isFinite(b[i])) {
                return UNKNOWN;
            }
            mean += Math.abs(a[i] - b[i]) / a.length;
            squares += (a[i] - b[i]) * (a[i] - b[i]) / a.length;
        }
        double energy = 0;
        int below = 0;
        int before = 0;
        double at = Math.min(a[0], b[0]);
        while (below < a.length || before < b.length) {
            double next = Math.min(below < a.length ? a[below] : Double.POSITIVE_INFINITY,
                    before < b.length ? b[before] : Double.POSITIVE_INFINITY);
            double difference = (below - before) / (double) a.length;
            energy += 2 * difference * difference * (next - at);
            at = next;
            while (below < a.length && a[below] <= at) {
                below++;
            }
            while (before < b.length && b[before] <= at) {
                before++;
            }
        }
        return new NumberDistance(mean, Math.sqrt(squares), Math.sqrt(energy));
    }

    /** {@code integral |constant + slope u| phi(u) du}, by halves where the sign changes. */
    private static double absolute(double constant, double slope, double low, double high) {
        double zero = -constant / slope;
        if (zero > low && zero < high) {
            return Math.abs(linear(constant, slope, low, zero)) + Math.abs(linear(constant, slope, zero, high));
        }
        return Math.abs(linear(constant, slope, low, high));
    }

    private static double linear(double constant, double slope, double low, double high) {
        return constant * mass(low, high) + slope * (density(low) - density(high));
    }

    /** {@code integral (constant + slope u)^2 phi(u) du}. */
    private static double square(double constant, double slope, double low, double high) {
        double first = density(low) - density(high);
        double second = mass(low, high) + weighted(low) - weighted(high);
        return constant * constant * mass(low, high) + 2 * constant * slope * first + slope * slope * second;
    }

    private static double mass(double low, double high) {
        return low > 0 ? QuantileCurve.NORMAL.cumulativeProbability(-low)
                - QuantileCurve.NORMAL.cumulativeProbability(-high)
                : QuantileCurve.NORMAL.cumulativeProbability(high) - QuantileCurve.NORMAL.cumulativeProbability(low);
    }

    private static double density(double score) {
        return QuantileCurve.NORMAL.density(score);
    }

    private static double weighted(double score) {
        return Double.isInfinite(score) ? 0 : score * density(score);
    }

    /** By three nodes on each piece on which both distribution functions are smooth. */
    private static double energy(QuantileCurve first, QuantileCurve second) {
        double[] ends = new double[2 * QuantileCurve.SCORES + 2 * BEYOND];
        System.arraycopy(first.quantiles(), 0, ends, 0, QuantileCurve.SCORES);
        System.arraycopy(second.quantiles(), 0, ends, QuantileCurve.SCORES, QuantileCurve.SCORES);
        fillBeyond(first, second, ends);
        Arrays.sort(ends);
        double sum = 0;
        int a = -1;
        int b = -1;
        for (int i = 0; i + 1 < ends.length; i++) {
            double width = ends[i + 1] - ends[i];
            if (!(width > 0)) {
                continue;
            }
            a = piece(first, ends[i], a);
            b = piece(second, ends[i], b);
            for (int node = 0; node < NODES.length; node++) {
                double x = ends[i] + 0.5 * width * (1 + NODES[node]);
                double difference = QuantileCurve.NORMAL.cumulativeProbability(first.scoreAt(x, a))
                        - QuantileCurve.NORMAL.cumulativeProbability(second.scoreAt(x, b));
                sum += width * WEIGHTS[node] * difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    /** Pieces beyond each end. */
    private static final int BEYOND = 40;

    /** Equidistant points beyond the last quantiles, up to where both distribution functions are 0 or 1. */
    private static void fillBeyond(QuantileCurve first, QuantileCurve second, double[] ends) {
        int last = QuantileCurve.SCORES - 1;
        double low = Math.min(first.quantiles()[0], second.quantiles()[0]);
        double high = Math.max(first.quantiles()[last], second.quantiles()[last]);
        double farLow = Math.min(beyond(first, 0, -1), beyond(second, 0, -1));
        double farHigh = Math.max(beyond(first, last - 1, 1), beyond(second, last - 1, 1));
        for (int i = 0; i < BEYOND; i++) {
            double share = (i + 1.0) / BEYOND;
            ends[2 * QuantileCurve.SCORES + i] = low + share * (farLow - low);
            ends[2 * QuantileCurve.SCORES + BEYOND + i] = high + share * (farHigh - high);
        }
    }

    private static double beyond(QuantileCurve curve, int piece, int sign) {
        double slope = (curve.quantiles()[piece + 1] - curve.quantiles()[piece]) / QuantileCurve.STEP;
        return curve.quantiles()[piece] + slope * (sign * FARTHEST - QuantileCurve.score(piece));
    }

    /** The last piece that begins at or before x, from one that does. */
    private static int piece(QuantileCurve curve, double x, int from) {
        int piece = from;
        while (piece + 1 < QuantileCurve.SCORES && curve.quantiles()[piece + 1] <= x) {
            piece++;
        }
        return piece;
    }
}
