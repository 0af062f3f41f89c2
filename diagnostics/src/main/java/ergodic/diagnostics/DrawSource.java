package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Difficulty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How draws were made, as far as their judgement depends on it. The method itself says so: no check here knows one by its
 * name.
 *
 * @param exact
 *            whether the draws follow the density itself, once there are enough: chains of a kernel that leaves it invariant,
 *            independent draws of it; not chains without an acceptance test, nor draws of a fitted approximation. What the
 *            draws are besides (chains, independent draws, members) they say themselves, by their
 *            {@link DrawKind}
 * @param caveats
 *            sentences that every form of the verdict must say, such as that the draws are biased and by what
 * @param advice
 *            what helps against a difficulty with this method at these settings, naming the keys to change; a difficulty
 *            that is missing gets general advice
 */
public record DrawSource(boolean exact, List<String> caveats, Map<Difficulty, List<String>> advice) {

    /** Copies the collections. */
    public DrawSource {
        caveats = List.copyOf(caveats);
        EnumMap<Difficulty, List<String>> copy = new EnumMap<>(Difficulty.class);
        advice.forEach((difficulty, sentences) -> copy.put(difficulty, List.copyOf(sentences)));
        advice = Map.copyOf(copy);
    }

    /** Draws of which nothing more is known: chains are taken for exact ones, other draws for those of an approximation. */
    public static DrawSource unknown(DrawKind kind) {
        return new DrawSource(kind == DrawKind.CHAIN, List.of(), Map.of());
    }

    /** The same with more sentences that must be said. */
    public DrawSource withCaveats(List<String> more) {
        List<String> all = new ArrayList<>(caveats);
        all.addAll(more);
        return new DrawSource(exact, all, advice);
    }

    /** What helps. */
    public List<String> advice(Difficulty difficulty) {
        return advice.getOrDefault(difficulty, List.of(difficulty.general()));
    }
}
