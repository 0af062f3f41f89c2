package ergodic.nn.data;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that a user states to be missing values, ready to be compared with cells: numbers as numbers, words in any case. */
final class StatedWords {

    private final Set<String> words;
    private final double[] numbers;

    /** These words, in lower case. */
    StatedWords(List<String> words) {
        this.words = Set.copyOf(words);
        this.numbers = words.stream().mapToDouble(Numbers::parse).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** The cells of a row, empty where one is such a word. */
    List<String> plain(List<String> cells) {
        return words.isEmpty() ? cells : cells.stream().map(cell -> isStated(cell) ? "" : cell).toList();
    }

    private boolean isStated(String cell) {
        if (words.contains(cell.toLowerCase(Locale.ROOT))) {
            return true;
        }
        double value = numbers.length == 0 ? Double.NaN : Numbers.parse(cell);
        for (double number : numbers) {
            if (value == number) {
                return true;
            }
        }
        return false;
    }
}
