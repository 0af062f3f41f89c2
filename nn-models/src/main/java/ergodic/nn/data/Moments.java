package ergodic.nn.data;

/** Mean and standard deviation (divisor n) of the training rows of a column of numbers. */
record Moments(double mean, double sd, boolean constant) {

    static Moments of(Table table, int column, int[] train) {
        double first = FeatureEncoding.number(table, train[0], column);
        double sum = 0;
        boolean constant = true;
        for (int row : train) {
            double value = FeatureEncoding.number(table, row, column);
            sum += value;
            constant &= value == first;
        }
        if (constant) {
            return new Moments(first, 0, true);
        }
        // Two passes: sums of squares cancel for columns far from 0, such as years.
        double mean = sum / train.length;
        double squares = 0;
        for (int row : train) {
            double deviation = table.value(row, column) - mean;
            squares += deviation * deviation;
        }
        double sd = Math.sqrt(squares / train.length);
        if (!(sd > 0 && Double.isFinite(sd) && Double.isFinite(mean))) {
            throw new DataException(table.source() + ", column \"" + table.names().get(column)
                    + "\": its values differ too little or too much to be standardised in double precision; rescale it");
        }
        return new Moments(mean, sd, false);
    }
}
