package ergodic.sampler.metric;

/** Stan's regularisation of a covariance S from n draws: {@code n/(n+5) S + 1e-3 * 5/(n+5) I}. */
final class Shrinkage {

    private static final double PRIOR_DRAWS = 5.0;
    private static final double PRIOR_VARIANCE = 1e-3;

    private Shrinkage() {}

    /** The factor of S. */
    static double weight(long draws) {
        return draws / (draws + PRIOR_DRAWS);
    }

    /** What is added to the diagonal. */
    static double floor(long draws) {
        return PRIOR_VARIANCE * (PRIOR_DRAWS / (draws + PRIOR_DRAWS));
    }
}
