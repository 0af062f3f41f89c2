package ergodic.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table read from a file, split into training and test rows and encoded for a network. What encodes (means, standard
 * deviations, categories, classes) is learned from the training rows only. Immutable.
 */
public final class Dataset {

    private static final int SHOWN = 5;

    private final DataSpec spec;
    private final String source;
    private final String digest;
    private final boolean hasHeader;
    private final int columns;
    private final int[] featureColumns;
    private final int targetColumn;
    private final List<FeatureEncoding> features;
    private final TargetEncoding target;
    private final Rows train;
    private final Rows test;
    private final List<String> warnings;

    private Dataset(DataSpec spec, Table table, TargetKind kind) {
        this.spec = spec;
        this.source = table.source();
        this.digest = table.digest();
        this.hasHeader = table.hasHeader();
        this.columns = table.columns();
        this.targetColumn = table.column(spec.target(), "data.target");
        this.featureColumns = featureColumns(spec, table, targetColumn);
        int[] used = Arrays.copyOf(featureColumns, featureColumns.length + 1);
        used[featureColumns.length] = targetColumn;
        requireNothingMissing(table, used);
        Split split = Split.of(spec.test(), table.rows().size(), source);
        Set<Integer> declared = new LinkedHashSet<>();
        for (String name : spec.categorical()) {
            declared.add(table.column(name, "data.categorical"));
        }
        List<String> notes = new ArrayList<>();
        List<FeatureEncoding> encodings = new ArrayList<>();
        for (int column : featureColumns) {
            encodings.add(FeatureEncoding.fit(table, column, split.train(), declared.contains(column), notes));
        }
        this.features = List.copyOf(encodings);
        this.target = TargetEncoding.fit(table, targetColumn, kind, split.train());
        this.train = encode(table, featureColumns, targetColumn, split.train());
        this.test = encode(table, featureColumns, targetColumn, split.test());
        this.warnings = List.copyOf(notes);
    }

    /**
     * Reads, splits and encodes a file.
     *
     * @throws DataException
     *             if the file cannot be used as asked; the message says where and why
     */
    public static Dataset read(DataSpec spec, TargetKind kind) {
        return new Dataset(spec, TableReader.read(spec.file(), spec.delimiter(), spec.header()), kind);
    }

    /**
     * Encodes the rows of another file as the training rows were. Its columns are found by name if both files have a
     * header, and otherwise by position: all columns of the training file, or the features alone in their order. The
     * target may be absent.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public Rows readRows(Path file) {
        Table table = TableReader.read(file, spec.delimiter(), spec.header());
        int[] found = new int[featureColumns.length];
        int foundTarget = -1;
        if (hasHeader && table.hasHeader()) {
            List<String> absent = new ArrayList<>();
            for (int i = 0; i < found.length; i++) {
                found[i] = table.names().indexOf(features.get(i).name());
                if (found[i] < 0) {
                    absent.add("\"" + features.get(i).name() + "\"");
                }
            }
            if (!absent.isEmpty()) {
                throw new DataException(table.source() + ": the feature" + (absent.size() == 1 ? " " : "s ")
                        + FeatureEncoding.shortened(absent) + (absent.size() == 1 ? " is" : " are")
                        + " not among its columns (" + FeatureEncoding.shortened(table.names()) + ")");
            }
            foundTarget = table.names().indexOf(target.name());
        } else if (table.columns() == columns) {
            found = featureColumns;
            foundTarget = targetColumn;
        } else if (table.columns() == found.length) {
            Arrays.setAll(found, i -> i);
        } else {
            throw new DataException(table.source() + " has " + table.columns() + " columns; expected the " + columns
                    + " of " + source + ", or its " + found.length + " features in their order");
        }
        int[] used = found;
        if (foundTarget >= 0) {
            used = Arrays.copyOf(found, found.length + 1);
            used[found.length] = foundTarget;
        }
        requireNothingMissing(table, used);
        int[] all = new int[table.rows().size()];
        Arrays.setAll(all, i -> i);
        return encode(table, found, foundTarget, all);
    }

    /**
     * The rows that a split holds back, of rows that were read from a file as a whole.
     *
     * @throws DataException
     *             if the split names a row that is not there, or leaves none
     */
    public Rows select(Rows rows, SplitSpec split) {
        return rows.subset(Split.of(split, rows.count(), source).test());
    }

    /** Name of the file. */
    public String source() {
        return source;
    }

    /** SHA-256 of the file, in hexadecimal: tells whether a run is resumed on the same data. */
    public String digest() {
        return digest;
    }

    /** The training rows. */
    public Rows train() {
        return train;
    }

    /** The test rows; there may be none. */
    public Rows test() {
        return test;
    }

    /** How each feature is encoded. */
    public List<FeatureEncoding> features() {
        return features;
    }

    /** How the target is encoded. */
    public TargetEncoding target() {
        return target;
    }

    /** Number of inputs of the network. */
    public int inputs() {
        return train.width();
    }

    /** Names of the inputs: the column, or {@code column=category}. */
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        for (FeatureEncoding feature : features) {
            switch (feature) {
                case FeatureEncoding.Numeric numeric -> names.add(numeric.name());
                case FeatureEncoding.Category(String name, List<String> categories) ->
                    categories.forEach(category -> names.add(name + "=" + category));
            }
        }
        return names;
    }

    /** What the user should know of the data though they can be used, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    private Rows encode(Table table, int[] from, int targetFrom, int[] rows) {
        int width = 0;
        for (FeatureEncoding feature : features) {
            width += feature.width();
        }
        double[] inputs = new double[Math.multiplyExact(rows.length, width)];
        double @Nullable [] targets = targetFrom < 0 ? null : new double[rows.length];
        int offset = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < from.length; k++) {
                features.get(k).encodeInto(table, rows[i], from[k], inputs, offset);
                offset += features.get(k).width();
            }
            if (targets != null) {
                targets[i] = target.encode(table, rows[i], targetFrom);
            }
        }
        return new Rows(rows.length, width, inputs, targets, rows);
    }

    private static int[] featureColumns(DataSpec spec, Table table, int targetColumn) {
        if (table.columns() < 2) {
            throw new DataException(
                    table.source() + " has one column, but a target and at least one feature are needed; "
                            + "is the separator right (data.delimiter)?");
        }
        Set<Integer> chosen = new LinkedHashSet<>();
        for (String name : spec.features()) {
            int column = table.column(name, "data.features");
            if (column == targetColumn) {
                throw new DataException("data.features: column \"" + table.names().get(column)
                        + "\" is the target; it cannot be a feature too");
            }
            if (!chosen.add(column)) {
                throw new DataException("data.features: column \"" + table.names().get(column) + "\" is listed twice");
            }
        }
        if (spec.features().isEmpty()) {
            for (int column = 0; column < table.columns(); column++) {
                if (column != targetColumn) {
                    chosen.add(column);
                }
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void requireNothingMissing(Table table, int[] used) {
        int count = table.countMissing(used);
        if (count > 0) {
            List<String> places = table.missingCells(used, SHOWN);
            throw new DataException(table.source() + ": " + (count == 1 ? "a value is" : count + " values are")
                    + " missing: " + String.join(", ", places) + (count > SHOWN ? ", ..." : "")
                    + "; fill them in, or leave the rows or columns out");
        }
    }
}
