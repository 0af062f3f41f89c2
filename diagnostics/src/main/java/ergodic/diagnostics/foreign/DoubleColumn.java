package ergodic.diagnostics.foreign;

import java.util.Arrays;

/** The numbers of one column, in the order of the file; it grows. */
final class DoubleColumn {
    private static final int FIRST = 4;

    private double[] values = new double[FIRST];
    private int size;
    private boolean whole = true;
    private boolean constant = true;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + Math.max(size / 2, FIRST));
        }
        values[size++] = value;
        whole &= value == Math.rint(value);
        constant &= value == values[0];
    }

    int size() {
        return size;
    }

    double get(int row) {
        return values[row];
    }

    /** Whether all are whole numbers. */
    boolean whole() {
        return whole;
    }

    /** Whether all are the same number. */
    boolean constant() {
        return constant;
    }

    /** The same in another order. */
    DoubleColumn ordered(int[] rows) {
        DoubleColumn ordered = new DoubleColumn();
        for (int row : rows) {
            ordered.add(values[row]);
        }
        return ordered;
    }

    /** Rows from one to before another. */
    double[] copy(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    double[] copy() {
        return copy(0, size);
    }

    /** The same without the first. */
    DoubleColumn tail() {
        DoubleColumn tail = new DoubleColumn();
        for (int row = 1; row < size; row++) {
            tail.add(values[row]);
        }
        return tail;
    }

    /** Whether it counts rows: 0 or 1 at first, then one more each row; or, in tables put together, from the start again. */
    boolean counts(boolean together) {
        if (size < 3 || values[0] != 0 && values[0] != 1) {
            return false;
        }
        int restarts = 0;
        for (int row = 1; row < size; row++) {
            if (together && values[row] == values[0]) {
                restarts++;
            } else if (values[row] != values[row - 1] + 1) {
                return false;
            }
        }
        return restarts < size / 2;
    }
}
