package ergodic.nn.data;

import ergodic.nn.data.TableBuilder.Use;
import ergodic.sampler.words.Counted;
import ergodic.sampler.words.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table, read from a file or given in memory, split into training and test rows and encoded for a network. What encodes (means, standard
 * deviations, categories, classes) is learned from the training rows only. Immutable.
 */
public final class Dataset {

    /** Places that a message names. */
    static final int SHOWN = 5;

    private final @Nullable Delimiter delimiter;
    private final HeaderMode header;
    private final String source;
    private final String digest;
    private final boolean hasHeader;
    private final int columns;
    private final int[] featureColumns;
    private final int targetColumn;
    private final List<FeatureEncoding> features;
    private final TargetEncoding target;
    private final RowShape shape;
    private final Rows train;
    private final Rows test;
    private final List<String> warnings;

    private Dataset(Table table, Roles roles, TargetKind kind, Encoding how, @Nullable Delimiter delimiter,
            HeaderMode header) {
        this.delimiter = delimiter;
        this.header = header;
        this.source = table.source();
        this.digest = table.digest();
        this.hasHeader = table.head().hasHeader();
        this.columns = table.head().columns();
        this.targetColumn = roles.target();
        this.featureColumns = roles.features();
        requireNothingMissing(table, with(featureColumns, targetColumn));
        Split split = Split.of(how.test(), table.rows(), source);
        List<String> notes = new ArrayList<>(table.head().notes());
        notes.addAll(roles.notes());
        RowEncoding rows = RowEncoding.fit(table, how.layout(), roles, split.train(), how.standardised(), notes);
        this.features = rows.features();
        this.shape = rows.shape();
        TargetEncoding fitted = TargetEncoding.fit(table, targetColumn, kind, split.train(), how.classes());
        this.target = how.standardised() ? fitted : fitted.asItIs();
        this.train = encode(table, featureColumns, targetColumn, split.train());
        this.test = encode(table, featureColumns, targetColumn, split.test());
        this.warnings = List.copyOf(notes);
    }

    /** What decides the encoding besides the cells. */
    private record Encoding(SplitSpec test, List<String> classes, boolean standardised, RowLayout layout) {}

    /**
     * Reads, splits and encodes a file. Only the columns that are used are kept, as numbers.
     *
     * @throws DataException
     *             if the file cannot be used as asked; the message says where and why
     */
    public static Dataset read(DataSpec spec, TargetKind kind) {
        Table table = TableReader.read(spec.file(), spec.delimiter(), spec.header(),
                head -> roles(spec, head).uses(head, kind));
        return new Dataset(table, roles(spec, table.head()), kind,
                new Encoding(spec.test(), List.of(), true, spec.layout()),
                spec.delimiter(), spec.header());
    }

    private static Roles roles(DataSpec spec, TableHead head) {
        return Roles.of(head, spec.target(), spec.features(), spec.categorical(), spec.layout().length());
    }

    /**
     * Splits and encodes data in memory, as those of a file are.
     *
     * @throws DataException
     *             if the data cannot be used as asked; the message says where and why
     */
    public static Dataset of(ArraySpec spec, TargetKind kind) {
        Table table = MemoryTable.of(spec);
        return new Dataset(table, Roles.of(table.head(), spec.targetName(), List.of(), spec.categorical(),
                spec.layout().length()), kind,
                new Encoding(spec.test(), spec.classes(), spec.standardised(), spec.layout()), null, HeaderMode.DETECT);
    }

    /**
     * Data in memory: all rows for training, a target of numbers; features are named {@code x0}, {@code x1} ... and the target
     * {@code y}.
     *
     * @param inputs
     *            {@code [rows][features]}
     * @param target
     *            {@code [rows]}
     */
    public static Dataset of(double[][] inputs, double[] target) {
        return of(ArraySpec.of(inputs, target), TargetKind.NUMBER);
    }

    /**
     * Encodes one row in memory: {@code data.row(800, 0, 0.3)}; see {@link #rows(double[][])}.
     *
     * @param features
     *            the features' values, in the order and the units of {@link #features()}
     */
    public Rows row(double... features) {
        return rows(new double[][]{features});
    }

    /**
     * Encodes rows in memory as the training rows were, such as one row to be predicted:
     * {@code data.rows(new double[][]{{800, 0, 0.3}})}.
     *
     * @param inputs
     *            {@code [rows][features]}, in the order and the units of {@link #features()}; for a feature whose categories
     *            are words use {@link #rowsOf}
     * @throws DataException
     *             if a number is not finite, or a category that the training rows have not
     */
    public Rows rows(double[][] inputs) {
        ArraySpec.requireWidth(inputs, features.size());
        return encodeAll(MemoryTable.of(inputs, featureNames()), upTo(features.size()), -1);
    }

    /**
     * Encodes rows in memory with their targets.
     *
     * @param inputs
     *            as for {@link #rows(double[][])}
     * @param targets
     *            in the units of the data; class numbers if the classes were given as numbers
     */
    public Rows rows(double[][] inputs, double[] targets) {
        ArraySpec.requireWidth(inputs, features.size());
        if (targets.length != inputs.length) {
            throw new IllegalArgumentException(
                    "there are " + inputs.length + " rows of inputs, but " + targets.length + " targets");
        }
        return encodeAll(MemoryTable.of(inputs, featureNames(), targets, target), upTo(features.size()),
                features.size());
    }

