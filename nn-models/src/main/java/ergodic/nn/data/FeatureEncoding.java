package ergodic.nn.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one feature column becomes inputs of the network; learned from the training rows only. */
public sealed interface FeatureEncoding {

    /** Name of the column. */
    String name();

    /** Names of the inputs. */
    List<String> inputs();

    /** Number of inputs. */
    default int width() {
        return inputs().size();
    }

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
        public List<String> inputs() {
            return List.of(name);
        }

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
        public List<String> inputs() {
            return List.of(name);
        }

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
     *            the categories that have an indicator of their own, sorted
     * @param other
     *            whether all others share one more indicator, the last, rather than being refused
     */
    record Category(String name, List<String> categories, boolean other) implements FeatureEncoding {

        /** Copies the list. */
        public Category {
            categories = List.copyOf(categories);
        }

        @Override
        public List<String> inputs() {
            List<String> names = new ArrayList<>();
            categories.forEach(category -> names.add(name + "=" + category));
            if (other) {
                names.add(name + "=(other)");
            }
            return names;
        }

        @Override
        public int width() {
            return categories.size() + (other ? 1 : 0);
        }
    }

    /**
     * A column of dates: time, standardised, then sine and cosine of the phase of each cycle.
     *
     * @param time
     *            how the days since the beginning of 1970 are standardised
     * @param cycles
     *            the cycles that the training rows show
     */
    record Dates(Numeric time, List<DateCycle> cycles) implements FeatureEncoding {

        /** Copies the list. */
        public Dates {
            cycles = List.copyOf(cycles);
        }

        @Override
        public String name() {
            return time.name();
        }

        @Override
        public List<String> inputs() {
            List<String> names = new ArrayList<>(List.of(name()));
            for (DateCycle cycle : cycles) {
                names.add(name() + " sine of " + cycle.word());
                names.add(name() + " cosine of " + cycle.word());
            }
            return names;
        }

        @Override
        public int width() {
            return 1 + 2 * cycles.size();
        }

        private void encode(DateCell date, double[] inputs, int offset) {
            inputs[offset] = time.encode(date.days());
            int at = offset + 1;
            for (DateCycle cycle : cycles) {
                double angle = 2 * Math.PI * date.phase(cycle);
                inputs[at++] = Math.sin(angle);
                inputs[at++] = Math.cos(angle);
            }
        }
    }

    /**
     * A column that may have gaps.
     *
     * @param values
     *            how what is there is encoded
     * @param fill
     *            the inputs of a missing cell: means of the training rows, and zeros for categories, of which it is none
     * @param indicated
     *            whether a last input says, by 1, that the cell is missing: where training rows miss it, so that its weights are
     *            learned
     */
    record Gapped(FeatureEncoding values, List<Double> fill, boolean indicated) implements FeatureEncoding {

        /** Copies the list. */
        public Gapped {
            fill = List.copyOf(fill);
        }

        @Override
        public String name() {
            return values.name();
        }

        @Override
        public List<String> inputs() {
            List<String> names = new ArrayList<>(values.inputs());
            if (indicated) {
                names.add(name() + " missing");
            }
            return names;
        }

        @Override
        public int width() {
            return fill.size() + (indicated ? 1 : 0);
        }
    }

    /** The same without standardisation: numbers enter as they are, and dates as days since the beginning of 1970. */
    default FeatureEncoding asItIs() {
        return switch (this) {
            case Numeric numeric -> new Numeric(numeric.name(), 0, 1, false);
            case Whole whole -> whole;
            case Category category -> category;
            case Dates(Numeric time, List<DateCycle> cycles) ->
                new Dates(new Numeric(time.name(), 0, 1, false), cycles);
            case Gapped(FeatureEncoding values, List<Double> fill, boolean indicated) -> {
                List<Double> raw = new ArrayList<>(fill);
                switch (values) {
                    case Numeric numeric -> raw.set(0, numeric.mean());
                    case Dates dates -> raw.set(0, dates.time().mean());
                    case Whole whole -> {}
                    case Category category -> {}
                    case Gapped gapped -> throw new IllegalStateException("gaps of gaps");
                }
                yield new Gapped(values.asItIs(), raw, indicated);
            }
        };
    }

    /** How its first input is scaled, of numbers and dates (days since the beginning of 1970); null if it is not. */
    default @Nullable Numeric scale() {
        return switch (this) {
            case Numeric numeric -> numeric;
            case Dates dates -> dates.time();
            case Gapped gapped -> gapped.values().scale();
            case Whole whole -> null;
            case Category category -> null;
        };
    }

    /** Whether a cell holds a category that has no indicator of its own, but shares that of all others. */
    default boolean isOther(Table table, int row, int column) {
        return switch (this) {
            case Category(String name, List<String> categories, boolean other) ->
                other && !categories.contains(table.cell(row, column));
            case Gapped(FeatureEncoding values, List<Double> fill, boolean indicated) ->
                !table.column(column).isMissing(row) && values.isOther(table, row, column);
            case Numeric numeric -> false;
            case Whole whole -> false;
            case Dates dates -> false;
        };
    }

    /** Whether cells are kept as they are spelled, rather than as numbers. */
    default boolean isText() {
        return switch (this) {
            case Category category -> true;
            case Dates dates -> true;
            case Gapped gapped -> gapped.values().isText();
            case Numeric numeric -> false;
            case Whole whole -> false;
        };
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
            case Category(String name, List<String> categories, boolean other) -> {
                String cell = table.cell(row, column);
                int index = categories.indexOf(cell);
                if (index < 0 && !other) {
                    throw new DataException(table.where(row, column) + ": the category \"" + cell
                            + "\" is in no training row (there are " + shortened(categories)
                            + "); add training rows of it, leave the row out, or say data.unseen = \"other\"");
                }
                inputs[offset + (index < 0 ? categories.size() : index)] = 1;
            }
            case Dates dates -> dates.encode(date(table, row, column), inputs, offset);
            case Gapped(FeatureEncoding values, List<Double> fill, boolean indicated) -> {
                if (!table.column(column).isMissing(row)) {
                    values.encodeInto(table, row, column, inputs, offset);
                    return;
                }
                for (int i = 0; i < fill.size(); i++) {
                    inputs[offset + i] = fill.get(i);
                }
                if (indicated) {
                    inputs[offset + fill.size()] = 1;
                }
            }
        }
    }

    /** A date, or an exception that says where there is none. */
    static DateCell date(Table table, int row, int column) {
        DateCell date = DateCell.of(table.cell(row, column));
        if (date == null) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is no date; write it as 2020-12-31 or 2020-12-31T23:59, as the training rows do, or take the row"
                    + " out");
        }
        return date;
    }

    /** A finite number, or an exception that says where it is not. */
    static double number(Table table, int row, int column) {
        double value = table.value(row, column);
        if (Double.isNaN(value)) {
            throw FeatureFit.notANumber(table, row, column, "correct it, or take the row out");
        }
        if (!Double.isFinite(value)) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is infinite; only finite numbers can be used");
        }
        return value;
    }

    /** The first few of a list, for messages. */
    static String shortened(List<String> values) {
        return values.size() <= 8
                ? String.join(", ", values)
                : String.join(", ", values.subList(0, 8)) + " ... " + values.size() + " in all";
    }
}
