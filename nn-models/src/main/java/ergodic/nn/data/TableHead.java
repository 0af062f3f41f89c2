package ergodic.nn.data;

import ergodic.sampler.words.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a table before its rows are read.
 *
 * @param source
 *            name of the file, for messages
 * @param names
 *            names of the columns
 * @param hasHeader
 *            whether the names stand in the file
 * @param nameless
 *            columns without a name of their own in the header
 * @param sample
 *            the first rows
 * @param notes
 *            what the user should know of the header, a sentence each
 */
public record TableHead(String source, List<String> names, boolean hasHeader, Set<Integer> nameless,
        List<List<String>> sample,
        List<String> notes) {

    /** Fewer rows than these may count by chance. */
    static final int LEAST_COUNTED = 5;

    /** What is known before anything was read: nothing. */
    public static TableHead none() {
        return new TableHead("", List.of(), false, Set.of(), List.of(), List.of());
    }

    /** Number of columns. */
    public int columns() {
        return names.size();
    }

    /**
     * Column of this name, or of this number counted from 0; names go first.
     *
     * @param key
     *            what asks, for the message
     * @throws DataException
     *             if there is none
     */
    public int column(String nameOrNumber, String key) {
        int byName = names.indexOf(nameOrNumber);
        if (byName >= 0) {
            return byName;
        }
        int number = number(nameOrNumber);
        if (number >= 0) {
            if (number < columns()) {
                return number;
            }
            throw new DataException(key + ": there is no column " + number + " in " + source + "; its " + columns()
                    + " columns are counted from 0");
        }
        throw new DataException(key + ": there is no column \"" + nameOrNumber + "\" in " + source
                + (hasHeader ? Nearest.hint(nameOrNumber, names) : "") + "; its columns are " + columnList()
                + (hasHeader ? "" : ": the first line was not taken for names (data.header = true says that it is)"));
    }

    /**
     * What is to be said where a text that is the name of a column is the number of another one too: which it is taken for.
     *
     * @param key
     *            what asks, for the sentence
     */
    Optional<String> twofold(String nameOrNumber, String key) {
        int byName = names.indexOf(nameOrNumber);
        int number = number(nameOrNumber);
        return byName < 0 || number < 0 || number >= columns() || number == byName ? Optional.empty()
                : Optional.of(key + ": \"" + nameOrNumber + "\" is taken for the column of that name (number " + byName
                        + "), since names go before numbers; column number " + number + " is chosen by its name, \""
                        + names.get(number) + "\"");
    }

    /** The number that a text is; -1 if it is none. */
    private static int number(String text) {
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text)
                : -1;
    }

    /** True for a column without a name whose first rows count 0, 1, 2 or 1, 2, 3: the index that pandas and R write. */
    boolean isIndex(int column) {
        if (!nameless.contains(column) || sample.size() < 2) {
            return false;
        }
        double first = Numbers.parse(sample.get(0).get(column));
        for (int row = 0; row < sample.size(); row++) {
            if (first != 0 && first != 1 || Numbers.parse(sample.get(row).get(column)) != first + row) {
                return false;
            }
        }
        return true;
    }

    private String columnList() {
        int shown = Math.min(20, columns());
        String list = String.join(", ", names.subList(0, shown));
        return shown < columns() ? list + " ... (" + columns() + " in all)" : list;
    }
}
