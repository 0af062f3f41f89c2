package ergodic.diagnostics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How draws were made, as far as their judgement depends on it. The method itself says so: no check here knows one by its
 * name.
 *
 * @param kind
 *            whether the chains leave the density invariant
 * @param caveats
 *            sentences that every form of the verdict must say, such as that the draws are biased and by what
 * @param advice
 *            what helps against a difficulty with this method at these settings, naming the keys to change; a difficulty
 *            that is missing gets general advice
 */
public record DrawSource(Kind kind, List<String> caveats, Map<Difficulty, List<String>> advice) {

    /** What the draws are. */
    public enum Kind {
        /** Chains of a kernel that leaves the density invariant. */
        EXACT_CHAIN,
        /** Chains whose invariant distribution only approximates the density, as without an acceptance test. */
        APPROXIMATE_CHAIN
    }

    /** Copies the collections. */
    public DrawSource {
        caveats = List.copyOf(caveats);
        EnumMap<Difficulty, List<String>> copy = new EnumMap<>(Difficulty.class);
        advice.forEach((difficulty, sentences) -> copy.put(difficulty, List.copyOf(sentences)));
        advice = Map.copyOf(copy);
    }

    /** Chains of which nothing more is known; they are taken for exact ones. */
    public static DrawSource unknown() {
        return new DrawSource(Kind.EXACT_CHAIN, List.of(), Map.of());
    }

    /** Whether the draws only approximate the density, however well the chains agree. */
    public boolean approximate() {
        return kind == Kind.APPROXIMATE_CHAIN;
    }

    /** What helps. */
    public List<String> advice(Difficulty difficulty) {
        return advice.getOrDefault(difficulty, List.of(difficulty.general()));
    }
}
