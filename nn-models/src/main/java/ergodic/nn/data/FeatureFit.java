package ergodic.nn.data;

import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Learns from the training rows how a column of a table becomes inputs; adds to the notes what the user should know. */
final class FeatureFit {

    private static final int MOST_CATEGORIES = 20;

    private final Table table;
    private final int column;
    private final String name;
    /** Training rows that have a value. */
    private final int[] rows;
    private final List<String> notes;

    private FeatureFit(Table table, int column, int[] rows, List<String> notes) {
        this.table = table;
        this.column = column;
        this.name = table.names().get(column);
        this.rows = rows;
        this.notes = notes;
    }

    /**
     * The encoding of a column.
     *
     * @param train
     *            the training rows
     * @param declared
     *            whether it was declared to hold categories
     */
    static FeatureEncoding of(Table table, int column, int[] train, boolean declared, TableRules rules,
            List<String> notes) {
        int[] present = Arrays.stream(train).filter(row -> !table.column(column).isMissing(row)).toArray();
        if (present.length == 0) {
            throw new DataException(table.source() + ", column \"" + table.names().get(column)
                    + "\": no training row has a value; leave the column out by listing data.features");
        }
        FeatureFit fit = new FeatureFit(table, column, present, notes);
        FeatureEncoding values = fit.values(declared, rules);
        return rules.missing() == MissingRule.MEAN
                ? new FeatureEncoding.Gapped(values, fit.fill(values), present.length < train.length)
                : values;
    }

    private FeatureEncoding values(boolean declared, TableRules rules) {
        int numbers = 0;
        int dates = 0;
        int firstText = -1;
        for (int row : rows) {
            if (table.isNumber(row, column)) {
                numbers++;
            } else {
                firstText = firstText < 0 ? row : firstText;
                dates += DateCell.of(table.cell(row, column)) == null ? 0 : 1;
            }
        }
        if (!declared && dates == rows.length) {
            return dates();
        }
        if (declared || numbers == 0) {
            return categories(declared, rules.other());
        }
        if (firstText >= 0) {
            throw notANumber(table, firstText, column,
                    "correct it, or declare the column in data.categorical if it holds categories");
        }
        Moments moments = Moments.of(table, column, rows);
        if (moments.constant()) {
            notes.add("column \"" + name + "\" is constant in the training rows (" + moments.mean()
                    + "); its input is 0 and tells the network nothing");
        }
        return new FeatureEncoding.Numeric(name, moments.mean(), moments.sd(), moments.constant());
    }

    private FeatureEncoding.Category categories(boolean declared, boolean other) {
        Map<String, Integer> counts = new TreeMap<>();
        int written = 0;
        String first = "";
        for (int row : rows) {
            String cell = table.cell(row, column);
            if (!declared && Numbers.hasDecimalComma(cell)) {
                throw notANumber(table, row, column, "");
            }
            String notation = declared ? null : Notation.remedy(cell);
            if (notation != null && written++ == 0) {
                first = "such as \"" + cell + "\", which is not read as a number: " + notation;
            }
            counts.merge(cell, 1, Integer::sum);
        }
        if (!declared && counts.size() > MOST_CATEGORIES && 2 * counts.size() > rows.length) {
            throw new DataException(table.source() + ", column \"" + name + "\": it holds text, with " + counts.size()
                    + " different values in " + rows.length
                    + " training rows, " + (2 * written > rows.length ? first : "which looks like names or dates")
                    + "; leave it out by listing data.features, or declare"
                    + " it in data.categorical; dates are read as 2020-12-31 or 2020-12-31T23:59");
        }
        if (2 * written > rows.length) {
            notes.add("column \"" + name + "\" is taken as categories: it holds text, " + first
                    + "; declare it in data.categorical if they are categories");
        }
        if (counts.size() == 1) {
            notes.add("column \"" + name + "\" has the one category \"" + counts.keySet().iterator().next()
                    + "\" in the training rows and tells the network nothing");
        }
        if (!other) {
            return new FeatureEncoding.Category(name, List.copyOf(counts.keySet()), false);
        }
        int all = counts.size();
        counts.values().removeIf(count -> count <= TableRules.RARE);
        int rare = all - counts.size();
        notes.add("column \"" + name + "\": categories that no training row has are taken as \"(other)\", "
                + (rare == 0
                        ? "of which nothing is learned, since every category has at least two training rows: its weights"
                                + " keep their prior, and such rows are predicted as widely as that is"
                        : "which is learned from the " + Counted.of(rare, "category")
                                + " that one training row alone has"));
        return new FeatureEncoding.Category(name, List.copyOf(counts.keySet()), true);
    }

    /** Time, and the cycles that the training rows show: two of them or more, at more than one phase. */
    private FeatureEncoding.Dates dates() {
        double[] days = new double[rows.length];
        Map<DateCycle, Set<Double>> phases = new EnumMap<>(DateCycle.class);
        Set<Integer> daysOfMonth = new HashSet<>();
        for (int i = 0; i < rows.length; i++) {
            DateCell date = FeatureEncoding.date(table, rows[i], column);
            days[i] = date.days();
            daysOfMonth.add(date.local().getDayOfMonth());
            for (DateCycle cycle : DateCycle.values()) {
                phases.computeIfAbsent(cycle, first -> new HashSet<>()).add(date.phase(cycle));
            }
        }
        double span = Arrays.stream(days).max().orElse(0) - Arrays.stream(days).min().orElse(0);
        List<DateCycle> cycles = new ArrayList<>();
        for (DateCycle cycle : DateCycle.values()) {
            // Months begin on any day of the week, which means nothing where all dates are of one day of the month.
            boolean chance = cycle == DateCycle.WEEK && daysOfMonth.size() == 1;
            if (span >= 2 * cycle.days() && !chance && phases.getOrDefault(cycle, Set.of()).size() > 1) {
                cycles.add(cycle);
            }
        }
        Moments moments = Moments.of(table.source() + ", column \"" + name + "\"", days);
        notes.add("column \"" + name + "\" holds dates: it enters as time"
                + (moments.constant() ? ", which is the same in all training rows and tells the network nothing" : "")
                + (cycles.isEmpty() ? ""
                        : " and by sine and cosine of " + String.join(", ", cycles.stream()
                                .map(cycle -> "the " + cycle.word()).toList())));
        return new FeatureEncoding.Dates(
                new FeatureEncoding.Numeric(name, moments.mean(), moments.sd(), moments.constant()), cycles);
    }

    /** What stands where a cell is missing: the mean of time and numbers, which is 0 standardised, and of phases. */
    private List<Double> fill(FeatureEncoding values) {
        if (!(values instanceof FeatureEncoding.Dates dates)) {
            return Collections.nCopies(values.width(), 0.0);
        }
        double[] sums = new double[dates.width()];
        double[] inputs = new double[dates.width()];
        for (int row : rows) {
            dates.encodeInto(table, row, column, inputs, 0);
            for (int i = 1; i < sums.length; i++) {
                sums[i] += inputs[i];
            }
        }
        return Arrays.stream(sums).map(sum -> sum / rows.length).boxed().toList();
    }

    /** Where nothing but a number can stand. */
    static DataException notANumber(Table table, int row, int column, String remedy) {
        String cell = table.cell(row, column);
        String where = table.where(row, column) + ": \"" + cell + "\" is not a number; ";
        String notation = Notation.remedy(cell);
        return new DataException(where + (notation != null ? notation : remedy));
    }
}
