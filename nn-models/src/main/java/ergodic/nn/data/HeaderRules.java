package ergodic.nn.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the first line of a table holds names, judged by the rows below it; what is doubtful is said in a note. */
final class HeaderRules {

    /** So many numbers in order are no row of data. */
    private static final int SURELY_NAMES = 4;

    private final List<String> first;
    private final List<List<String>> below;
    private final List<String> notes = new ArrayList<>();

    HeaderRules(List<List<String>> rows) {
        this.first = rows.get(0);
        this.below = rows.subList(1, rows.size());
    }

    List<String> notes() {
        return notes;
    }

    boolean isHeader() {
        if (below.isEmpty()) {
            // A line alone: names, if nothing in it could be a measurement.
            return first.stream().noneMatch(cell -> Numbers.isMissing(cell) || Numbers.isNumber(cell));
        }
        if (first.stream().allMatch(Numbers::isMissing)) {
            return false;
        }
        for (int column = 0; column < first.size(); column++) {
            String name = first.get(column);
            if (!Numbers.isMissing(name) && !Numbers.isNumber(name) && numbersBelow(column)) {
                return true;
            }
        }
        if (first.stream().anyMatch(Numbers::isNumber)) {
            return isCountingHeader();
        }
        if (new HashSet<>(first).size() < first.size()) {
            return false;
        }
        for (int column = 0; column < first.size(); column++) {
            if (numbersBelow(column)) {
                return true;
            }
        }
        return !recurs();
    }

    /** Whether the cells 0, 1, 2 ... that pandas writes for columns without names are names, and not numbers. */
    private boolean isCountingHeader() {
        List<String> cells = first.get(0).isEmpty() ? first.subList(1, first.size()) : first;
        if (cells.size() < 2 || !cells.stream().allMatch(Numbers::isPlainWhole)) {
            return false;
        }
        boolean counts = true;
        boolean rises = true;
        for (int i = 0; i < cells.size(); i++) {
            counts &= cells.get(i).equals(Integer.toString(i));
            rises &= i == 0 || Numbers.parse(cells.get(i)) > Numbers.parse(cells.get(i - 1));
        }
        boolean differs = first.get(0).isEmpty() || otherwiseSpelled();
        String shown = "the first line (" + FeatureEncoding.shortened(first) + ") is ";
        if (counts && (differs || cells.size() >= SURELY_NAMES)) {
            notes.add(shown + "taken for the names of the columns; if it is a row of data, set data.header = false");
            return true;
        }
        if (rises && (counts || differs)) {
            notes.add(shown + "read as a row of data; if it names the columns, set data.header = true");
        }
        return false;
    }

    /** True if some column below holds text, or numbers with fractions in every row. */
    private boolean otherwiseSpelled() {
        for (int column = 0; column < first.size(); column++) {
            boolean never = true;
            for (List<String> row : below) {
                never &= column < row.size() && !Numbers.isPlainWhole(row.get(column))
                        && !Numbers.isMissing(row.get(column));
            }
            if (never) {
                return true;
            }
        }
        return false;
    }

    private boolean numbersBelow(int column) {
        boolean some = false;
        for (List<String> row : below) {
            String cell = column < row.size() ? row.get(column) : "";
            boolean number = Numbers.isNumber(cell);
            some |= number;
            if (!number && !Numbers.isMissing(cell)) {
                return false;
            }
        }
        return some;
    }

    private boolean recurs() {
        for (int column = 0; column < first.size(); column++) {
            for (List<String> row : below) {
                if (column < row.size() && row.get(column).equals(first.get(column))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The names of a header; nameless columns are called by their number, and added to the set. */
    static List<String> names(String source, List<String> cells, Set<Integer> nameless) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = cells.get(i);
            // pandas calls a column without a name so when it reads it, and writes that name when it saves.
            if (name.isEmpty() || name.equals("Unnamed: " + i)) {
                nameless.add(i);
            }
            name = name.isEmpty() ? "column" + i : name;
            if (!seen.add(name)) {
                throw new DataException(source + ": the header has two columns named \"" + name
                        + "\"; give each its own name");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    static List<String> numbered(int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add("column" + i);
        }
        return List.copyOf(names);
    }
}
