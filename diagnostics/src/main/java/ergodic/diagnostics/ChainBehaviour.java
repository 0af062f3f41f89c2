package ergodic.diagnostics;

/**
 * How one chain behaves by itself: whether it moves, and whether its first half looks like its second.
 *
 * @param chain
 *            chain from 0
 * @param stillShare
 *            longest run of draws without any change, as a share of all draws
 * @param logDensityRhat
 *            split R-hat of the log density within this chain; NaN where it was not stored
 * @param logDensityEss
 *            ESS of the log density within this chain, rank-normalised, without splitting it
 * @param logDensityShift
 *            mean of the log density in the second half less that in the first, in standard deviations within the halves
 * @param logDensityMean
 *            mean log density of the chain
 * @param logDensitySd
 *            standard deviation of the log density within its halves
 * @param functions
 *            number of functions judged, the log density aside
 * @param driftingFunctions
 *            how many of them have a split R-hat within this chain above {@link #DRIFTING_RHAT}
 * @param worstFunction
 *            the function with the largest split R-hat within this chain; empty without functions
 * @param worstRhat
 *            that R-hat; NaN without functions
 * @param medianEss
 *            median over functions of that ESS; NaN without functions
 */
public record ChainBehaviour(int chain, double stillShare, double logDensityRhat, double logDensityEss,
        double logDensityShift, double logDensityMean, double logDensitySd, int functions, int driftingFunctions,
        String worstFunction,
        double worstRhat, double medianEss) {

    /**
     * Split R-hat of one chain alone above which it drifts. A function that moves steadily by d of its standard
     * deviations over the chain has R-hat^2 - 1 = (d^2 / 8) / (1 + d^2 / 48): 1.2 is a drift of two standard deviations.
     * A stationary chain of e effective draws has R-hat^2 - 1 of about 2 chi^2_1 / e: it exceeds 1.2 with probability
     * 0.0009 for e = 50 and 0.036 for e = 20 (about twice that with the folded R-hat), so that 1.01 or 1.05 would condemn almost every chain by its noise.
     */
    public static final double DRIFTING_RHAT = 1.2;
    /**
     * Share of functions that may pass {@link #DRIFTING_RHAT} by chance, at some 20 effective draws; and one of them, if
     * there are {@link #MANY_FUNCTIONS}.
     */
    public static final double DRIFTING_SHARE = 0.05;
    /** Functions from which on one may drift by chance. */
    public static final int MANY_FUNCTIONS = 10;
    /**
     * Effective draws below which a chain cannot show whether it is stationary: its halves would have five each. (The
     * ESS is that of the chain unsplit. A split one would fall with any difference between the halves, and this bound
     * would condemn what {@link #DRIFTING_RHAT} lets pass.)
     */
    public static final double FEWEST_EFFECTIVE_DRAWS = 10;
    /** Share of its draws for which a chain may stand still before it counts as stuck. */
    public static final double STILL_SHARE = 0.25;

    /** Whether the chain stood still for so long that its draws are no sample. */
    public boolean stuck() {
        return stillShare > STILL_SHARE;
    }

    /** Whether the first half of the chain differs from the second, in the log density or in many functions. */
    public boolean drifting() {
        double allowed = functions < MANY_FUNCTIONS ? 0 : Math.max(1, DRIFTING_SHARE * functions);
        return logDensityRhat > DRIFTING_RHAT || driftingFunctions > allowed;
    }

    /** Whether the chain has moved too little to be judged. */
    public boolean tooSlow() {
        return logDensityEss < FEWEST_EFFECTIVE_DRAWS || medianEss < FEWEST_EFFECTIVE_DRAWS;
    }

    /** Whether nothing speaks against this chain. */
    public boolean stationary() {
        return !stuck() && !drifting() && !tooSlow();
    }
}
