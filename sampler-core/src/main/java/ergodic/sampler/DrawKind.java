package ergodic.sampler;

import ergodic.sampler.words.Counted;

/**
 * What draws are, and so which questions can be asked of them. A run says it of its draws, a store keeps it, and whoever
 * judges, reports, predicts or summarises asks for it.
 */
public enum DrawKind {
    /** States of Markov chains, one after another: whether they agree and how many independent draws they are worth is asked. */
    CHAIN("chain", "chain"),
    /**
     * Independent draws of a distribution that was fitted first, one fit a "chain": nothing converges from one draw to the
     * next, and whether the distribution is the posterior is another question.
     */
    INDEPENDENT("independent", "fit"),
    /** Points that were fitted, such as the modes of an ensemble: a mixture of so many, and no sample of anything. */
    MEMBERS("members", "member");

    private final String key;
    private final String noun;

    DrawKind(String key, String noun) {
        this.key = key;
        this.noun = noun;
    }

    /** Its name in stores and JSON: {@code chain}, {@code independent}, {@code members}. */
    public String key() {
        return key;
    }

    /** What one "chain" of such draws is called in a sentence: {@code chain}, {@code fit}, {@code member}. */
    public String noun() {
        return noun;
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

    /** How many there are, in words: "4 chains of 1000 draws", "4 fits of 1000 independent draws", "4 members". */
    public String counted(int chains, int draws) {
        return switch (this) {
            case CHAIN -> Counted.of(chains, noun) + " of " + Counted.of(draws, "draw");
            case INDEPENDENT -> Counted.of(chains, noun) + " of " + Counted.of(draws, "independent draw");
            case MEMBERS -> Counted.of((long) chains * draws, noun);
        };
    }
}
