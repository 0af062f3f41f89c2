package ergodic.autodiff;

/**
 * The numbers of rows, as many in each, read a row at a time: an array, or what is kept smaller than one and made into numbers when
 * it is read. Reading does not change it, so several threads may read.
 */
public interface RowNumbers {

    /** Numbers of a row. */
    int size();

    /** Writes the numbers of a row, {@link #size} of them, from the offset on. */
    void readInto(int row, double[] numbers, int offset);

    /**
     * Whether a program reads the rows anew whenever it needs them, and keeps none of them: for numbers that are many more than what they
     * are made of. What a row gives must then never change.
     */
    default boolean readAnew() {
        return false;
    }

    /**
     * Each row so many times, one copy after another: row i is row {@code i / times} of these. Programs read them anew.
     *
     * @param times
     *            at least 1
     */
    default RowNumbers repeated(int times) {
        return new Repeated(this, times);
    }

    /** The rows at these positions, in this order. */
    default RowNumbers select(int... positions) {
        return new Selected(this, positions.clone());
    }

    /**
     * An array.
     *
     * @param rowMajor
     *            {@code [rows][size]}; it must not be changed
     */
    static RowNumbers of(double[] rowMajor, int size) {
        return new InMemory(rowMajor, size);
    }

    /**
     * Numbers in an array, row after row.
     *
     * @param rowMajor
     *            {@code [rows][size]}
     */
    record InMemory(double[] rowMajor, int size) implements RowNumbers {

        @Override
        public void readInto(int row, double[] numbers, int offset) {
            System.arraycopy(rowMajor, row * size, numbers, offset, size);
        }

        @Override
        public RowNumbers select(int... positions) {
            double[] chosen = new double[Math.multiplyExact(positions.length, size)];
            for (int i = 0; i < positions.length; i++) {
                readInto(positions[i], chosen, i * size);
            }
            return new InMemory(chosen, size);
        }
    }

    /**
     * Some rows of others.
     *
     * @param positions
     *            of each row among the others
     */
    record Selected(RowNumbers all, int[] positions) implements RowNumbers {

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public boolean readAnew() {
            return all.readAnew();
        }

        @Override
        public void readInto(int row, double[] numbers, int offset) {
            all.readInto(positions[row], numbers, offset);
        }
    }

    /**
     * Copies of each row.
     *
     * @param times
     *            how many
     */
    record Repeated(RowNumbers all, int times) implements RowNumbers {

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public boolean readAnew() {
            return true;
        }

        @Override
        public void readInto(int row, double[] numbers, int offset) {
            all.readInto(row / times, numbers, offset);
        }
    }
}
