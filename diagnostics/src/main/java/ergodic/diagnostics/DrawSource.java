package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Measurement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
 * @param measured
 *            what the statistics of the draws tell of the method
 */
public record DrawSource(boolean exact, List<String> caveats, Map<Difficulty, List<String>> advice,
        List<Measurement> measured) {

    /** Copies the collections. */
    public DrawSource {
        caveats = List.copyOf(caveats);
        EnumMap<Difficulty, List<String>> copy = new EnumMap<>(Difficulty.class);
        advice.forEach((difficulty, sentences) -> copy.put(difficulty, List.copyOf(sentences)));
        advice = Map.copyOf(copy);
        measured = List.copyOf(measured);
    }

    /** Draws of which nothing more is known: chains and populations are taken for exact ones, other draws for those of an approximation. */
    public static DrawSource unknown(DrawKind kind) {
        return new DrawSource(kind == DrawKind.CHAIN || kind == DrawKind.POPULATION, List.of(), Map.of(), List.of());
    }

    /** The same with what the statistics of the draws tell. */
    public DrawSource withMeasured(List<Measurement> measurements) {
        return new DrawSource(exact, caveats, advice, measurements);
    }

    /** What must be known of the method, as findings: its caveats, and what was measured. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        caveats.forEach(caveat -> findings.add(Finding.caution("method", caveat)));
        measured.forEach(each -> findings.add(Finding.caution(each.check(), each.sentence())));
        return findings;
    }

    /** The numbers that were measured, by name. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        measured.forEach(each -> numbers.putAll(each.numbers()));
        return numbers;
    }

    /** What a headline must add: the first caveat of draws that are not exact, and what passes its tolerance. */
    String headline() {
        StringBuilder text = new StringBuilder();
        if (!exact && !caveats.isEmpty()) {
            text.append(' ').append(caveats.getFirst());
        }
        measured.stream().filter(Measurement::doubtful).forEach(each -> text.append(' ').append(each.sentence()));
        return text.toString();
    }

    /** What helps. */
    public List<String> advice(Difficulty difficulty) {
        return advice.getOrDefault(difficulty, List.of(difficulty.general()));
    }
}
