package ergodic.study;

import ergodic.nn.data.ColumnProfile;
import ergodic.nn.data.DataException;
import ergodic.nn.data.TableProfile;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns a starting configuration predicts from, and why it leaves out the others.
 *
 * @param used
 *            columns, in the order of the file
 * @param leftOut
 *            names of the others but the targets, with the reason
 */
record FeatureChoice(List<ColumnProfile> used, Map<String, String> leftOut) {

    private static final int MOST_CATEGORIES = 50;

    /**
     * What the user said about columns.
     *
     * @param beside
     *            columns that the likelihood takes: features only where they are listed as such
     */
    record Wishes(List<String> features, List<String> drop, List<String> ids, List<Integer> beside) {}

    static FeatureChoice of(TableProfile table, List<Integer> targets, Wishes wishes) {
        List<Integer> wanted = columns(table, wishes.features(), "--features");
        List<Integer> dropped = columns(table, wishes.drop(), "--drop");
        List<Integer> ids = columns(table, wishes.ids(), "--id");
        List<ColumnProfile> used = new ArrayList<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (targets.contains(i) || !wanted.contains(i) && (!wanted.isEmpty() || wishes.beside().contains(i))) {
                continue;
            }
            ColumnProfile column = table.columns().get(i);
            String reason = dropped.contains(i) ? "dropped, as --drop says"
                    : ids.contains(i) ? "names the rows, as --id says" : fault(column);
            if (reason == null) {
                used.add(column);
            } else {
                leftOut.put(column.name(), reason);
            }
        }
        for (int target : targets) {
            refuseTarget(table, target, wanted, "--features", "it cannot be a feature too");
            refuseTarget(table, target, dropped, "--drop", "it cannot be left out");
            refuseTarget(table, target, ids, "--id", "it cannot be left out");
        }
        if (used.isEmpty()) {
            List<String> why = leftOut.entrySet().stream().limit(5).map(e -> "\"" + e.getKey() + "\" " + e.getValue())
                    .toList();
            throw new DataException(table.source() + ": no column is left to predict from"
                    + (targets.size() == table.columns().size() && targets.size() > 1
                            ? ": all are targets; name fewer with --target"
                            : why.isEmpty() ? "; is the separator right?" : ": " + String.join("; ", why)));
        }
        return new FeatureChoice(List.copyOf(used), leftOut);
    }

    private static void refuseTarget(TableProfile table, int target, List<Integer> columns, String option, String why) {
        if (columns.contains(target)) {
            throw new DataException(option + ": column \"" + table.columns().get(target).name() + "\" is the target; "
                    + why);
        }
    }

    List<String> names() {
        return used.stream().map(ColumnProfile::name).toList();
    }

    private static List<Integer> columns(TableProfile table, List<String> names, String option) {
        return names.stream().map(name -> table.column(name.strip(), option)).toList();
    }

    /** Why a column cannot be used as it is, or null. */
    private static @Nullable String fault(ColumnProfile column) {
        if (column.index() || column.countsRows()) {
            return "counts the rows";
        }
        if (2 * column.missing() > column.rows()) {
            return "has " + Counted.of(column.missing(), "missing cell") + " of " + column.rows() + " (the first in "
                    + column.firstMissing() + "), more than half; list it in data.features to use it";
        }
        if (column.infinite() > 0) {
            return "has an infinite cell: " + column.firstInfinite();
        }
        if (column.distinct() == 1 && column.differBelowPrecision()) {
            return "holds numbers that differ by less than double precision holds; subtract a number from all of them"
                    + " to use it";
        }
        if (column.distinct() == 1) {
            return "is " + column.values().keySet().iterator().next() + " in every row";
        }
        String remedy = column.remedy();
        if (remedy != null) {
            return "holds numbers in another notation: " + column.firstWritten() + "; " + remedy
                    + ", to use it, or list it in data.categorical";
        }
        if (column.texts() == 0) {
            return column.beyondStandardising()
                    ? "holds numbers that differ too little or too much for double precision; rescale it to use it"
                    : null;
        }
        if (column.numbers() > 0) {
            return "mixes numbers and text: " + column.firstText() + "; correct that, or list it in data.categorical";
        }
        if (column.isoDates()) {
            return null;
        }
        if (column.dates()) {
            return "holds dates that are not all written as 2020-12-31 or 2020-12-31T23:59 (such as "
                    + column.firstText()
                    + "); write them so to use them";
        }
        if (column.distinct() > 20 && 2 * column.distinct() > column.rows() || column.distinct() > MOST_CATEGORIES) {
            return "holds text with " + (column.distinct() > ColumnProfile.MOST_VALUES ? "more than " : "")
                    + Math.min(column.distinct(), ColumnProfile.MOST_VALUES) + " different values, as names do";
        }
        return null;
    }
}
