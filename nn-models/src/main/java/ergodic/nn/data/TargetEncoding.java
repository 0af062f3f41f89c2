package ergodic.nn.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the target column becomes numbers; learned from the training rows only.
 *
 * @param name
 *            name of the column
 * @param kind
 *            what it holds
 * @param mean
 *            mean of the training rows; 0 for classes
 * @param sd
 *            what numbers are divided by: the standard deviation of the training rows (divisor n), of {@link TargetKind#POSITIVE} their geometric
 *            mean; otherwise 1
 * @param logSd
 *            standard deviation of the logarithms of {@link TargetKind#POSITIVE} targets, of the training rows (divisor n); otherwise 1
 * @param classes
 *            labels of the classes 0, 1 ..., in numerical order if all are numbers and in alphabetical order otherwise;
 *            empty unless the target holds classes
 * @param shift
 *            what is added to {@link TargetKind#POSITIVE} targets before they are divided; mostly 0
 * @param power
 *            the scale on which its likelihood is normal, if that is known beforehand; mostly null
 * @param others
 *            further targets, which stand beside the inputs of a row ({@link RowRole#TARGET}); mostly none
 */
public record TargetEncoding(String name, TargetKind kind, double mean, double sd, double logSd,
        List<String> classes, double shift, @Nullable PowerScale power, List<TargetEncoding> others) {

    /** Share of the mean that is added before a square root where no shift is given. */
    private static final double ROOT_SHIFT = 0.01;

    /** Copies the lists. */
    public TargetEncoding {
        classes = List.copyOf(classes);
        others = List.copyOf(others);
    }

    /** The only target. */
    public TargetEncoding(String name, TargetKind kind, double mean, double sd, double logSd, List<String> classes) {
        this(name, kind, mean, sd, logSd, classes, 0, null, List.of());
    }

    /** The same with further targets. */
    TargetEncoding with(List<TargetEncoding> further) {
        return new TargetEncoding(name, kind, mean, sd, logSd, classes, shift, power, further);
    }

    /** This and the further targets, each by itself. */
    public List<TargetEncoding> all() {
        List<TargetEncoding> all = new ArrayList<>(List.of(with(List.of())));
        all.addAll(others);
        return all;
    }

    /** Log of the volume that encoded targets have in the units of the file: the sum over targets of the logs of what they are divided by. */
    public double logUnit() {
        double sum = Math.log(sd);
        for (TargetEncoding other : others) {
            sum += Math.log(other.sd);
        }
        return sum;
    }

    /** Numbers that enter as they are. */
    private TargetEncoding(String name, TargetKind kind, double mean, List<String> classes) {
        this(name, kind, mean, 1, 1, classes);
    }

    /** An encoded number in the units of the file; shares, counts and class numbers are not changed. */
    public double toOriginal(double standardised) {
        return switch (kind) {
            case NUMBER -> mean + sd * standardised;
            case POSITIVE -> sd * standardised - shift;
            case SHARE, COUNT, BINARY, CLASSES -> standardised;
        };
    }

    /** A number in the units of the file, standardised; shares, counts and class numbers are not changed. */
    public double toStandardised(double original) {
        return switch (kind) {
            case NUMBER -> (original - mean) / sd;
            case POSITIVE -> (original + shift) / sd;
            case SHARE, COUNT, BINARY, CLASSES -> original;
        };
    }

    /** A number in the units of the file on the scale on which a {@link TargetTransform} of it is normal, standardised. */
    public double toNormal(double original) {
        double encoded = toStandardised(original);
        return power != null ? power.of(encoded) : kind == TargetKind.POSITIVE ? Math.log(encoded) / logSd : encoded;
    }

    /** The number in the units of the file of one on the scale of {@link #toNormal}. */
    public double fromNormal(double number) {
        return toOriginal(power != null ? power.inverse(number)
                : kind == TargetKind.POSITIVE ? Math.exp(logSd * number) : number);
    }

    /** Whether encoded targets have another unit than those of the file. */
    public boolean isScaled() {
        return kind == TargetKind.NUMBER || kind == TargetKind.POSITIVE;
    }

    /** The same without standardisation. */
    TargetEncoding asItIs() {
        return alone().with(others.stream().map(TargetEncoding::alone).toList());
    }

    private TargetEncoding alone() {
        return switch (kind) {
            case NUMBER -> new TargetEncoding(name, kind, 0, classes);
            case POSITIVE -> new TargetEncoding(name, kind, mean, classes);
            case SHARE, COUNT, BINARY, CLASSES -> this;
        };
    }

    /** Learns the encoding of a target that is not transformed. */
    static TargetEncoding fit(Table table, int column, TargetKind kind, int[] train) {
        return fit(table, column, kind, train, train, List.of(), TargetTransform.NONE, false);
    }

    /**
     * Learns the encoding.
     *
     * @param labelled
     *            rows that say which classes there are
     * @param given
     *            the classes in their order; empty for those of these rows
     * @param alike
     *            whether targets are inputs of other rows too, so that the transform must be known before the run
     */
    static TargetEncoding fit(Table table, int column, TargetKind kind, int[] train, int[] labelled,
            List<String> given, TargetTransform transform, boolean alike) {
        String name = table.names().get(column);
        if (!given.isEmpty()) {
            return new TargetEncoding(name, kind, 0, given);
        }
        return switch (kind) {
            case NUMBER -> {
                requireNumbers(table, column, train);
                Moments moments = Moments.of(table, column, train);
                if (moments.constant()) {
                    throw new DataException(
                            table.source() + ", column \"" + name + "\": the target is " + moments.mean()
                                    + " in every training row, so there is nothing to learn");
                }
                TargetEncoding plain = new TargetEncoding(name, kind, moments.mean(), moments.sd(), 1, List.of());
                yield plain.scaled(table, column, train, transform, alike);
            }
            case POSITIVE -> positive(table, column, train, transform);
            case SHARE -> {
                double sum = 0;
                for (int row : train) {
                    sum += share(table, row, column);
                }
                yield new TargetEncoding(name, kind, sum / train.length, List.of());
            }
            case COUNT -> {
                double sum = 0;
                for (int row : train) {
                    sum += count(table, row, column);
                }
                if (sum == 0) {
                    throw new DataException(table.source() + ", column \"" + name
                            + "\": the target is 0 in every training row, so there is nothing to learn");
                }
                yield new TargetEncoding(name, kind, sum / train.length, List.of());
            }
            case BINARY, CLASSES -> new TargetEncoding(name, kind, 0, classes(table, column, kind, labelled));
        };
    }

    /** With the scale on which the transform is normal, where that is known. */
    private TargetEncoding scaled(Table table, int column, int[] train, TargetTransform transform, boolean alike) {
        boolean root = transform.form() == TargetTransform.Form.SQRT;
        if (!root && !(alike && transform.form() == TargetTransform.Form.YEO_JOHNSON)) {
            return this;
        }
        double[] encoded = new double[train.length];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = toStandardised(transformable(table, train[i], column, transform));
        }
        String where = table.source() + ", column \"" + name + "\"";
        double unit = root ? (transform.shift() != null ? transform.shift() : ROOT_SHIFT * mean) / sd : 1;
        PowerScale scale = root ? PowerScale.fit(where, encoded, -mean / sd, unit, 0.5)
                : PowerScale.fit(where, encoded, 0, 1, PowerScale.likeliestPower(encoded));
        return new TargetEncoding(name, kind, mean, sd, logSd, classes, shift, scale, others);
    }

    private static double transformable(Table table, int row, int column, TargetTransform transform) {
        double value = number(table, row, column);
        transform.require(value, table.where(row, column));
        return value;
    }

    private static TargetEncoding positive(Table table, int column, int[] train, TargetTransform transform) {
        double shift = transform.shift() == null ? 0 : transform.shift();
        double[] logs = new double[train.length];
        double first = number(table, train[0], column);
        boolean differ = false;
        double sum = 0;
        for (int i = 0; i < train.length; i++) {
            double value = transform.form() == TargetTransform.Form.LOG
                    ? transformable(table, train[i], column, transform)
                    : positive(table, train[i], column, 0);
            logs[i] = Math.log(value + shift);
            sum += value / train.length;
            differ |= value != first;
        }
        String name = table.names().get(column);
        String where = table.source() + ", column \"" + name + "\"";
        Moments moments = Moments.of(where, logs);
        if (moments.constant()) {
            throw new DataException(where + ": " + (differ
                    ? sameLogarithm(shift, transform)
                    : "the target is " + table.cell(train[0], column)
                            + " in every training row, so there is nothing to learn"));
        }
        return new TargetEncoding(name, TargetKind.POSITIVE, sum, Math.exp(moments.mean()), moments.sd(), List.of(),
                shift, null, List.of());
    }

    /** What is said where targets differ, and their logarithms do not. */
    private static String sameLogarithm(double shift, TargetTransform transform) {
        if (shift > 0) {
            return "with likelihood.shift = " + shift + " added, all targets have the same logarithm; lower it";
        }
        return "the targets differ by less than their logarithms can tell in double precision; "
                + (transform.form() == TargetTransform.Form.LOG
                        ? "take another likelihood.transform, or none"
                        : "subtract a number from all of them, or take a likelihood that takes no logarithms, such as"
                                + " likelihood.family = \"gaussian\"");
    }

    private static List<String> classes(Table table, int column, TargetKind kind, int[] train) {
        Set<String> labels = new LinkedHashSet<>();
        for (int row : train) {
            labels.add(label(table.cell(row, column)));
        }
        List<String> sorted = sorted(labels);
        String where = table.source() + ", column \"" + table.names().get(column) + "\": ";
        if (sorted.size() < 2) {
            throw new DataException(where + "the target is \"" + sorted.get(0)
                    + "\" in every training row, so there is nothing to learn");
        }
        if (kind == TargetKind.BINARY && sorted.size() > 2) {
            throw new DataException(where + "the target has " + sorted.size() + " classes ("
                    + FeatureEncoding.shortened(sorted)
                    + "), but a binary likelihood takes two; use likelihood.family = \"categorical\"");
        }
        if (sorted.size() > 100 && 2 * sorted.size() > train.length) {
            throw new DataException(where + "the target has " + sorted.size() + " different values in " + train.length
                    + " training rows, too many for classes; use likelihood.family = \"gaussian\" for numbers");
        }
        return sorted;
    }

    private static List<String> sorted(Collection<String> labels) {
        List<String> sorted = new ArrayList<>(labels);
        boolean numbers = sorted.stream().allMatch(Numbers::isNumber);
        sorted.sort(numbers ? Comparator.comparingDouble(Numbers::parse) : Comparator.<String>naturalOrder());
        return sorted;
    }

    /** One spelling for whole numbers: 1, 1.0 and 01 are the same class. */
    private static String label(String cell) {
        if (Numbers.isNumber(cell)) {
            double value = Numbers.parse(cell);
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return Long.toString((long) value);
            }
        }
        return cell;
    }

    /** The number of one cell. */
    double encode(Table table, int row, int column) {
        return switch (kind) {
            case NUMBER -> toStandardised(rooted() ? transformable(table, row, column, TargetTransform.SQRT)
                    : number(table, row, column));
            case POSITIVE -> toStandardised(positive(table, row, column, shift));
            case SHARE -> share(table, row, column);
            case COUNT -> count(table, row, column);
            case BINARY, CLASSES -> {
                String cell = table.cell(row, column);
                int index = classes.indexOf(label(cell));
                if (index < 0) {
                    throw new DataException(table.where(row, column) + ": the class \"" + cell
                            + "\" is in no training row (there are " + FeatureEncoding.shortened(classes)
                            + "); put rows of it into the training part, or leave the row out");
                }
                yield index;
            }
        };
    }

    /** A finite number, or an exception that says where there is none, and what that means for a target. */
    private static double number(Table table, int row, int column) {
        if (table.column(column).isMissing(row)) {
            throw new DataException(table.where(row, column) + ": the target has no value; fill it in, or leave the row"
                    + " out");
        }
        if (!table.isNumber(row, column)) {
            String remedy = Notation.remedy(table.cell(row, column));
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is not a number, but the target is taken for numbers; "
                    + (remedy != null ? remedy
                            : "correct it, or set likelihood.family = \"categorical\" if the column holds classes"));
        }
        return FeatureEncoding.number(table, row, column);
    }

    private static void requireNumbers(Table table, int column, int[] rows) {
        for (int row : rows) {
            number(table, row, column);
        }
    }

    private static double count(Table table, int row, int column) {
        double value = number(table, row, column);
        if (value < 0 || value != Math.rint(value)) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is not a count; counts are whole numbers from 0 on");
        }
        return value;
    }

    /** Whether the known scale is that of the square root. */
    private boolean rooted() {
        return power != null && power.origin() != 0;
    }

    private static double positive(Table table, int row, int column, double shift) {
        double value = number(table, row, column);
        if (!(value + shift > 0)) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is not above " + (shift == 0
                            ? "0, but this likelihood takes positive numbers alone; correct it, leave the row out,"
                                    + " or choose another likelihood.family"
                            : -shift + ", where the logarithm begins by likelihood.shift = " + shift
                                    + "; correct it, leave the row out, or raise the shift"));
        }
        return value;
    }

    private static double share(Table table, int row, int column) {
        double value = number(table, row, column);
        if (!(value > 0 && value < 1)) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" does not lie between 0 and 1, both excluded, but this likelihood takes such shares alone; correct it,"
                    + " leave the row out, or choose another likelihood.family");
        }
        return value;
    }
}
