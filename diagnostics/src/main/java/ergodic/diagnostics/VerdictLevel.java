package ergodic.diagnostics;

/** The answers to the question whether the draws can be trusted. */
public enum VerdictLevel {
    /** The chains agree, and there are draws enough. */
    EXPLORED("explored", 0),
    /** The same, of chains that only approximate the posterior: they agree with one another, which shows nothing of the bias. */
    APPROXIMATE("settled, but approximate", 0),
    /** Each chain is stationary where it is; together they predict with a small Monte Carlo error. */
    MIXTURE("usable as a mixture", 0),
    /** Populations that were brought to the posterior independently agree in every function. */
    AGREED("populations agree", 0),
    /** Independent draws of the posterior itself: nothing has to converge. */
    INDEPENDENT("independent draws", 0),
    /** Independent draws of a fitted distribution whose distance from the posterior nobody measured. */
    APPROXIMATION("independent draws of an approximation", 4),
    /** Points that were fitted: members of a mixture, and no sample. */
    FITTED("fitted, not sampled", 4),
    /** Something is wrong, or nothing shows that all is well. */
    NOT_TRUSTED("not to be trusted", 3);

    private final String words;
    private final int exitStatus;

    VerdictLevel(String words, int exitStatus) {
        this.words = words;
        this.exitStatus = exitStatus;
    }

    /** The level in words. */
    public String words() {
        return words;
    }

    /**
     * Exit status of a command that ends with this verdict: 0 for draws that stand for the posterior, 3 for draws that are not
     * to be trusted, 4 for what is no sample of the posterior and does not claim to be.
     */
    public int exitStatus() {
        return exitStatus;
    }
}
