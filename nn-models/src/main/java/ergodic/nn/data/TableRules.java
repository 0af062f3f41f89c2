package ergodic.nn.data;

import java.util.List;
import java.util.Locale;

/**
 * How a table with gaps is taken, and categories that the training rows have not.
 *
 * @param missing
 *            what becomes of rows with missing values
 * @param words
 *            cells that are missing values too, besides empty ones and NA, N/A, NaN, null, none and a question mark; numbers among them
 *            are compared as numbers, words in any case
 * @param other
 *            whether each column of categories has a level for those that no training row has, learned from the categories that
 *            {@link #RARE} training row or fewer have; otherwise they are refused
 */
public record TableRules(MissingRule missing, List<String> words, boolean other) {

    /** Training rows of a category that is learned as one of the others. */
    public static final int RARE = 1;

    /** Copies the list. */
    public TableRules {
        words = words.stream().map(word -> word.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Nothing may be missing, and later rows hold the categories of the training rows. */
    public static TableRules strict() {
        return new TableRules(MissingRule.REFUSE, List.of(), false);
    }

    /** The same with another rule for rows with gaps. */
    public TableRules withMissing(MissingRule rule) {
        return new TableRules(rule, words, other);
    }

    /** The same with these words for missing values besides the usual ones. */
    public TableRules withWords(String... more) {
        return new TableRules(missing, List.of(more), other);
    }

    /** The same with a level for categories that no training row has. */
    public TableRules withOther() {
        return new TableRules(missing, words, true);
    }

    /** The stated words, ready to be compared with cells. */
    StatedWords stated() {
        return new StatedWords(words);
    }
}
