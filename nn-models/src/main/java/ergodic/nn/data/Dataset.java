package ergodic.nn.data;

import ergodic.sampler.words.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table, images, sequences or texts, read from a file or given in memory, split into training and test rows and encoded for a
 * network. What encodes (means, standard
 * deviations, categories, classes) is learned from the training rows only. Immutable.
 */
// Longer than 400 lines because it is the way in of data: each way to read them and what they then have stands here with its contract.
public final class Dataset {

    private final String source;
    private final String digest;
    private final CellEncoding cells;
    private final LaterRows later;
    private final Rows train;
    private final Rows test;
    private final Rows calibration;
    private final List<String> warnings;
    private final DataFacts facts;
    private final @Nullable FeedBack feedBack;
    private final boolean encodesCells;

    private Dataset(Table table, Roles roles, TargetKind kind, Encoding how, @Nullable Delimiter delimiter,
            HeaderMode header) {
        this.source = table.source();
        this.digest = table.digest();
        int target = roles.target();
        int[] features = roles.features();
        TableRules rules = how.rules();
        if (rules.missing() == MissingRule.REFUSE) {
            CellEncoding.requireNothingMissing(table, with(features, target),
                    table.lines().length == 0 ? CellEncoding.RULE_IN_JAVA : CellEncoding.RULE);
        }
        Split split = Split.of(how.test(), table.rows(), source);
        int[] needed = roles.needed(rules);
        List<String> names = roles.neededNames(table.names());
        GapCounts ofTraining = new GapCounts("training", features.length, names);
        GapCounts ofHeldOut = new GapCounts("held-out", features.length, names);
        int[] training = ofTraining.choose(table, features, needed, split.train(), rules);
        if (training.length < 2) {
            throw new DataException(source + ": " + Counted.of(training.length, "training row") + " "
                    + Counted.is(training.length)
                    + " left without those in which values are missing, but at least 2 are needed; fill them in, leave columns with many gaps out by"
                    + " listing data.features" + (rules.missing() == MissingRule.DROP ? ", or take \"mean\"" : ""));
        }
        int[] labelled = how.test() instanceof SplitSpec.Fold
                ? new GapCounts("", features.length, names).choose(table, features, needed, split.labelled(), rules)
                : training;
        List<String> notes = new ArrayList<>(table.head().notes());
        notes.addAll(roles.notes());
        RowEncoding rows = RowEncoding.fit(table, how.layout(), roles, training, rules, how.standardised(), notes);
        TargetEncoding fitted = TargetEncoding
                .fit(table, target, kind, training, labelled, how.classes(), how.transform(), false)
                .with(roles.others().stream()
                        .map(column -> TargetEncoding.fit(table, column, kind, training)).toList());
        List<BesideColumn> beside = new ArrayList<>(roles.beside().entrySet().stream()
                .map(role -> BesideColumn.fit(table, role.getValue(), role.getKey(), training)).toList());
        fitted.others().forEach(other -> beside.add(new BesideColumn(other.name(), RowRole.TARGET, other.mean())));
        int[] besideColumns = roles.besideColumns();
        this.cells = new CellEncoding(rows, how.standardised() ? fitted : fitted.asItIs(), rules, beside);
        TableRows others = new TableRows(cells, table.head(), roles, delimiter, header);
        this.later = others;
        this.train = cells.encode(table, features, besideColumns, target, training);
        Optional<Path> heldOutFile = how.test().heldOutFile();
        if (heldOutFile.isPresent()) {
            Path file = heldOutFile.get();
            this.test = heldOut(file, others.read(file, ofHeldOut), rules.missing() != MissingRule.REFUSE, notes);
        } else {
            int[] chosen = ofHeldOut.choose(table, features, needed, split.test(), rules);
            this.test = cells.encode(table, features, besideColumns, target, chosen);
            ofHeldOut.countOthers(table, features, chosen, rows.features());
        }
        if (test.withTarget().count() < test.count()) {
            throw new DataException(
                    source + ": some of the held-out rows lack one of the targets; fill it in, or leave the"
                            + " rows out");
        }
        GapCounts ofCalibration = new GapCounts("calibration", features.length, names);
        int[] calibrating = ofCalibration.choose(table, features, needed, split.calibration(), rules);
        this.calibration = cells.encode(table, features, besideColumns, target, calibrating);
        ofCalibration.countOthers(table, features, calibrating, rows.features());
        ofTraining.countOthers(table, features, training, rows.features());
        notes.addAll(GapCounts.sentences(rows.features(), rules, ofTraining, ofHeldOut, ofCalibration));
        notes.addAll(split.notes(how.test()));
        for (int i = 0; i < besideColumns.length; i++) {
            if (beside.get(i).role() == RowRole.WEIGHT || beside.get(i).role() == RowRole.OBSERVED) {
                notes.add(beside.get(i).note(table, besideColumns[i], training));
            }
        }
        this.facts = DataFacts.of(train, test, cells.target());
        notes.addAll(facts.sentences());
        this.warnings = List.copyOf(notes);
        this.feedBack = null;
        this.encodesCells = true;
    }

