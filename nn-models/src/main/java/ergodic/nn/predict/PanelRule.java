package ergodic.nn.predict;

/**
 * Polynomials of degree 15 on a panel, given by their values at the sixteen nodes of Gauss and Legendre: sums over the
 * panel's numbers, cumulative sums, and values on either half.
 *
 * <p>
 * A panel is scaled to [-1, 1]. For whole numbers it holds one cell a number, of length {@code h = 2 / cells} with the
 * number in its middle; sums over cells are integrals with the corrections of Euler and Maclaurin for midpoints,
 * {@code sum = 1/h (integral + sum_m b_m h^(2m) [q^(2m-1)])}, which end, as the polynomial has finitely many derivatives;
 * with {@code h <= 1/64} four corrections suffice for all digits. For a continuous variable h is 0 and they vanish.
 */
final class PanelRule {

    /** Number of nodes. */
    static final int NODES = 16;
    /** Coefficients of a cumulative sum. */
    static final int COEFFICIENTS = NODES + 1;
    /** Numbers in the smallest panel of whole numbers, which are held one by one. */
    static final int DENSE = 64;

    private static final double[] CORRECTIONS = {-1.0 / 24, 7.0 / 5760, -31.0 / 967680, 127.0 / 154828800};
    private static final GaussLegendre RULE = GaussLegendre.of(NODES);
    /** Where the nodes are, in [-1, 1]. */
    static final double[] AT = RULE.nodes();
    private static final double[] WEIGHTS = RULE.weights();
    /** From values at the nodes to coefficients of Legendre polynomials, {@code [degree][node]}. */
    private static final double[] TO_COEFFICIENTS = new double[NODES * NODES];
    /** From values at the nodes to those at the nodes of either half, {@code [half][node of the half][node]}. */
    private static final double[][] HALVES = new double[2][];
    /** From values at the nodes of a panel of 128 numbers to those at each number of either half. */
    private static final double[][] DENSE_HALVES = new double[2][];

    /** Factors of Clenshaw's recurrence. */
    private static final double[] FIRST = new double[COEFFICIENTS];
    private static final double[] SECOND = new double[COEFFICIENTS];

    static {
        for (int n = 0; n < COEFFICIENTS; n++) {
            FIRST[n] = (2 * n + 1.0) / (n + 1);
            SECOND[n] = (n + 1.0) / (n + 2);
        }
        double[] p = new double[NODES];
        for (int j = 0; j < NODES; j++) {
            legendreInto(AT[j], p);
            for (int n = 0; n < NODES; n++) {
                TO_COEFFICIENTS[n * NODES + j] = (n + 0.5) * WEIGHTS[j] * p[n];
            }
        }
        double[] numbers = new double[DENSE];
        for (int i = 0; i < DENSE; i++) {
            numbers[i] = (2 * i + 1.0) / DENSE - 1;
        }
        for (int half = 0; half < 2; half++) {
            HALVES[half] = interpolation(AT, half);
            DENSE_HALVES[half] = interpolation(numbers, half);
        }
    }

    private PanelRule() {}

    private static void legendreInto(double t, double[] p) {
        p[0] = 1;
        p[1] = t;
        for (int n = 2; n < p.length; n++) {
            p[n] = ((2 * n - 1) * t * p[n - 1] - (n - 1) * p[n - 2]) / n;
        }
    }

    private static double[] interpolation(double[] points, int half) {
        double[] matrix = new double[points.length * NODES];
        double[] p = new double[NODES];
        for (int i = 0; i < points.length; i++) {
            legendreInto(0.5 * (points[i] - 1) + half, p);
            for (int j = 0; j < NODES; j++) {
                double sum = 0;
                for (int n = 0; n < NODES; n++) {
                    sum += p[n] * TO_COEFFICIENTS[n * NODES + j];
                }
                matrix[i * NODES + j] = sum;
            }
        }
        return matrix;
    }

    /** Values at the nodes of a half, from those at the nodes of the whole. */
    static void halfInto(double[] values, int offset, int half, double[] into, int intoOffset) {
        interpolate(HALVES[half], NODES, values, offset, into, intoOffset);
    }

