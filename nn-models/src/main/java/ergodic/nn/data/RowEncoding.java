package ergodic.nn.data;

import ergodic.sampler.words.Counted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the feature columns become the inputs of a row; learned from the training rows only.
 *
 * <p>
 * Columns of a table are standardised one by one. Columns that are together an image or a sequence are standardised by one mean
 * and one standard deviation for each channel or feature, over all its places: neighbours keep their differences, which is what
 * convolutions and recurrences look at, and a pixel that is hardly ever inked is not blown up. Symbols and lengths enter as
 * they are.
 *
 * @param shape
 *            what a row is
 * @param features
 *            how each column is encoded, the column of lengths last
 */
record RowEncoding(RowShape shape, List<FeatureEncoding> features) {

    /** Four times the words of the largest vocabularies in use: each symbol is a row of the embedding. */
    private static final int MOST_SYMBOLS = 1_000_000;

    RowEncoding {
        features = List.copyOf(features);
    }

    /** Learns the encoding; adds to the notes what the user should know. */
    static RowEncoding fit(Table table, RowLayout layout, Roles roles, int[] train, TableRules rules,
            boolean standardised, List<String> notes) {
        if (layout.isTable()) {
            return ofTable(table, roles, train, rules, standardised, notes);
        }
        if (rules.missing() == MissingRule.MEAN) {
            throw new DataException(
                    "data.missing = \"mean\" adds inputs that say what is missing, for which data.shape has no"
                            + " place; leave rows with gaps out by \"drop\", or take one of the two out");
        }
        int[] columns = roles.features();
        int places = columns.length - (layout.length() == null ? 0 : 1);
        requireNumbers(table, layout, roles, train, places);
        List<FeatureEncoding> features = new ArrayList<>();
        if (layout.length() != null) {
            features.add(new FeatureEncoding.Whole(name(table, columns[places]), 0, layout.sizes().get(0),
                    "numbers of steps that data.shape allows"));
        }
        int[] ofPlaces = Arrays.copyOf(columns, places);
        int symbols = layout.sizes().size() == 1 ? symbols(table, ofPlaces, train) : 0;
        features.addAll(0, symbols > 0 ? ofSymbols(table, ofPlaces, symbols)
                : ofNumbers(table, layout, columns, places, train, standardised, notes));
        return new RowEncoding(layout.shape(symbols), features);
    }

    private static RowEncoding ofTable(Table table, Roles roles, int[] train, TableRules rules, boolean standardised,
            List<String> notes) {
        List<FeatureEncoding> features = new ArrayList<>();
        int width = 0;
        for (int column : roles.features()) {
            FeatureEncoding encoding = FeatureFit.of(table, column, train, roles.categorical().contains(column),
                    rules, notes);
            features.add(standardised ? encoding : encoding.asItIs());
            width += encoding.width();
            if (table.column(column).countsRows()) {
                notes.add("column \"" + encoding.name()
                        + "\" counts the rows; if it is only their number, leave it out by"
                        + " listing data.features");
            }
        }
        return new RowEncoding(new RowShape.Numbers(width), features);
    }

    private static List<FeatureEncoding> ofSymbols(Table table, int[] columns, int symbols) {
        List<FeatureEncoding> features = new ArrayList<>();
        for (int column : columns) {
            features.add(new FeatureEncoding.Whole(name(table, column), 0, symbols - 1,
                    "symbols of the training rows"));
        }
        return features;
    }

    private static List<FeatureEncoding> ofNumbers(Table table, RowLayout layout, int[] columns, int places,
            int[] train, boolean standardised, List<String> notes) {
        boolean image = layout.sizes().size() == 3;
        Moments[] moments = new Moments[layout.sizes().get(image ? 0 : 1)];
        for (int channel = 0; channel < moments.length; channel++) {
            moments[channel] = standardised ? moments(table, layout, columns, places, channel, train)
                    : new Moments(0, 1, false);
            if (moments[channel].constant()) {
                notes.add((image ? "channel " : "feature ") + channel + " is constant in the training rows ("
                        + moments[channel].mean() + "); its inputs are 0 and tell the network nothing");
            }
        }
        List<FeatureEncoding> features = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            Moments own = moments[channel(layout, places, i)];
            features.add(
                    new FeatureEncoding.Numeric(name(table, columns[i]), own.mean(), own.sd(), own.constant()));
        }
        return features;
    }

    /** Of all places of a channel, as far as the row has them. */
    private static Moments moments(Table table, RowLayout layout, int[] columns, int places, int channel,
            int[] train) {
        int[] own = new int[places];
        int[] step = new int[table.names().size()];
        int count = 0;
        for (int i = 0; i < places; i++) {
            if (channel(layout, places, i) == channel) {
                own[count++] = columns[i];
                step[columns[i]] = i / layout.sizes().getLast();
            }
        }
        boolean padded = layout.length() != null;
        return Moments.of(table, Arrays.copyOf(own, count), train,
                (row, column) -> !padded || step[column] < FeatureEncoding.number(table, row, columns[places]));
    }

    /** The channel of an image, or the feature of a sequence, that a place belongs to. */
    private static int channel(RowLayout layout, int places, int place) {
        List<Integer> sizes = layout.sizes();
        return sizes.size() == 3 ? place / (places / sizes.get(0)) : place % sizes.get(1);
    }

    private static int symbols(Table table, int[] columns, int[] train) {
        int most = 0;
        for (int column : columns) {
            for (int row : train) {
                double value = FeatureEncoding.number(table, row, column);
                if (!(value >= 0 && value == Math.rint(value))) {
                    throw new DataException(table.where(row, column) + ": " + table.cell(row, column)
                            + " is no symbol; data.shape with one number takes whole numbers, counted from 0");
                }
                if (value >= MOST_SYMBOLS) {
                    throw new DataException(table.where(row, column) + ": the symbol " + table.cell(row, column)
                            + " is above the largest that there can be, " + (MOST_SYMBOLS - 1) + ": every number from 0"
                            + " up to it would be given a vector; number the symbols that occur from 0 on");
                }
                most = Math.max(most, (int) value);
            }
        }
        return most + 1;
    }

    private static void requireNumbers(Table table, RowLayout layout, Roles roles, int[] train, int places) {
        BigInteger size = layout.size();
        if (!size.equals(BigInteger.valueOf(places))) {
            throw new DataException("data.shape = " + layout.sizes() + " makes " + size + " "
                    + Counted.noun(size.equals(BigInteger.ONE) ? 1 : 2, "number") + " a row, but " + table.source()
                    + " has " + Counted.of(places, "feature column")
                    + "; correct it, or list the columns in data.features");
        }
        for (int column : roles.features()) {
            if (roles.categorical().contains(column)
                    || Arrays.stream(train).noneMatch(row -> table.isNumber(row, column))) {
                throw new DataException("data.shape = " + layout.sizes() + " needs columns of numbers, but column \""
                        + name(table, column) + "\" of " + table.source()
                        + " holds categories; write them as numbers, or correct data.shape and leave the column out by"
                        + " listing data.features");
            }
        }
    }

    private static String name(Table table, int column) {
        return table.names().get(column);
    }
}