    /** Items of a file, what is learned of those that train, and the held-out ones. */
    private <T> Dataset(Items<T> items, ItemReader<T> reader, DataSpec spec, TargetKind kind) {
        this.source = items.source();
        this.digest = items.digest();
        reader.requireSplit(spec.test());
        items.requireTargets(reader.withoutTargets());
        Split split = Split.of(spec.test(), items.count(), source);
        List<String> notes = new ArrayList<>();
        TargetEncoding target = TargetEncoding.fit(items.targets(), 0, kind, split.train(), split.labelled(), List.of(),
                spec.transform(), reader.feedsTargets());
        ItemEncoding<T> learned = reader.learn(items.select(split.train()), target, notes);
        ItemRows<T> rows = new ItemRows<>(reader, learned, target, spec.target());
        this.cells = rows.cells();
        this.later = rows;
        this.train = rows.encode(items, split.train(), true);
        Optional<Path> file = spec.test().heldOutFile();
        this.test = file.isPresent() ? heldOut(file.get(), later.read(file.get(), notes), false, notes)
                : rows.encode(items, split.test(), true);
        this.calibration = rows.encode(items, split.calibration(), true);
        notes.addAll(split.notes(spec.test()));
        this.facts = DataFacts.of(train, test, cells.target());
        notes.addAll(facts.sentences());
        this.warnings = List.copyOf(notes);
        this.feedBack = learned.feedBack();
        this.encodesCells = learned.encodesCells();
    }

    /** Rows of another file to judge by, which must have targets, or are left out without. */
    private static Rows heldOut(Path file, Rows rows, boolean some, List<String> notes) {
        Rows known = rows.withTarget();
        if (!rows.hasTarget() || known != rows && !some || known.count() == 0) {
            throw new DataException(file.getFileName() + ": " + (rows.hasTarget() && known.count() > 0 ? "some" : "all")
                    + " of its rows have no target, so they cannot be held out to judge by; add the targets, or name"
                    + " another data.test.file");
        }
        if (known != rows) {
            notes.add("the target is missing in " + (rows.count() - known.count()) + " of " + rows.count()
                    + " rows of " + file.getFileName() + ", which are left out: targets are not made up");
        }
        return known;
    }

    /** What decides the encoding besides the cells. */
    private record Encoding(SplitSpec test, List<String> classes, boolean standardised, RowLayout layout,
            TableRules rules, TargetTransform transform) {}

    /**
     * Reads, splits and encodes a file. Only the columns that are used are kept, as numbers.
     *
     * @throws DataException
     *             if the file cannot be used as asked; the message says where and why
     */
    public static Dataset read(DataSpec spec, TargetKind kind) {
        Table table = TableReader.read(spec.file(), spec.delimiter(), spec.header(), spec.rules(),
                head -> roles(spec, head).uses(head, kind));
        return new Dataset(table, roles(spec, table.head()), kind,
                new Encoding(spec.test(), List.of(), true, spec.layout(), spec.rules(), spec.transform()),
                spec.delimiter(), spec.header());
    }

