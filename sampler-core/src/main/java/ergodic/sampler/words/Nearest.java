package ergodic.sampler.words;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the known word that is nearest to an unknown one. */
public final class Nearest {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
    /** Longer words are compared by their beginnings: the distance takes time with the product of the lengths. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** Such as {@code  (did you mean "draws"?)}, with a blank before it, or nothing when no word is near. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known).map(best -> " (did you mean \"" + best + "\"?)").orElse("");
    }

    /** The known word that is nearest, if one is near. */
    public static Optional<String> of(String word, Collection<String> known) {
        String wanted = key(word);
        String best = "";
        int distance = Math.min(Math.max(2, wanted.length() / 2) + 1, wanted.length());
        for (String candidate : known) {
            int d = DISTANCE.apply(wanted, key(candidate));
            if (d < distance) {
                distance = d;
                best = candidate;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static String key(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return lower.substring(0, Math.min(LONGEST, lower.length()));
    }
}
