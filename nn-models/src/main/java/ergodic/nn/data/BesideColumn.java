package ergodic.nn.data;

/**
 * A column beside the inputs.
 *
 * @param name
 *            its name
 * @param role
 *            what it is
 * @param centre
 *            of the training rows: of offsets the log of the mean of their exponentials, which is taken off in every row; of others
 *            their mean, which is not
 */
public record BesideColumn(String name, RowRole role, double centre) {

    static BesideColumn fit(Table table, int column, RowRole role, int[] train) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int row : train) {
            double value = role.read(table, row, column);
            largest = Math.max(largest, value);
            sum += value;
        }
        double centre = sum / train.length;
        if (role == RowRole.OFFSET) {
            double exponentials = 0;
            for (int row : train) {
                exponentials += Math.exp(role.read(table, row, column) - largest);
            }
            centre = largest + Math.log(exponentials / train.length);
        }
        return new BesideColumn(table.names().get(column), role, centre);
    }

    /** The number of a row; columns that need not be there are -1 where they are not: a weight of 1, a time that was observed. */
    double encode(Table table, int row, int column) {
        if (column < 0) {
            return 1;
        }
        double value = role.read(table, row, column);
        return role == RowRole.OFFSET ? value - centre : value;
    }

    /** Says that rows cannot be predicted without it. */
    DataException absent(String source) {
        return new DataException(source + ": there is no column \"" + name + "\", but data." + role.key().name()
                + " names it, and rows cannot be predicted without; add it");
    }

    /** What the user should know of weights or of censored rows. */
    String note(Table table, int column, int[] train) {
        if (role == RowRole.OBSERVED) {
            long censored = java.util.Arrays.stream(train).filter(row -> role.read(table, row, column) == 0).count();
            return censored + " of " + train.length + " training rows are censored (column \"" + name + "\")"
                    + (censored < train.length ? ""
                            : ": no event was seen, so that how long times are beyond these is known by the prior alone");
        }
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row : train) {
            double value = role.read(table, row, column);
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return "the log likelihood of each training row is multiplied by its weight (column \"" + name + "\", from "
                + least
                + " to " + most + ", together " + sum + " for " + train.length
                + " rows): the posterior is tempered, that of the rows as they are only if they stand for so many each";
    }
}
