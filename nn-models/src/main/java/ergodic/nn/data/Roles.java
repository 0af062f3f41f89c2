package ergodic.nn.data;

import ergodic.nn.data.TableBuilder.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are features, which is the target, and which hold categories.
 *
 * @param features
 *            columns of the features, in their order
 * @param target
 *            column of the target
 * @param categorical
 *            columns that were declared to hold categories
 * @param notes
 *            what was left out and why, a sentence each
 * @param beside
 *            columns that stand beside the inputs, by what they are
 * @param others
 *            columns of further targets
 */
record Roles(int[] features, int target, Set<Integer> categorical, List<String> notes, Map<RowRole, Integer> beside,
        List<Integer> others) {

    /** Finds the columns that were asked for; all but the target, and an index without a name, if none were. */
    static Roles of(TableHead head, String targetName, List<String> featureNames, List<String> categorical,
            @Nullable String length, Map<RowRole, String> besideNames, List<String> otherTargets) {
        // By key: of several columns the first is enough.
        Map<String, String> twofold = new LinkedHashMap<>();
        int target = column(head, targetName, "data.target", twofold);
        if (head.columns() < 2) {
            throw new DataException(
                    head.source() + " has one column, but a target and at least one feature are needed; "
                            + "is the separator right (data.delimiter)?");
        }
        Set<Integer> others = new LinkedHashSet<>();
        for (String name : otherTargets) {
            int column = column(head, name, "data.target", twofold);
            if (column == target || !others.add(column)) {
                throw new DataException("data.target: column \"" + head.names().get(column) + "\" is listed twice");
            }
        }
        Set<Integer> chosen = new LinkedHashSet<>();
        for (String name : featureNames) {
            int column = column(head, name, "data.features", twofold);
            if (column == target || others.contains(column)) {
                throw new DataException("data.features: column \"" + head.names().get(column)
                        + "\" is the target; it cannot be a feature too");
            }
            if (!chosen.add(column)) {
                throw new DataException("data.features: column \"" + head.names().get(column) + "\" is listed twice");
            }
        }
        Map<RowRole, Integer> beside = new LinkedHashMap<>();
        besideNames.forEach((role, name) -> {
            int column = column(head, name, "data." + role.key().name(), twofold);
            if (column == target || others.contains(column)) {
                throw new DataException("data." + role.key().name() + ": column \"" + head.names().get(column)
                        + "\" is the target");
            }
            beside.put(role, column);
        });
        List<String> notes = new ArrayList<>();
        if (featureNames.isEmpty()) {
            Set<Integer> taken = new LinkedHashSet<>(beside.values());
            taken.addAll(others);
            all(head, target, taken, chosen, notes);
        }
        if (length != null) {
            int column = column(head, length, "data.length", twofold);
            if (column == target || others.contains(column)) {
                throw new DataException("data.length: column \"" + head.names().get(column) + "\" is the target");
            }
            // The last of the features.
            chosen.remove(column);
            chosen.add(column);
        }
        Set<Integer> declared = new LinkedHashSet<>();
        for (String name : categorical) {
            int column = column(head, name, "data.categorical", twofold);
            if (others.contains(column)) {
                throw new DataException("data.categorical: column \"" + head.names().get(column)
                        + "\" is one of several targets, which are numbers; take it out of one of the two");
            }
            declared.add(column);
        }
        notes.addAll(twofold.values());
        return new Roles(chosen.stream().mapToInt(Integer::intValue).toArray(), target, declared, List.copyOf(notes),
                beside, List.copyOf(others));
    }

    private static int column(TableHead head, String nameOrNumber, String key, Map<String, String> twofold) {
        int column = head.column(nameOrNumber, key);
        head.twofold(nameOrNumber, key).ifPresent(sentence -> twofold.putIfAbsent(key, sentence));
        return column;
    }

    private static void all(TableHead head, int target, Collection<Integer> beside, Set<Integer> chosen,
            List<String> notes) {
        for (int column = 0; column < head.columns(); column++) {
            if (column == target || beside.contains(column)) {
                continue;
            }
            if (head.isIndex(column)) {
                notes.add("the column without a name that counts the rows (number " + column
                        + ") is left out: it is an index; list it in data.features to use it");
            } else {
                chosen.add(column);
            }
        }
        if (chosen.isEmpty()) {
            throw new DataException(
                    head.source() + " has no feature but an index of the rows; a target and at least one"
                            + " feature are needed");
        }
    }

    /** The columns beside the inputs, in the order of their roles, and then the further targets. */
    int[] besideColumns() {
        return Stream.concat(beside.values().stream(), others.stream()).mapToInt(Integer::intValue).toArray();
    }

    /** Columns that a row must have beside its inputs; see {@link #needed(int, int[], int, TableRules)}. */
    int[] needed(TableRules rules) {
        return needed(target, besideColumns(), others.size(), rules);
    }

    /**
     * Columns that a row must have beside its inputs, the target before the others; -1 for what it is taken
     * without. Where gaps are filled these are the targets alone: other numbers beside the inputs are not made up,
     * and a gap among them is refused where it is read.
     *
     * @param others
     *            how many of the last columns beside the inputs are targets
     */
    static int[] needed(int target, int[] beside, int others, TableRules rules) {
        int[] columns = new int[beside.length + 1];
        columns[0] = target;
        for (int k = 0; k < beside.length; k++) {
            boolean must = rules.missing() == MissingRule.DROP || k >= beside.length - others;
            columns[k + 1] = must ? beside[k] : -1;
        }
        return columns;
    }

    /** Names of the targets and of what stands beside the inputs, in that order. */
    List<String> neededNames(List<String> names) {
        List<String> needed = new ArrayList<>(List.of(names.get(target)));
        for (int column : besideColumns()) {
            needed.add(names.get(column));
        }
        return needed;
    }

    /** What is to be read of each column. */
    Use[] uses(TableHead head, TargetKind kind) {
        Use[] uses = new Use[head.columns()];
        Arrays.fill(uses, Use.NONE);
        for (int column : features) {
            uses[column] = categorical.contains(column) ? Use.TEXT : Use.NUMBERS;
        }
        beside.values().forEach(column -> uses[column] = uses[column] == Use.NONE ? Use.NUMBERS : uses[column]);
        others.forEach(column -> uses[column] = Use.NUMBERS);
        boolean classes = kind == TargetKind.BINARY || kind == TargetKind.CLASSES;
        uses[target] = classes ? Use.TEXT : Use.NUMBERS;
        return uses;
    }
}
