package ergodic.nn.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the target column becomes numbers; learned from the training rows only.
 *
 * @param name
 *            name of the column
 * @param kind
 *            what it holds
 * @param mean
 *            mean of the training rows of numbers and of counts; 0 for classes
 * @param sd
 *            standard deviation of the training rows (divisor n); 1 unless the target is {@link TargetKind#NUMBER}
 * @param classes
 *            labels of the classes 0, 1 ..., in numerical order if all are numbers and in alphabetical order otherwise;
 *            empty unless the target holds classes
 */
public record TargetEncoding(String name, TargetKind kind, double mean, double sd, List<String> classes) {

    /** Copies the list. */
    public TargetEncoding {
        classes = List.copyOf(classes);
    }

    /** An encoded number in the units of the file; counts and class numbers are not changed. */
    public double toOriginal(double standardised) {
        return kind == TargetKind.NUMBER ? mean + sd * standardised : standardised;
    }

    /** A number in the units of the file, standardised; counts and class numbers are not changed. */
    public double toStandardised(double original) {
        return kind == TargetKind.NUMBER ? (original - mean) / sd : original;
    }

    /** The same without standardisation. */
    TargetEncoding asItIs() {
        return kind == TargetKind.NUMBER ? new TargetEncoding(name, kind, 0, 1, classes) : this;
    }

    /** Learns the encoding; the classes are those given, in their order, if there are any. */
    static TargetEncoding fit(Table table, int column, TargetKind kind, int[] train, List<String> given) {
        String name = table.names().get(column);
        if (!given.isEmpty()) {
            return new TargetEncoding(name, kind, 0, 1, given);
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
                yield new TargetEncoding(name, kind, moments.mean(), moments.sd(), List.of());
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
                yield new TargetEncoding(name, kind, sum / train.length, 1, List.of());
            }
            case BINARY, CLASSES -> new TargetEncoding(name, kind, 0, 1, classes(table, column, kind, train));
        };
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
            case NUMBER -> toStandardised(number(table, row, column));
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
        if (!table.isNumber(row, column)) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is not a number, but the target is taken for numbers; "
                    + (Numbers.hasDecimalComma(table.cell(row, column)) ? "write decimals with a point, not a comma"
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
}
