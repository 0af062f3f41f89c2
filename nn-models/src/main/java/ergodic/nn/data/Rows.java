package ergodic.nn.data;

import ergodic.autodiff.RowNumbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encoded rows: inputs of the network and, if known, targets. Rows of items, such as images, keep these as small as they came, and
 * encode a row when it is read. Immutable by convention: the arrays must not be changed.
 */
public final class Rows {

    private final int count;
    private final RowShape shape;
    private final RowNumbers inputs;
    private final double @Nullable [] target;
    private final int[] numbers;
    private final Beside beside;
    private final int ofFile;

    /** Of a file that ends with the last of them. */
    Rows(int count, RowShape shape, RowNumbers inputs, double @Nullable [] target, int[] numbers) {
        this(count, shape, inputs, target, numbers, Beside.NONE, count == 0 ? 0 : numbers[count - 1] + 1);
    }

    /** Of a file with so many rows, those that were left out among them. */
    Rows(int count, RowShape shape, RowNumbers inputs, double @Nullable [] target, int[] numbers, Beside beside,
            int ofFile) {
        this.ofFile = ofFile;
        this.count = count;
        this.shape = shape;
        this.inputs = inputs;
        this.target = target;
        this.numbers = numbers;
        this.beside = beside;
    }

    /**
     * Rows without inputs of a network, numbered from 0: of models whose data lie elsewhere.
     *
     * @param target
     *            a number a row, copied; null if they are not known
     */
    public static Rows numbered(int count, double @Nullable [] target) {
        if (target != null && target.length != count) {
            throw new IllegalArgumentException("there are " + target.length + " targets for " + count + " rows");
        }
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return new Rows(count, new RowShape.Numbers(0), RowNumbers.of(new double[0], 0),
                target == null ? null : target.clone(), numbers);
    }

    /** Number of rows. */
    public int count() {
        return count;
    }

    /** What the inputs of a row are. */
    public RowShape shape() {
        return shape;
    }

    /** Number of inputs of the network in each row; if rows have lengths of their own, the last is the length. */
    public int width() {
        return shape.inputs();
    }

    /**
     * The inputs, row-major {@code [count][width]}: the array itself, or of items a new one, which may be large; {@link #numbersIn}
     * and {@link #row} make none.
     */
    public double[] inputs() {
        if (inputs instanceof RowNumbers.InMemory(double[] all, int size)) {
            return all;
        }
        int width = width();
        double[] all = new double[CellEncoding.requireLength("the data", count, width)];
        for (int row = 0; row < count; row++) {
            inputs.readInto(row, all, row * width);
        }
        return all;
    }

    /** The inputs, to be read a row at a time. */
    public RowNumbers numbersIn() {
        return inputs;
    }

    /** The inputs of a row. */
    public double[] row(int position) {
        double[] row = new double[width()];
        inputs.readInto(position, row, 0);
        return row;
    }

    /** What stands beside the inputs, such as offsets. */
    public Beside beside() {
        return beside;
    }

    /** True if there are targets; those of some rows may be unknown nevertheless, which is NaN. */
    public boolean hasTarget() {
        return target != null;
    }

    /**
     * The targets: standardised numbers, class numbers or counts, NaN where unknown; the array itself.
     *
     * @throws IllegalStateException
     *             if the targets are not known
     */
    public double[] target() {
        if (target == null) {
            throw new IllegalStateException("these rows have no target");
        }
        return target;
    }

    /** Whether the target of a row is known; of several, whether all are. */
    public boolean isTargetKnown(int position) {
        return target != null && !Double.isNaN(target[position]) && beside.isKnown(position);
    }

    /**
     * Whether a row is predicted as one of others is: it has the same number, the same inputs, and beside them the same offset and trials.
     *
     * @param position
     *            position of the row
     * @param others
     *            rows that are encoded in the same way
     * @param other
     *            position among them
     */
    public boolean predictsAs(int position, Rows others, int other) {
        return numbers[position] == others.numbers[other] && width() == others.width()
                && Arrays.equals(row(position), others.row(other))
                && beside.predictsAs(position, others.beside, other);
    }

