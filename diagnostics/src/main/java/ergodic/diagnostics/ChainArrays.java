package ergodic.diagnostics;

/** What every diagnostic does with {@code double[chains][draws]} first. */
final class ChainArrays {
    /** Range, in spacings of doubles at the largest magnitude, up to which a quantity is constant but for rounding. */
    private static final double ROUNDING = 4;

    /** Powers of two up to which fourth powers neither over- nor underflow, with digits to spare. */
    private static final int SQUARABLE = 200;

    private ChainArrays() {}

    /** Refuses chains of unequal length; no chain or no draw is fine, and gives NaN everywhere. */
    static void check(double[][] chains) {
        for (double[] chain : chains) {
            if (chain.length != chains[0].length) {
                throw new IllegalArgumentException("the chains must have one length, got " + chains[0].length + " and "
                        + chain.length + " draws: cut them to the shorter");
            }
        }
    }

    /** All draws in one array, chain after chain. */
    static double[] pooled(double[][] chains) {
        check(chains);
        int draws = draws(chains);
        double[] pooled = new double[chains.length * draws];
        for (int chain = 0; chain < chains.length; chain++) {
            System.arraycopy(chains[chain], 0, pooled, chain * draws, draws);
        }
        return pooled;
    }

    /** Each chain in two halves, without its middle draw if the number of draws is odd; one draw cannot be split. */
    static double[][] split(double[][] chains) {
        check(chains);
        int draws = draws(chains);
        if (draws < 2) {
            return chains;
        }
        int half = draws / 2;
        double[][] halves = new double[2 * chains.length][half];
        for (int chain = 0; chain < chains.length; chain++) {
            System.arraycopy(chains[chain], 0, halves[chain], 0, half);
            System.arraycopy(chains[chain], draws - half, halves[chains.length + chain], 0, half);
        }
        return halves;
    }

    /** Draws a chain. */
    static int draws(double[][] chains) {
        return chains.length == 0 ? 0 : chains[0].length;
    }

    /** Exponent of the largest magnitude where squares of such numbers would over- or underflow; otherwise 0. */
    static int exponent(double[][] chains) {
        double largest = 0;
        for (double[] chain : chains) {
            for (double value : chain) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int exponent = Math.getExponent(largest);
        return Math.abs(exponent) < SQUARABLE ? 0 : exponent;
    }

    /** Whether a diagnostic is not defined: no draws, a value that is not finite, or no variation at all. */
    static boolean undefined(double[][] chains) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double[] chain : chains) {
            for (double value : chain) {
                if (!Double.isFinite(value)) {
                    return true;
                }
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
        }
        return constant(smallest, largest);
    }

    /**
     * Whether values between these are all the same but for rounding. The bound is relative: a quantity of magnitude
     * 1e-18 is no constant because of its unit. No values at all, whose smallest is above their largest, are constant; values
     * among which one is not finite are not, unless all are that one.
     */
    static boolean constant(double smallest, double largest) {
        double magnitude = Math.max(Math.abs(smallest), Math.abs(largest));
        return smallest >= largest || largest - smallest <= ROUNDING * Math.ulp(magnitude)
                && magnitude < Double.POSITIVE_INFINITY;
    }
}
