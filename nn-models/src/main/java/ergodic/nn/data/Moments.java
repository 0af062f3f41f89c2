package ergodic.nn.data;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Mean and standard deviation (divisor n) of the training rows of columns of numbers, all of them together. */
record Moments(double mean, double sd, boolean constant) {

    /** Which cells count. */
    @FunctionalInterface
    interface Cells {
        boolean has(int row, int column);
    }

    static Moments of(Table table, int column, int[] train) {
        return of(table, new int[]{column}, train, (row, cell) -> true);
    }

    static Moments of(Table table, int[] columns, int[] train, Cells cells) {
        return of(table.source() + ", column \"" + table.names().get(columns[0]) + "\"", take -> {
            for (int column : columns) {
                for (int row : train) {
                    if (cells.has(row, column)) {
                        take.accept(FeatureEncoding.number(table, row, column));
                    }
                }
            }
        });
    }

    /**
     * Of finite numbers.
     *
     * @param where
     *            where they stand, for messages
     */
    static Moments of(String where, double[] values) {
        return of(where, take -> Arrays.stream(values).forEach(take));
    }

    /** Of the numbers that are given, twice the same. */
    private static Moments of(String where, Consumer<DoubleConsumer> numbers) {
        Sums sums = new Sums();
        numbers.accept(sums::add);
        if (sums.constant) {
            return new Moments(sums.count == 0 ? 0 : sums.first, 0, true);
        }
        // Two passes: sums of squares cancel for columns far from 0, such as years.
        double mean = sums.sum / sums.count;
        numbers.accept(value -> sums.squares += (value - mean) * (value - mean));
        double sd = Math.sqrt(sums.squares / sums.count);
        if (!(sd > 0 && Double.isFinite(sd) && Double.isFinite(mean))) {
            throw new DataException(where
                    + ": its values differ too little or too much to be standardised in double precision; rescale it");
        }
        return new Moments(mean, sd, false);
    }

    private static final class Sums {

        private double first = Double.NaN;
        private double sum;
        private double squares;
        private long count;
        private boolean constant = true;

        private void add(double value) {
            first = count++ == 0 ? value : first;
            sum += value;
            constant &= value == first;
        }
    }
}
