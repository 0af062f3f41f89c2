package ergodic.nn.data;

import java.util.List;
import java.util.TreeSet;

/** How one feature column becomes inputs of the network; learned from the training rows only. */
public sealed interface FeatureEncoding {

    /** Name of the column. */
    String name();

    /** Number of inputs. */
    int width();

    /**
     * A column of numbers, standardised.
     *
     * @param name
     *            name of the column
     * @param mean
     *            mean of the training rows
     * @param sd
     *            standard deviation of the training rows (divisor n)
     * @param constant
     *            whether all training rows are equal; the input is then 0 in every row
     */
    record Numeric(String name, double mean, double sd, boolean constant) implements FeatureEncoding {

        @Override
        public int width() {
            return 1;
        }

        double encode(double value) {
            return constant ? 0 : (value - mean) / sd;
        }
    }

    /**
     * A column of whole numbers that enter as they are: symbols, or the lengths of sequences.
     *
     * @param name
     *            name of the column
     * @param least
     *            least number that it may hold
     * @param most
     *            largest number that it may hold
     * @param what
     *            what there is from the least to the largest, for messages
     */
    record Whole(String name, int least, int most, String what) implements FeatureEncoding {

        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * A column of categories: one indicator, 0 or 1 and not standardised, for each.
     *
     * @param name
     *            name of the column
     * @param categories
     *            the categories of the training rows, sorted
     */
    record Category(String name, List<String> categories) implements FeatureEncoding {

        /** Copies the list. */
        public Category {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size();
        }
    }

    /** The same without standardisation: numbers enter as they are. */
    default FeatureEncoding asItIs() {
        return this instanceof Numeric numeric ? new Numeric(numeric.name(), 0, 1, false) : this;
    }

    /** Learns the encoding of a column; adds to the warnings what the user should know. */
    static FeatureEncoding fit(Table table, int column, int[] train, boolean declared, List<String> warnings) {
        String name = table.names().get(column);
        int numbers = 0;
        int firstText = -1;
        for (int row : train) {
            if (table.isNumber(row, column)) {
                numbers++;
            } else if (firstText < 0) {
                firstText = row;
            }
        }
        if (declared || numbers == 0) {
            return categories(table, column, train, declared, warnings);
        }
        if (firstText >= 0) {
            throw notANumber(table, firstText, column,
                    "correct it, or declare the column in data.categorical if it holds categories");
        }
        Moments moments = Moments.of(table, column, train);
        if (moments.constant()) {
            warnings.add("column \"" + name + "\" is constant in the training rows (" + moments.mean()
                    + "); its input is 0 and tells the network nothing");
        }
        return new Numeric(name, moments.mean(), moments.sd(), moments.constant());
    }

    private static Category categories(Table table, int column, int[] train, boolean declared, List<String> warnings) {
        String name = table.names().get(column);
        TreeSet<String> values = new TreeSet<>();
        for (int row : train) {
            String cell = table.cell(row, column);
            if (!declared && Numbers.hasDecimalComma(cell)) {
                throw notANumber(table, row, column);
            }
            values.add(cell);
        }
        if (!declared && values.size() > 20 && 2 * values.size() > train.length) {
            throw new DataException(table.source() + ", column \"" + name + "\": it holds text, with " + values.size()
                    + " different values in " + train.length
                    + " training rows, which looks like names or dates; leave it out by listing data.features, or declare"
                    + " it in data.categorical");
        }
        if (values.size() == 1) {
            warnings.add("column \"" + name + "\" has the one category \"" + values.first()
                    + "\" in the training rows and tells the network nothing");
        }
        return new Category(name, List.copyOf(values));
    }

    /** Writes the inputs of one cell from {@code offset} on. */
    default void encodeInto(Table table, int row, int column, double[] inputs, int offset) {
        switch (this) {
            case Numeric numeric -> inputs[offset] = numeric.encode(number(table, row, column));
            case Whole(String name, int least, int most, String what) -> {
                double value = number(table, row, column);
                if (!(value >= least && value <= most && value == Math.rint(value))) {
                    throw new DataException(
                            table.where(row, column) + ": " + table.cell(row, column) + " is none of the "
                                    + what + ", which are whole numbers from " + least + " to " + most);
                }
                inputs[offset] = value;
            }
            case Category(String name, List<String> categories) -> {
                String cell = table.cell(row, column);
                int index = categories.indexOf(cell);
                if (index < 0) {
                    throw new DataException(table.where(row, column) + ": the category \"" + cell
                            + "\" is in no training row (there are " + shortened(categories)
                            + "); add training rows of it, or leave the row out");
                }
                inputs[offset + index] = 1;
            }
        }
    }

    /** A finite number, or an exception that says where it is not. */
    static double number(Table table, int row, int column) {
        double value = table.value(row, column);
        if (Double.isNaN(value)) {
            throw notANumber(table, row, column);
        }
        if (!Double.isFinite(value)) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is infinite; only finite numbers can be used");
        }
        return value;
    }

    /** Where nothing but a number can stand: in what has a shape, and in rows to predict. */
    private static DataException notANumber(Table table, int row, int column) {
        return notANumber(table, row, column, "correct it, or take the row out");
    }

    private static DataException notANumber(Table table, int row, int column, String remedy) {
        String cell = table.cell(row, column);
        String where = table.where(row, column) + ": \"" + cell + "\" is not a number; ";
        return new DataException(where + (Numbers.hasDecimalComma(cell)
                ? "write decimals with a point, not a comma"
                : remedy));
    }

    /** The first few of a list, for messages. */
    static String shortened(List<String> values) {
        return values.size() <= 8
                ? String.join(", ", values)
                : String.join(", ", values.subList(0, 8)) + " ... " + values.size() + " in all";
    }
}
