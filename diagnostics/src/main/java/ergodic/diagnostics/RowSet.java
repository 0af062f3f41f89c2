package ergodic.diagnostics;

/** Which rows predictions are compared with: what a sentence about them must say. */
public enum RowSet {
    /** Rows that the sampler never saw. */
    HELD_OUT("held-out", "On rows that the sampler never saw."),
    /** The rows that were sampled on, for want of others. */
    TRAINING("training",
            "On the training rows, since none were held out: the sampler has seen them, which flatters its predictions.");

    private final String adjective;
    private final String lead;

    RowSet(String adjective, String lead) {
        this.adjective = adjective;
        this.lead = lead;
    }

    /** "held-out" or "training", to stand before "rows", "truths" and the like. */
    public String adjective() {
        return adjective;
    }

    /** One sentence to stand above predictions of these rows. */
    public String lead() {
        return lead;
    }
}
