package ergodic.sampler.method;

/** What can be wrong with draws: for each, a method can say what helps against it, and by which key of its settings. */
public enum Difficulty {
    /** The chains agree, but there are too few effective draws. */
    TOO_FEW_DRAWS("Draw more."),
    /** The chains differ. */
    DISAGREEMENT(
            "Give the chains a longer warm-up, or a parameterisation with less dependence (non-centred scales), and "
                    + "run them longer."),
    /** Chains are still on their way. */
    NOT_ARRIVED("Give the chains a longer warm-up, and more draws each."),
    /** A chain stands still. */
    STANDSTILL(
            "Start the chains anew with a longer warm-up and shorter steps: a chain that stands still has found a place "
                    + "that its steps cannot leave."),
    /** Trajectories diverge. */
    DIVERGENCES("Against divergences: shorter steps (a higher target acceptance), or scales written non-centred."),
    /** Trajectories are cut before they turn. */
    CUT_TRAJECTORIES("Against trajectories that are cut: allow deeper trees, or adapt a better metric."),
    /** The energy moves too slowly. */
    LOW_ENERGY("Against a low E-BFMI: priors with lighter tails, non-centred scales, more draws."),
    /** There are too few chains to compare. */
    FEW_CHAINS("Run at least " + Difficulty.FEWEST_CHAINS + " chains."),
    /** The draws are wider or narrower than the density that they are to follow. */
    WRONG_WIDTH("Run longer; if the widths stay wrong, the method does not sample this density at these settings."),
    /** A fit was ended before it arrived. */
    UNFINISHED_FIT("Give the fits more steps, or another learning rate."),
    /** A fit met values that are not finite. */
    BROKEN_FIT("Lower the learning rate of the fits, and check the data and the priors."),
    /** There are too few fits to compare. */
    FEW_FITS("Make more fits, each from a start of its own.");

    /** Fewest chains: a standard error from M chains is itself uncertain by 1 / sqrt(2 (M - 1)), 50 % for three. */
    public static final int FEWEST_CHAINS = 4;

    private final String general;

    Difficulty(String general) {
        this.general = general;
    }

    /** Advice where nothing is known of the method. */
    public String general() {
        return general;
    }
}
