package ergodic.sampler.run;

import ergodic.sampler.DrawKind;

/** Where a chain or a fit stands in its run. */
public enum RunPhase {
    /** Looking for a starting point (a warm start is part of it) and a first step size. */
    STARTING("start"),
    /** The first phase: adapting, or fitting. */
    WARMUP("warm-up"),
    /** Making the draws. */
    SAMPLING("sampling"),
    /** All draws asked for were made. */
    FINISHED("finish");

    private final String word;

    RunPhase(String word) {
        this.word = word;
    }

    /** The phase of a Markov chain in a sentence: {@code start}, {@code warm-up}, {@code sampling}, {@code finish}. */
    public String word() {
        return word;
    }

    /** The same for draws of a kind: the first phase has another name for each kind. */
    public String word(DrawKind kind) {
        return this == WARMUP ? kind.firstPhase() : word;
    }
}