    /**
     * Encodes rows in memory that are written as in a file: {@code data.rowsOf(List.of(List.of("Oslo", "flat", "98.6")))}.
     *
     * @param rows
     *            the cells of each row, in the order of {@link #features()}
     * @throws DataException
     *             if a cell cannot be encoded
     */
    public Rows rowsOf(List<List<String>> rows) {
        for (List<String> cells : rows) {
            if (cells.size() != features.size()) {
                throw new IllegalArgumentException(
                        "a row has " + cells.size() + " cells, but there are " + features.size() + " features");
            }
        }
        return encodeAll(MemoryTable.ofText(rows, featureNames()), upTo(features.size()), -1);
    }

    /**
     * Encodes the rows of another file as the training rows were. Its columns are found by name if both files have a
     * header, and otherwise by position: all columns of the training file, or the features alone in their order. The
     * target may be absent, as a column or in some rows.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public Rows readRows(Path file) {
        Table table = TableReader.read(file, delimiter, header, this::uses);
        return encodeAll(table, find(table.head()), targetIn(table.head()));
    }

    /**
     * The rows of another file, to be read in blocks; see {@link #readRows}.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public RowFile rowsIn(Path file) {
        return new RowFile(new RowFile.Source() {
            @Override
            public void read(RowBlocks blocks) {
                TableReader.read(file, delimiter, header, blocks);
            }

            @Override
            public Use[] uses(TableHead head) {
                return Dataset.this.uses(head);
            }

            @Override
            public int[] features(TableHead head) {
                return find(head);
            }

            @Override
            public int target(TableHead head) {
                return targetIn(head);
            }

            @Override
            public Rows encode(Table table, int[] found, int foundTarget) {
                return Dataset.this.encode(table, found, foundTarget, upTo(table.rows()));
            }
        });
    }

    private Use[] uses(TableHead head) {
        Use[] uses = new Use[head.columns()];
        Arrays.fill(uses, Use.NONE);
        int[] found = find(head);
        for (int i = 0; i < found.length; i++) {
            uses[found[i]] = features.get(i) instanceof FeatureEncoding.Category ? Use.TEXT : Use.NUMBERS;
        }
        if (targetIn(head) >= 0) {
            uses[targetIn(head)] = target.classes().isEmpty() ? Use.NUMBERS : Use.TEXT;
        }
        return uses;
    }

    /** Columns of another table that hold the features. */
    private int[] find(TableHead head) {
        if (hasHeader && head.hasHeader()) {
            int[] found = new int[features.size()];
            List<String> absent = new ArrayList<>();
            for (int i = 0; i < found.length; i++) {
                String name = features.get(i).name();
                found[i] = head.names().indexOf(name);
                if (found[i] < 0) {
                    absent.add("\"" + name + "\"" + Nearest.hint(name, head.names()));
                }
            }
            if (!absent.isEmpty()) {
                throw new DataException(head.source() + ": the " + Counted.noun(absent.size(), "feature") + " "
                        + FeatureEncoding.shortened(absent) + " " + Counted.is(absent.size())
                        + " not among its columns (" + FeatureEncoding.shortened(head.names()) + ")");
            }
            return found;
        }
        if (head.columns() == columns) {
            return featureColumns;
        }
        if (head.columns() == features.size()) {
            return upTo(features.size());
        }
        throw new DataException(head.source() + " has " + Counted.of(head.columns(), "column") + "; expected the "
                + columns + " of " + source + ", or its " + Counted.of(features.size(), "feature") + " in their order");
    }

    /** Column of another table that holds the target, or -1. */
    private int targetIn(TableHead head) {
        if (hasHeader && head.hasHeader()) {
            return head.names().indexOf(target.name());
        }
        return head.columns() == columns ? targetColumn : -1;
    }

    private Rows encodeAll(Table table, int[] found, int foundTarget) {
        requireNothingMissing(table, found);
        boolean targets = foundTarget >= 0 && table.countMissing(foundTarget) < table.rows();
        return encode(table, found, targets ? foundTarget : -1, upTo(table.rows()));
    }

    private List<String> featureNames() {
        return features.stream().map(FeatureEncoding::name).toList();
    }

    private static int[] upTo(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private static int[] with(int[] columns, int more) {
        int[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = more;
        return all;
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

    /** What a row of inputs is. */
    public RowShape shape() {
        return shape;
    }

    /** How each feature is encoded; if rows have lengths of their own, the last is the length. */
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
                case FeatureEncoding.Whole whole -> names.add(whole.name());
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
        int width = shape.inputs();
        if ((long) rows.length * width > Integer.MAX_VALUE - 8) {
            throw new DataException(table.source() + ": " + rows.length + " rows of " + width
                    + " inputs are more numbers than an array holds; take fewer rows or columns (data.features)");
        }
        double[] inputs = new double[rows.length * width];
        double @Nullable [] targets = targetFrom < 0 ? null : new double[rows.length];
        int offset = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < from.length; k++) {
                features.get(k).encodeInto(table, rows[i], from[k], inputs, offset);
                offset += features.get(k).width();
            }
            if (targets != null) {
                targets[i] = table.column(targetFrom).isMissing(rows[i]) ? Double.NaN
                        : target.encode(table, rows[i], targetFrom);
            }
        }
        int[] numbers = rows;
        if (table.first() > 0) {
            numbers = new int[rows.length];
            Arrays.setAll(numbers, i -> table.first() + rows[i]);
        }
        return new Rows(rows.length, shape, inputs, targets, numbers);
    }

    private static void requireNothingMissing(Table table, int[] used) {
        int count = table.countMissing(used);
        if (count > 0) {
            throw new DataException(missing(table.source(), count, table.missingCells(used, SHOWN)));
        }
    }

    /** Says that cells are missing, and where the first of them are. */
    static String missing(String source, int count, List<String> places) {
        return source + ": " + (count == 1 ? "a value is" : count + " values are") + " missing: "
                + String.join(", ", places) + (count > SHOWN ? ", ..." : "")
                + "; fill them in, or leave the rows or columns out";
    }
}
