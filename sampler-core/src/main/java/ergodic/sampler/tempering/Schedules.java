package ergodic.sampler.tempering;

/** Powers of the likelihood at which neighbours reject each other's swaps equally often. */
final class Schedules {

    /** Added to each rejection, so that rungs stay apart where nothing is rejected. */
    private static final double TIE = 1e-6;

    private Schedules() {}

    /** Equally spaced from 0 to 1. */
    static double[] even(int rungs) {
        double[] betas = new double[rungs];
        for (int k = 0; k < rungs; k++) {
            betas[k] = (double) k / (rungs - 1);
        }
        return betas;
    }

    /**
     * The next schedule: the powers at which the cumulated rejections, as a monotone cubic of them, are equally spaced.
     *
     * @param betas
     *            the present powers
     * @param rejections
     *            mean rejection of each pair of neighbours
     */
    static double[] equalised(double[] betas, double[] rejections) {
        int rungs = betas.length;
        double[] barrier = new double[rungs];
        for (int k = 1; k < rungs; k++) {
            barrier[k] = barrier[k - 1] + rejections[k - 1] + TIE;
        }
        MonotoneCubic inverse = new MonotoneCubic(barrier, betas);
        double[] next = new double[rungs];
        for (int k = 1; k < rungs - 1; k++) {
            next[k] = inverse.at(barrier[rungs - 1] * k / (rungs - 1));
        }
        next[rungs - 1] = 1.0;
        for (int k = 1; k < rungs; k++) {
            if (!(next[k] > next[k - 1])) {
                return betas.clone();
            }
        }
        return next;
    }
}
