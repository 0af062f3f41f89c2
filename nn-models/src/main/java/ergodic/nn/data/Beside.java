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

    /** Whether all further targets of a row are known. */
    boolean isKnown(int row) {
        for (int k = 0; k < columns.size(); k++) {
            if (columns.get(k).role() == RowRole.TARGET && Double.isNaN(values[row * columns.size() + k])) {
                return false;
            }
        }
        return true;
    }

    /** The same without further targets, which are not known then. */
    Beside withoutTargets() {
        if (!has(RowRole.TARGET)) {
            return this;
        }
        double[] blank = values.clone();
        for (int i = 0; i < blank.length; i++) {
            blank[i] = columns.get(i % columns.size()).role() == RowRole.TARGET ? Double.NaN : blank[i];
        }
        return new Beside(columns, blank);
    }

    /**
     * A further target of all rows, encoded, NaN where it is not known.
     *
     * @param number
     *            which of them, from 0
     */
    double[] target(int number) {
        int width = columns.size();
        int at = 0;
        for (int seen = 0; at < width; at++) {
            if (columns.get(at).role() == RowRole.TARGET && seen++ == number) {
                break;
            }
        }
        double[] target = new double[width == 0 ? 0 : values.length / width];
        for (int row = 0; row < target.length; row++) {
            target[row] = values[row * width + at];
        }
        return target;
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

    /** Whether a row is predicted as one of others is, as far as what stands beside the inputs goes: offsets and trials are the same. */
    boolean predictsAs(int row, Beside others, int other) {
        int width = columns.size();
        boolean same = width == others.columns.size();
        for (int k = 0; same && k < width; k++) {
            same = !columns.get(k).role().isNeeded()
                    || values[row * width + k] == others.values[other * width + k];
        }
        return same;
    }

    /** Whether a row has the further targets of one of others, as far as they are known, and is a bound where that is one. */
    boolean scoresAs(int row, Beside others, int other) {
        int width = columns.size();
        boolean same = width == others.columns.size();
        for (int k = 0; same && k < width; k++) {
            double value = values[row * width + k];
            same = switch (columns.get(k).role()) {
                case TARGET -> Double.isNaN(value) || value == others.values[other * width + k];
                case OBSERVED -> value == others.values[other * width + k];
                case OFFSET, TRIALS, WEIGHT -> true;
            };
        }
        return same;
    }
}
