package ergodic.cli.config;

import java.util.Collection;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the known word that is nearest to an unknown one. */
final class Nearest {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Nearest() {}

    /** Such as {@code  (did you mean "draws"?)}, or nothing when no word is near. */
    static String hint(String word, Collection<String> known) {
        String best = "";
        int distance = Math.max(2, word.length() / 2) + 1;
        for (String candidate : known) {
            int d = DISTANCE.apply(word, candidate);
            if (d < distance) {
                distance = d;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean \"" + best + "\"?)";
    }
}
