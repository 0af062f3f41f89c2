package ergodic.nn.data;

import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is missing, left out or new in some rows of a table: counted as they are looked at. */
final class GapCounts {

    private static final int SHOWN = 3;

    private final String of;
    private final int[] missing;
    private final int[] others;
    private final List<String> needed;
    private final int[] lacking;
    private final List<List<String>> examples = new ArrayList<>();
    private int rows;
    private int leftOut;

    /**
     * Nothing looked at yet.
     *
     * @param of
     *            whose rows, such as {@code training}; empty for those of a file that is predicted
     * @param features
     *            number of features
     * @param needed
     *            names of the targets, and of the columns beside the inputs
     */
    GapCounts(String of, int features, List<String> needed) {
        this.of = of;
        this.needed = List.copyOf(needed);
        this.lacking = new int[needed.size()];
        this.missing = new int[features];
        this.others = new int[features];
        for (int i = 0; i < features; i++) {
            examples.add(new ArrayList<>());
        }
    }

    /**
     * Looks at rows, and chooses those that are taken.
     *
     * @param from
     *            columns of the features
     * @param columns
     *            columns of what is needed, in the order of its names; -1 for what a row is taken without
     * @return those of the rows that are taken, in their order
     */
    int[] choose(Table table, int[] from, int[] columns, int[] chosen, TableRules rules) {
        if (rules.missing() == MissingRule.REFUSE) {
            rows += chosen.length;
            return chosen;
        }
        int[] taken = new int[chosen.length];
        int count = 0;
        for (int row : chosen) {
            boolean whole = true;
            for (int k = 0; k < from.length; k++) {
                if (table.column(from[k]).isMissing(row)) {
                    missing[k]++;
                    whole = false;
                }
            }
            boolean known = true;
            for (int k = 0; k < columns.length; k++) {
                if (columns[k] >= 0 && table.column(columns[k]).isMissing(row)) {
                    lacking[k]++;
                    known = false;
                }
            }
            if (known && (whole || rules.missing() == MissingRule.MEAN)) {
                taken[count++] = row;
            }
        }
        rows += chosen.length;
        leftOut += chosen.length - count;
        return Arrays.copyOf(taken, count);
    }

    /** Counts the categories that share the level of the others. */
    void countOthers(Table table, int[] from, int[] chosen, List<FeatureEncoding> features) {
        for (int k = 0; k < from.length; k++) {
            for (int row : chosen) {
                if (features.get(k).isOther(table, row, from[k])) {
                    others[k]++;
                    String cell = table.cell(row, from[k]);
                    if (examples.get(k).size() <= SHOWN && !examples.get(k).contains(cell)) {
                        examples.get(k).add(cell);
                    }
                }
            }
        }
    }

    /** What was counted, a sentence each, of rows that were looked at separately. */
    static List<String> sentences(List<FeatureEncoding> features, TableRules rules, GapCounts... parts) {
        List<String> notes = new ArrayList<>();
        List<String> needed = parts[0].needed;
        if (rules.missing() == MissingRule.DROP && total(parts, part -> part.leftOut) > 0) {
            List<String> where = new ArrayList<>();
            for (int k = 0; k < features.size(); k++) {
                int column = k;
                add(where, features.get(k).name(), total(parts, part -> part.missing[column]));
            }
            for (int k = 0; k < needed.size(); k++) {
                int column = k;
                add(where, needed.get(k), total(parts, part -> part.lacking[column]));
            }
            notes.add(text(parts, part -> part.leftOut) + " left out because values are missing in them: "
                    + FeatureEncoding.shortened(where));
        }
        if (rules.missing() == MissingRule.MEAN) {
            for (int k = 0; k < features.size(); k++) {
                int column = k;
                if (total(parts, part -> part.missing[column]) > 0
                        && features.get(k) instanceof FeatureEncoding.Gapped gapped) {
                    notes.add("column \"" + gapped.name() + "\" is missing in "
                            + text(parts, part -> part.missing[column]) + ": " + standsFor(gapped));
                }
            }
            for (int k = 0; k < needed.size(); k++) {
                int column = k;
                if (total(parts, part -> part.lacking[column]) > 0) {
                    notes.add("the target \"" + needed.get(k) + "\" is missing in "
                            + text(parts, part -> part.lacking[column])
                            + ", which are left out: targets are not made up");
                }
            }
        }
        for (int k = 0; k < features.size(); k++) {
            int column = k;
            if (total(parts, part -> part.others[column]) > 0) {
                List<String> found = Arrays.stream(parts).flatMap(part -> part.examples.get(column).stream()).toList();
                notes.add("column \"" + features.get(k).name() + "\" holds categories that are taken as \"(other)\" in "
                        + text(parts, part -> part.others[column]) + ": " + String.join(", ",
                                found.subList(0, Math.min(SHOWN, found.size())))
                        + (found.size() > SHOWN ? ", ..." : ""));
            }
        }
        return notes;
    }

    private static String standsFor(FeatureEncoding.Gapped gapped) {
        String mean = gapped.isText() && !(gapped.values() instanceof FeatureEncoding.Dates)
                ? "none of its categories is taken to be there"
                : "the mean of the training rows stands there";
        return mean + (gapped.indicated() ? ", and the input \"" + gapped.name() + " missing\" says so"
                : "; no input says so, since no training row misses it");
    }

    private static void add(List<String> where, String name, int count) {
        if (count > 0) {
            where.add("\"" + name + "\" in " + count);
        }
    }

    private interface Number {
        int in(GapCounts part);
    }

    private static int total(GapCounts[] parts, Number number) {
        return Arrays.stream(parts).mapToInt(number::in).sum();
    }

    /** Such as {@code 12 of 300 training rows and 3 of 75 held-out rows}. */
    private static String text(GapCounts[] parts, Number number) {
        List<String> texts = new ArrayList<>();
        for (GapCounts part : parts) {
            if (part.rows > 0) {
                texts.add(number.in(part) + " of " + part.rows + (part.of.isEmpty() ? " " : " " + part.of + " ")
                        + Counted.noun(part.rows, "row"));
            }
        }
        return String.join(" and ", texts);
    }
}
