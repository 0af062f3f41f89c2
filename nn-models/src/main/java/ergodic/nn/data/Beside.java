package ergodic.nn.data;

import java.util.List;

/**
 * What stands beside the inputs of rows. Immutable by convention: the array must not be changed.
 *
 * @param columns
 *            the columns; often none
 * @param values
 *            row-major {@code [rows][columns]}
 */
public record Beside(List<BesideColumn> columns, double[] values) {

    /** Nothing. */
    static final Beside NONE = new Beside(List.of(), new double[0]);

    /** Copies the list. */
    public Beside {
        columns = List.copyOf(columns);
    }

    /** Whether there is anything. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Whether a column of this role is there. */
    public boolean has(RowRole role) {
        return columns.stream().anyMatch(column -> column.role() == role);
    }

    /** Whether the target of a row is a bound that its value lies above: a censored time. Its score is a probability, without a unit. */
    public boolean isBound(int row) {
        for (int k = 0; k < columns.size(); k++) {
            if (columns.get(k).role() == RowRole.OBSERVED && values[row * columns.size() + k] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The numbers of some rows. */
    Beside subset(int... positions) {
        int width = columns.size();
        double[] some = new double[positions.length * width];
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(values, positions[i] * width, some, i * width, width);
        }
        return new Beside(columns, some);
    }

    /** Whether a row has the same as one of others. */
    public boolean same(int row, Beside others, int other) {
        int width = columns.size();
        return width == others.columns.size() && java.util.Arrays.equals(values, row * width, (row + 1) * width,
                others.values, other * width, (other + 1) * width);
    }
}
