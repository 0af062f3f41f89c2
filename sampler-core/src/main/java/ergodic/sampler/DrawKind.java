package ergodic.sampler;

import ergodic.sampler.words.Counted;

/**
 * What draws are, and so which questions can be asked of them. A run says it of its draws, a store keeps it, and whoever
 * judges, reports, predicts or summarises asks for it.
 */
public enum DrawKind {
    /** States of Markov chains, one after another: whether they agree and how many independent draws they are worth is asked. */
    CHAIN("chain", "chain", "warm-up"),
    /**
     * Independent draws of a distribution that was fitted first, one fit a "chain": nothing converges from one draw to the
     * next, and whether the distribution is the posterior is another question.
     */
    INDEPENDENT("independent", "fit", "fit"),
    /**
     * Particles of populations, one population a "chain": each population was brought from the prior to the posterior by itself, so
     * populations are independent of one another, but particles of one are not: they share ancestors. How well populations agree is asked.
     */
    POPULATION("population", "population", "rise"),
    /** Points that were fitted, such as the modes of an ensemble: a mixture of so many, and no sample of anything. */
    MEMBERS("members", "member", "fit");

    private final String key;
    private final String noun;
    private final String firstPhase;

    DrawKind(String key, String noun, String firstPhase) {
        this.key = key;
        this.noun = noun;
        this.firstPhase = firstPhase;
    }

    /** Its name in stores and JSON: {@code chain}, {@code independent}, {@code population}, {@code members}. */
    public String key() {
        return key;
    }

    /** What one "chain" of such draws is called in a sentence: {@code chain}, {@code fit}, {@code population}, {@code member}. */
    public String noun() {
        return noun;
    }

    /** What comes before the draws: the {@code warm-up} of chains, the {@code fit}, the {@code rise} of a population to the posterior. */
    public String firstPhase() {
        return firstPhase;
    }

    /** Whether what comes before the draws is a fit, and not a part of sampling. */
    public boolean fitted() {
        return this == INDEPENDENT || this == MEMBERS;
    }

    /** The kind of this name, or an {@link IllegalArgumentException} that lists the names. */
    public static DrawKind of(String key) {
        StringBuilder names = new StringBuilder();
        for (DrawKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
            names.append(names.isEmpty() ? "" : ", ").append(kind.key);
        }
        throw new IllegalArgumentException("there are no draws of the kind \"" + key + "\"; there are " + names);
    }

    /** How many there are, in words: "4 chains of 1000 draws", "4 fits of 1000 independent draws", "4 populations of 1000 draws", "4 members". */
    public String counted(int chains, int draws) {
        return switch (this) {
            case CHAIN, POPULATION -> Counted.of(chains, noun) + " of " + Counted.of(draws, "draw");
            case INDEPENDENT -> Counted.of(chains, noun) + " of " + Counted.of(draws, "independent draw");
            case MEMBERS -> Counted.of((long) chains * draws, noun);
        };
    }
}