    private static Roles roles(DataSpec spec, TableHead head) {
        return Roles.of(head, spec.target(), spec.features(), spec.categorical(), spec.layout().length(),
                spec.beside(), spec.others());
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
                spec.layout().length(), java.util.Map.of(), List.of()), kind,
                new Encoding(spec.test(), spec.classes(), spec.standardised(), spec.layout(), spec.rules(),
                        TargetTransform.NONE),
                null, HeaderMode.DETECT);
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
        requireCells();
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
        requireCells();
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
        requireCells();
        for (List<String> cells : rows) {
            if (cells.size() != features().size()) {
                throw new IllegalArgumentException(
                        "a row has " + cells.size() + " cells, but there are " + features().size() + " features");
            }
        }
        return this.cells.encodeAll(MemoryTable.ofText(rows, this.cells.names(), this.cells.rules()),
                this.cells.places(), -1);
    }

    private void requireCells() {
        if (!encodesCells) {
            throw new DataException(source + ": windows of a series that is transformed are not encoded from numbers in"
                    + " memory; write the series to a file, and read that");
        }
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
        return later.read(file, new ArrayList<>());
    }

    /**
     * The same, with what is missing or new in the file said.
     *
     * @param notes
     *            takes a sentence for each such thing
     */
    public Rows readRows(Path file, List<String> notes) {
        return later.read(file, notes);
    }

    /**
     * The rows of another file, to be read in blocks; see {@link #readRows}.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public RowFile rowsIn(Path file) {
        return new RowFile(later.source(file, true));
    }

    /**
     * The rows of another file without their targets, which may be absent or unknown here; see {@link #rowsIn}.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public RowFile inputsIn(Path file) {
        return new RowFile(later.source(file, false));
    }

    /**
     * All rows of another file without their targets, which may be absent or unknown here, in memory; see {@link #inputsIn}.
     *
     * @throws DataException
     *             if a feature is absent, or a value cannot be encoded
     */
    public Rows readInputs(Path file) {
        RowFile.Source rows = later.source(file, false);
        rows.survey();
        List<Rows> all = new ArrayList<>();
        rows.read(Integer.MAX_VALUE, false, all::add);
        return all.getFirst();
    }

    /** Shows a row as what it is, in the units of the file: as far as the network sees it. */
    public void show(Rows rows, int row, ItemCanvas canvas) {
        later.show(rows.row(row), 0, canvas);
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
        int[] numbers = rows.numbers();
        int[] chosen = Split.of(split, rows.ofFile(), source).test();
        // Rows with gaps may have been left out.
        return rows.subset(IntStream.range(0, rows.count())
                .filter(position -> Arrays.binarySearch(chosen, numbers[position]) >= 0).toArray());
    }

    /** Whether what is predicted of a row is an input of the row after it, so that paths of several steps can be simulated. */
    public boolean feedsBack() {
        return feedBack != null;
    }

    /**
     * The rows after these, if what was predicted of each comes true.
     *
     * @param rows
     *            rows of data that {@link #feedsBack}
     * @param values
     *            a value a row, encoded as targets are
     */
    public Rows after(Rows rows, double[] values) {
        if (feedBack == null) {
            throw new IllegalStateException("rows of " + source + " do not follow each other by one step");
        }
        double[] inputs = rows.inputs().clone();
        for (int row = 0; row < rows.count(); row++) {
            feedBack.pushInto(inputs, row * rows.width(), target().toOriginal(values[row]));
        }
        return rows.withInputs(inputs);
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

    /** Rows held back from training to calibrate predictions by; there may be none. They neither train nor test. */
    public Rows calibration() {
        return calibration;
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

    /** Names of the inputs: the column, {@code column=category}, or what else stands for the column. */
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        features().forEach(feature -> names.addAll(feature.inputs()));
        return names;
    }

    /** How many rows and classes there are, and which rows occur twice. */
    public DataFacts facts() {
        return facts;
    }

    /** What the user should know of the data though they can be used, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }
}
