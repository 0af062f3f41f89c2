package ergodic.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table, images, sequences or texts, read from a file or given in memory, split into training and test rows and encoded for a
 * network. What encodes (means, standard
 * deviations, categories, classes) is learned from the training rows only. Immutable.
 */
public final class Dataset {

    private final String source;
    private final String digest;
    private final CellEncoding cells;
    private final LaterRows later;
    private final Rows train;
    private final Rows test;
    private final List<String> warnings;

    private Dataset(Table table, Roles roles, TargetKind kind, Encoding how, @Nullable Delimiter delimiter,
            HeaderMode header) {
        this.source = table.source();
        this.digest = table.digest();
        int targetColumn = roles.target();
        int[] featureColumns = roles.features();
        CellEncoding.requireNothingMissing(table, with(featureColumns, targetColumn));
        Split split = Split.of(how.test(), table.rows(), source);
        List<String> notes = new ArrayList<>(table.head().notes());
        notes.addAll(roles.notes());
        RowEncoding rows = RowEncoding.fit(table, how.layout(), roles, split.train(), how.standardised(), notes);
        TargetEncoding fitted = TargetEncoding.fit(table, targetColumn, kind, split.train(), how.classes());
        this.cells = new CellEncoding(rows, how.standardised() ? fitted : fitted.asItIs());
        this.later = new TableRows(cells, table.head(), roles, delimiter, header);
        this.train = cells.encode(table, featureColumns, targetColumn, split.train());
        this.test = heldOut(how.test(), later, () -> cells.encode(table, featureColumns, targetColumn, split.test()));
        this.warnings = List.copyOf(notes);
    }

    /** Items of a file, what is learned of those that train, and the held-out ones. */
    private <T> Dataset(Items<T> items, ItemReader<T> reader, DataSpec spec, TargetKind kind) {
        this.source = items.source();
        this.digest = items.digest();
        reader.requireSplit(spec.test());
        items.requireTargets(reader.withoutTargets());
        Split split = Split.of(spec.test(), items.count(), source);
        List<String> notes = new ArrayList<>();
        ItemEncoding<T> learned = reader.learn(items.select(split.train()), notes);
        TargetEncoding target = TargetEncoding.fit(items.targets(), 0, kind, split.train(), List.of());
        ItemRows<T> rows = new ItemRows<>(reader, learned, target, spec.target());
        this.cells = rows.cells();
        this.later = rows;
        this.train = rows.encode(items, split.train(), true);
        this.test = heldOut(spec.test(), later, () -> rows.encode(items, split.test(), true));
        this.warnings = List.copyOf(notes);
    }

    /** Those of this file, or all of another one. */
    private static Rows heldOut(SplitSpec split, LaterRows later, Supplier<Rows> here) {
        if (!(split instanceof SplitSpec.InFile(Path file))) {
            return here.get();
        }
        Rows rows = later.read(file);
        if (!rows.hasTarget() || rows.withTarget() != rows) {
            throw new DataException(file.getFileName() + ": " + (rows.hasTarget() ? "some" : "all")
                    + " of its rows have no target, so they cannot be held out to judge by; add the targets, or name"
                    + " another data.test.file");
        }
        return rows;
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
     * Reads, splits and encodes the items of a file: images, sequences, texts.
     *
     * @param reader
     *            reads the items, and learns from those that train how they become inputs
     * @param spec
     *            file, name of the target, held-out rows; the rest belongs to tables
     * @throws DataException
     *             if the file cannot be used as asked; the message says where and why
     */
    public static <T> Dataset read(ItemReader<T> reader, DataSpec spec, TargetKind kind) {
        return new Dataset(Items.read(reader, spec.file(), spec.target()), reader, spec, kind);
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
        ArraySpec.requireWidth(inputs, features().size());
        return cells.encodeAll(MemoryTable.of(inputs, cells.names()), cells.places(), -1);
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
        ArraySpec.requireWidth(inputs, features().size());
        if (targets.length != inputs.length) {
            throw new IllegalArgumentException(
                    "there are " + inputs.length + " rows of inputs, but " + targets.length + " targets");
        }
        return cells.encodeAll(MemoryTable.of(inputs, cells.names(), targets, target()), cells.places(),
                features().size());
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
            if (cells.size() != features().size()) {
                throw new IllegalArgumentException(
                        "a row has " + cells.size() + " cells, but there are " + features().size() + " features");
            }
        }
        return this.cells.encodeAll(MemoryTable.ofText(rows, this.cells.names()), this.cells.places(), -1);
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
        return later.read(file);
    }

    /**
     * The rows of another file, to be read in blocks; see {@link #readRows}.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public RowFile rowsIn(Path file) {
        return new RowFile(later.source(file));
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

    /** Whether the rows were those of a table, rather than items of another kind. */
    public boolean isTable() {
        return later instanceof TableRows;
    }

    /** What a row of inputs is. */
    public RowShape shape() {
        return cells.rows().shape();
    }

    /** How each feature is encoded; if rows have lengths of their own, the last is the length. */
    public List<FeatureEncoding> features() {
        return cells.rows().features();
    }

    /** How the target is encoded. */
    public TargetEncoding target() {
        return cells.target();
    }

    /** Number of inputs of the network. */
    public int inputs() {
        return train.width();
    }

    /** Names of the inputs: the column, or {@code column=category}. */
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        for (FeatureEncoding feature : features()) {
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
}