    /**
     * Whether no target of a row that is known is another one than that of one of others, so that both have the same log density if they
     * {@linkplain #predictsAs are predicted alike}.
     *
     * @param position
     *            position of the row
     * @param others
     *            rows that are encoded in the same way
     * @param other
     *            position among them
     */
    public boolean scoresAs(int position, Rows others, int other) {
        return target == null || Double.isNaN(target[position])
                || others.target != null && target[position] == others.target[other]
                        && beside.scoresAs(position, others.beside, other);
    }

    /** The rows whose targets are known. */
    public Rows withTarget() {
        if (target == null) {
            return subset();
        }
        int[] known = new int[count];
        int size = 0;
        for (int row = 0; row < count; row++) {
            if (isTargetKnown(row)) {
                known[size++] = row;
            }
        }
        return size == count ? this : subset(Arrays.copyOf(known, size));
    }

    /**
     * The same rows with one of their further targets in the place of the first.
     *
     * @param number
     *            which of all targets; 0 is the first itself
     */
    public Rows withTargetNumber(int number) {
        return number == 0 || target == null ? this
                : new Rows(count, shape, inputs, beside.target(number - 1), numbers, beside, ofFile);
    }

    /**
     * The same rows, each with the target of the row so many places behind it in the file, NaN where that row is not among them.
     *
     * @param places
     *            at least 0
     */
    public Rows withTargetsAhead(int places) {
        double[] ahead = new double[count];
        for (int row = 0; row < count; row++) {
            int found = target == null ? -1 : Arrays.binarySearch(numbers, numbers[row] + places);
            ahead[row] = found < 0 || target == null ? Double.NaN : target[found];
        }
        return new Rows(count, shape, inputs, ahead, numbers, beside, ofFile);
    }

    /** Rows of this shape in the place of these, without targets; the array is not copied. */
    Rows withInputs(double[] others) {
        return new Rows(count, shape, RowNumbers.of(others, width()), null, numbers, beside, ofFile);
    }

    /** The same rows, whose targets nobody sees. */
    public Rows withoutTargets() {
        return target == null ? this
                : new Rows(count, shape, inputs, null, numbers, beside.withoutTargets(), ofFile);
    }

    /**
     * Rows that differ from one of these in one input, and have no targets.
     *
     * @param position
     *            position of the row
     * @param input
     *            number of the input
     * @param values
     *            its values, as encoded: a row each
     */
    public Rows along(int position, int input, double... values) {
        int width = width();
        double[] one = row(position);
        double[] all = new double[values.length * width];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(one, 0, all, i * width, width);
            all[i * width + input] = values[i];
        }
        int[] same = new int[values.length];
        Arrays.fill(same, numbers[position]);
        int[] places = new int[values.length];
        Arrays.fill(places, position);
        return new Rows(values.length, shape, RowNumbers.of(all, width), null, same,
                beside.isEmpty() ? beside : beside.subset(places), ofFile);
    }

    /** Rows of their file, as far as it was read when these were: those that were left out, or are elsewhere, too. */
    int ofFile() {
        return ofFile;
    }

    /** Numbers of these rows in their file, from 0; the array itself. */
    public int[] numbers() {
        return numbers;
    }

    /** The rows at these positions, in this order. */
    public Rows subset(int... positions) {
        double[] someTargets = target == null ? null : new double[positions.length];
        int[] someNumbers = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            someNumbers[i] = numbers[positions[i]];
            if (someTargets != null && target != null) {
                someTargets[i] = target[positions[i]];
            }
        }
        return new Rows(positions.length, shape, inputs.select(positions), someTargets, someNumbers,
                beside.isEmpty() ? beside : beside.subset(positions), ofFile);
    }
}
