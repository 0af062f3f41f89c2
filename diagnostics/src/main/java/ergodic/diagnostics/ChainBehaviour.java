package ergodic.diagnostics;

/**
 * How one chain behaves by itself: whether it moves, and whether it stays where it began.
 *
 * @param chain
 *            chain from 0
 * @param still
 *            longest run of draws without any change
 * @param stillShare
 *            that run as a share of all draws
 * @param stillProbability
 *            chance of a run as long, if the chain repeats a draw as often as all chains do elsewhere
 * @param logDensityEss
 *            ESS of the log density within this chain, rank-normalised, without splitting it; NaN where it was not stored
 * @param logDensityShift
 *            mean of the log density in the second half less that in the first, in standard deviations within the halves
 * @param logDensityMean
 *            mean log density of the chain
 * @param logDensitySd
 *            standard deviation of the log density within its halves
 * @param medianEss
 *            median over functions of their ESS within the chain; NaN without functions
 * @param rise
 *            the least probable of the straight lines fitted to the log density and to the functions of this chain: from
 *            first draw to last, in standard deviations about the line; NaN if none could be fitted
 * @param rising
 *            the quantity it was fitted to
 * @param riseProbability
 *            chance of so improbable a line among those of all quantities of this chain (Bonferroni)
 */
public record ChainBehaviour(int chain, int still, double stillShare, double stillProbability, double logDensityEss,
        double logDensityShift, double logDensityMean, double logDensitySd, double medianEss, double rise,
        String rising,
        double riseProbability) {

    /**
     * Probability with which a right run is condemned by a family of tests, whatever the number of chains and quantities: each
     * test has this level divided by their number.
     */
    public static final double LEVEL = 0.002;
    /** Rise of a straight line, in standard deviations about it, from which on a chain drifts; if also beyond chance. */
    public static final double DRIFTING_RISE = 1.5;
    /** Effective draws below which a chain cannot show whether it is stationary. */
    public static final double FEWEST_EFFECTIVE_DRAWS = 10;
    /** Share of its draws for which a chain may stand still before it counts as stuck; if also beyond chance. */
    public static final double STILL_SHARE = 0.05;
    /** Draws on end that samplers which reject may repeat without a word. */
    public static final int SHORTEST_RUN = 10;

    /** Whether the chain stood still for longer than chance explains. */
    public boolean pausing(int chains) {
        return still >= SHORTEST_RUN && stillProbability < LEVEL / chains;
    }

    /** Whether it did so for so long that its draws are no sample. */
    public boolean stuck(int chains) {
        return pausing(chains) && stillShare > STILL_SHARE;
    }

    /** Whether the chain moves steadily in the log density or in a function. */
    public boolean drifting(int chains) {
        return Math.abs(rise) > DRIFTING_RISE && riseProbability < LEVEL / chains;
    }

    /** The smaller of the effective draws of the log density and of the median function; NaN if there are none. */
    public double effectiveDraws() {
        return Double.isNaN(medianEss) ? logDensityEss
                : Double.isNaN(logDensityEss) ? medianEss : Math.min(medianEss, logDensityEss);
    }
}