    /** Values at the 64 numbers of a half, from those at the nodes of a panel of 128. */
    static void denseHalfInto(double[] values, int offset, int half, double[] into, int intoOffset) {
        interpolate(DENSE_HALVES[half], DENSE, values, offset, into, intoOffset);
    }

    private static void interpolate(double[] matrix, int points, double[] values, int offset, double[] into,
            int intoOffset) {
        for (int i = 0; i < points; i++) {
            double sum = 0;
            for (int j = 0; j < NODES; j++) {
                sum += matrix[i * NODES + j] * values[offset + j];
            }
            into[intoOffset + i] = sum;
        }
    }

    private static void coefficientsInto(double[] values, int offset, double[] coefficients) {
        for (int n = 0; n < NODES; n++) {
            double sum = 0;
            for (int j = 0; j < NODES; j++) {
                sum += TO_COEFFICIENTS[n * NODES + j] * values[offset + j];
            }
            coefficients[n] = sum;
        }
    }

    /** Legendre coefficients of the derivative, in place. */
    private static void differentiate(double[] c) {
        double above = 0;
        double two = 0;
        for (int n = NODES - 1; n >= 0; n--) {
            // Sums of c_k over k = n + 1, n + 3, ...: two running sums that take turns.
            double here = c[n];
            c[n] = (2 * n + 1) * above;
            double next = two + here;
            two = above;
            above = next;
        }
    }

    /**
     * Coefficients of the cumulative sum: 0 at -1, and at the upper end of a cell the sum up to and including it.
     *
     * @param values
     *            density at the nodes, from {@code offset} on
     * @param scale
     *            half the width of the panel
     * @param h
     *            length of a cell in [-1, 1]; 0 for a continuous variable
     * @param work
     *            length {@link #NODES}
     * @param into
     *            filled with {@link #COEFFICIENTS} numbers from {@code intoOffset} on
     */
    static void cumulativeInto(double[] values, int offset, double scale, double h, double[] work, double[] into,
            int intoOffset) {
        coefficientsInto(values, offset, work);
        java.util.Arrays.fill(into, intoOffset, intoOffset + COEFFICIENTS, 0);
        for (int n = 0; n < NODES; n++) {
            double part = scale * work[n] / (2 * n + 1);
            into[intoOffset + n + 1] += part;
            into[intoOffset + Math.max(0, n - 1)] -= n == 0 ? -part : part;
        }
        double power = 1;
        for (int m = 0; h > 0 && m < CORRECTIONS.length; m++) {
            differentiate(work);
            power *= h * h;
            for (int n = 0; n < NODES; n++) {
                into[intoOffset + n] += scale * CORRECTIONS[m] * power * work[n];
            }
            differentiate(work);
        }
        double atStart = 0;
        for (int n = 0; n < COEFFICIENTS; n++) {
            atStart += (n & 1) == 0 ? into[intoOffset + n] : -into[intoOffset + n];
        }
        into[intoOffset] -= atStart;
    }

    /** The value at t of a series of {@link #COEFFICIENTS} Legendre polynomials (Clenshaw's recurrence). */
    static double series(double[] coefficients, int offset, double t) {
        double next = 0;
        double afterNext = 0;
        for (int n = COEFFICIENTS - 1; n > 0; n--) {
            double here = coefficients[offset + n] + FIRST[n] * t * next - SECOND[n] * afterNext;
            afterNext = next;
            next = here;
        }
        return coefficients[offset] + t * next - 0.5 * afterNext;
    }

    /** The sum over all cells of a function with these values at the nodes; arguments as above. */
    static double sum(double[] values, double scale, double h, double[] work) {
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            sum += WEIGHTS[j] * values[j];
        }
        if (h > 0) {
            coefficientsInto(values, 0, work);
            double power = 1;
            for (int m = 0; m < CORRECTIONS.length; m++) {
                differentiate(work);
                power *= h * h;
                double ends = 0;
                for (int n = 1; n < NODES; n += 2) {
                    ends += 2 * work[n];
                }
                sum += CORRECTIONS[m] * power * ends;
                differentiate(work);
            }
        }
        return scale * sum;
    }
}
