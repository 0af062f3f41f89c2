package ergodic.sampler.part;

import ergodic.sampler.CurvedLogDensity;
import ergodic.sampler.LogDensity;
import java.util.ArrayList;
import java.util.List;

/**
 * Which coordinates have a distribution; the others stay where they are.
 *
 * @param words
 *            {@code all}, {@code last_layer}, or names of variables or of what variables' names begin with up to a point, such as {@code layer2} or
 *            {@code layer2.weight}
 */
public record Part(List<String> words) {

    /** Path of the key that names it. */
    public static final String KEY = "sampler.part";
    /** All of them. */
    public static final String ALL = "all";
    /** The last layer. */
    public static final String LAST_LAYER = "last_layer";

    /** Copies the list. */
    public Part {
        words = List.copyOf(words);
    }

    /** Words between commas. */
    public static Part of(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            words.add(word.strip());
        }
        return new Part(words);
    }

    /** Whether it is all of them. */
    public boolean isAll() {
        return words.contains(ALL);
    }

    /**
     * Numbers of the coordinates, ascending.
     *
     * @throws IllegalArgumentException
     *             if a word means none of them, in a sentence
     */
    public int[] coordinates(LogDensity density) {
        boolean[] chosen = new boolean[density.dimension()];
        int count = 0;
        for (String word : words) {
            int before = count;
            int[] layer = word.equals(LAST_LAYER) && density instanceof CurvedLogDensity curved ? curved.lastLayer()
                    : new int[0];
            for (int i : layer) {
                count += chosen[i] ? 0 : 1;
                chosen[i] = true;
            }
            boolean met = layer.length > 0;
            for (int i = 0; i < chosen.length; i++) {
                if (word.equals(ALL) || isOf(density.coordinateName(i), word)) {
                    count += chosen[i] ? 0 : 1;
                    chosen[i] = true;
                    met = true;
                }
            }
            if (count == before && !met) {
                throw new IllegalArgumentException(KEY + " = \"" + word
                        + "\" is no part of this model; name variables or layers as they are stored, such as \""
                        + variable(density.coordinateName(0)) + "\", or take \"" + ALL + "\"");
            }
        }
        int[] numbers = new int[count];
        int next = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                numbers[next++] = i;
            }
        }
        return numbers;
    }

    private static boolean isOf(String coordinate, String word) {
        String variable = variable(coordinate);
        return variable.equals(word) || variable.startsWith(word + ".");
    }

    /** The variable that a coordinate of this name is of. */
    public static String variable(String coordinate) {
        int bracket = coordinate.indexOf('[');
        return bracket < 0 ? coordinate : coordinate.substring(0, bracket);
    }
}
