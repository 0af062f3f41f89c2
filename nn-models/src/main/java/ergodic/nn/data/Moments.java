package ergodic.nn.data;

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
        double first = Double.NaN;
        double sum = 0;
        long count = 0;
        boolean constant = true;
        for (int column : columns) {
            for (int row : train) {
                if (cells.has(row, column)) {
                    double value = FeatureEncoding.number(table, row, column);
                    first = count++ == 0 ? value : first;
                    sum += value;
                    constant &= value == first;
                }
            }
        }
        if (constant) {
            return new Moments(count == 0 ? 0 : first, 0, true);
        }
        // Two passes: sums of squares cancel for columns far from 0, such as years.
        double mean = sum / count;
        double squares = 0;
        for (int column : columns) {
            for (int row : train) {
                if (cells.has(row, column)) {
                    double deviation = table.value(row, column) - mean;
                    squares += deviation * deviation;
                }
            }
        }
        double sd = Math.sqrt(squares / count);
        if (!(sd > 0 && Double.isFinite(sd) && Double.isFinite(mean))) {
            throw new DataException(table.source() + ", column \"" + table.names().get(columns[0])
                    + "\": its values differ too little or too much to be standardised in double precision; rescale it");
        }
        return new Moments(mean, sd, false);
    }
}
