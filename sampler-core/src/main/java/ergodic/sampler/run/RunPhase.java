package ergodic.sampler.run;

/** Where a chain stands in its run. */
public enum RunPhase {
    /** Looking for a starting point (a warm start is part of it) and a first step size. */
    STARTING("start"),
    /** Adapting. */
    WARMUP("warm-up"),
    /** Drawing from the posterior. */
    SAMPLING("sampling"),
    /** All draws asked for were made. */
    FINISHED("finish");

    private final String word;

    RunPhase(String word) {
        this.word = word;
    }

    /** The phase in a sentence: {@code start}, {@code warm-up}, {@code sampling}, {@code finish}. */
    public String word() {
        return word;
    }
}
