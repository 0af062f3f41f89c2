package ergodic.nn.predict;

import java.util.Arrays;

/**
 * The density of a mixture of many normals at equally spaced points, and what follows from it without looking at the
 * components again.
 *
 * <p>
 * With points closer than {@link #spacing} a mixture is band-limited to within 1e-13: between the points the density is the
 * sinc series through them (Whittaker 1915), and the distribution function is the integral of that series (Stenger 1993,
 * section 3.6). So a row of thousands of components is read once, and its quantiles and the integral {@code F (1 - F)} come
 * from some tens of numbers. A component adds to the points within 8.5 standard deviations by a recurrence: the ratio of a
 * normal density at neighbouring points changes by a constant factor, so a point takes two multiplications.
 */
final class NormalMixtureGrid {

    /** Most points that are worth their quadratic work. */
    static final int MAX_POINTS = 768;

    private static final double TAIL = 8.5;
    private static final double ALIASING = 1e-13;
    /** Points beyond the range on either side, for components whose nearest point is not their mean. */
    private static final int MARGIN = 2;
    private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);
    /** Sixteen widths an octave, 64 octaves. */
    private static final int WIDTHS = 1024;

    /** Nodes and weights of Gauss and Legendre's rule of eight points on [0, 1]. */
    private static final double[] NODES = new double[8];
    private static final double[] WEIGHTS = new double[8];

    /** {@code 1/2 + Si(pi n) / pi}: the integral of the sinc function up to n. */
    private static final double[] STEP = new double[MAX_POINTS];

    static {
        GaussLegendre rule = GaussLegendre.of(NODES.length);
        for (int i = 0; i < NODES.length; i++) {
            NODES[i] = 0.5 * (1 + rule.nodes()[i]);
            WEIGHTS[i] = 0.5 * rule.weights()[i];
        }
        STEP[0] = 0.5;
        for (int n = 1; n < STEP.length; n++) {
            double sum = 0;
            for (int i = 0; i < NODES.length; i++) {
                // Two halves, so that eight nodes give all digits.
                for (int half = 0; half < 2; half++) {
                    double u = n - 1 + 0.5 * (half + NODES[i]);
                    sum += 0.5 * WEIGHTS[i] * sinc(u);
                }
            }
            STEP[n] = STEP[n - 1] + sum;
        }
    }

    private final int[] widths = new int[WIDTHS];
    private double[] density = new double[0];
    private double[] distribution = new double[0];
    /** A mean; points are counted from it, so that means far from 0 keep their digits beside it. */
    private double origin;
    private double low;
    private double step;
    private int points;

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /**
     * Takes the components.
     *
     * @return false if they need more points than pay: nothing else may be asked then
     */
    boolean load(double[] means, double[] sds, double[] precisions, int count) {
        origin = means[0];
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        double narrowest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < count; s++) {
            first = Math.min(first, means[s] - origin - TAIL * sds[s]);
            last = Math.max(last, means[s] - origin + TAIL * sds[s]);
            narrowest = Math.min(narrowest, sds[s]);
        }
        double range = last - first;
        if (!(range > 0 && range < Double.MAX_VALUE && narrowest > Double.MIN_NORMAL)) {
            return false;
        }
        double wanted = spacing(sds, count, narrowest);
        // So many points that the work for them is small beside that for the components.
        double affordable = Math.min(MAX_POINTS, 8 * Math.sqrt(count));
        if (!(range / wanted + 2 * MARGIN + 1 <= affordable)) {
            return false;
        }
        points = (int) Math.ceil(range / wanted) + 2 * MARGIN + 1;
        step = wanted;
        low = first - MARGIN * step;
        if (density.length < points) {
            density = new double[points];
            distribution = new double[points];
        }
        Arrays.fill(density, 0, points, 0);
        for (int s = 0; s < count; s++) {
            add(means[s] - origin, precisions[s]);
        }
        double scale = 1 / (SQRT_2PI * count);
        for (int j = 0; j < points; j++) {
            density[j] *= scale;
        }
        for (int j = 0; j < points; j++) {
            double sum = 0;
            for (int k = 0; k < points; k++) {
                sum += density[k] * (k <= j ? STEP[j - k] : 1 - STEP[k - j]);
            }
            distribution[j] = sum * step;
        }
        return true;
    }

    private void add(double mean, double precision) {
        int nearest = (int) ((mean - low) / step + 0.5);
        double z = (low + nearest * step - mean) * precision;
        double apart = step * precision;
        int reach = (int) (TAIL / apart) + 1;
        double change = Math.exp(-apart * apart);
        double up = Math.exp(-apart * (z + 0.5 * apart));
        double down = change / up;
        double right = precision * Math.exp(-0.5 * z * z);
        double left = right;
        density[nearest] += right;
        for (int k = 1; k <= reach; k++) {
            right *= up;
            up *= change;
            left *= down;
            down *= change;
            density[nearest + k] += right;
            density[nearest - k] += left;
        }
    }

    /**
     * The widest spacing, of a geometric sequence, at which the mean over the components of {@code exp(-(pi sd / h)^2 / 2)},
     * the size of the density's spectrum beyond the band, is negligible. Widths are counted in classes of a 16th of an octave.
     */
    private double spacing(double[] sds, int count, double narrowest) {
        Arrays.fill(widths, 0);
        long base = Double.doubleToRawLongBits(narrowest) >>> 48;
        int highest = 0;
        for (int s = 0; s < count; s++) {
            int width = (int) Math.min(WIDTHS - 1, (Double.doubleToRawLongBits(sds[s]) >>> 48) - base);
            widths[width]++;
            highest = Math.max(highest, width);
        }
        double h = Math.PI * narrowest / Math.sqrt(-2 * Math.log(ALIASING));
        while (true) {
            double wider = 1.1 * h;
            double sum = 0;
            for (int width = 0; width <= highest; width++) {
                if (widths[width] > 0) {
                    double ratio = Math.PI * Double.longBitsToDouble(base + width << 48) / wider;
                    sum += widths[width] * Math.exp(-0.5 * ratio * ratio);
                }
            }
            if (!(sum <= ALIASING * count) || wider > 1e3 * narrowest) {
                return h;
            }
            h = wider;
        }
    }

    /** {@code integral F (1 - F)} by the trapezoidal rule. */
    double spread() {
        double sum = 0;
        for (int j = 0; j < points; j++) {
            sum += distribution[j] * (1 - distribution[j]);
        }
        return sum * step;
    }

    /** Newton's iteration for {@code F(x) = p} between the two points that enclose it. */
    double quantile(double p) {
        int j = 0;
        int end = points - 1;
        while (end - j > 1) {
            int middle = (j + end) >>> 1;
            if (distribution[middle] <= p) {
                j = middle;
            } else {
                end = middle;
            }
        }
        double left = 0;
        double right = 1;
        double u = Math.clamp((p - distribution[j]) / (distribution[j + 1] - distribution[j]), 0, 1);
        for (int i = 0; i < 60; i++) {
            double excess = distribution[j] + integral(j, u) - p;
            if (excess < 0) {
                left = u;
            } else {
                right = u;
            }
            double next = u - excess / (density(j + u) * step);
            if (!(next > left && next < right)) {
                next = 0.5 * (left + right);
            }
            if (Math.abs(next - u) < 1e-14) {
                u = next;
                break;
            }
            u = next;
        }
        return origin + (low + (j + u) * step);
    }

    /** Integral of the density over the first u (0 to 1) of the interval after point j. */
    private double integral(int j, double u) {
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            sum += WEIGHTS[i] * density(j + u * NODES[i]);
        }
        return sum * u * step;
    }

    /** The density at {@code origin + low + x step}. */
    private double density(double x) {
        int nearest = (int) Math.rint(x);
        double d = x - nearest;
        if (d == 0) {
            return density[nearest];
        }
        double sum = 0;
        for (int k = 0; k < points; k++) {
            double term = density[k] / (x - k);
            sum += ((k - nearest) & 1) == 0 ? term : -term;
        }
        return sum * Math.sin(Math.PI * d) / Math.PI;
    }
}
