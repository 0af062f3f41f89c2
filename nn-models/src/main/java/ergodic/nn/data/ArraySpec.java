package ergodic.nn.data;

import java.util.List;

/**
 * Data in memory, and how they are to be taken: what {@link DataSpec} is for a file.
 *
 * <pre>{@code
 * Dataset data = Dataset.of(ArraySpec.of(inputs, target).withNames("height", "age")
 *         .withTest(new SplitSpec.Fraction(0.2, 0)), TargetKind.NUMBER);
 * }</pre>
 *
 * @param inputs
 *            {@code [rows][features]}, finite; NaN where a value is missing
 * @param target
 *            {@code [rows]}: numbers in any unit, counts, or class numbers
 * @param names
 *            names of the features; empty for {@code x0}, {@code x1} ...
 * @param targetName
 *            name of the target
 * @param classes
 *            labels of the classes 0, 1 ... that the target holds; empty to take the different values, in order
 * @param categorical
 *            names of the features that are categories
 * @param test
 *            which rows are held back
 * @param standardised
 *            whether numbers are standardised by the training rows, as those of a file are; otherwise they enter as they
 *            are, and the priors should be made for that
 * @param layout
 *            what the numbers of a row are together
 * @param rules
 *            what becomes of gaps, which are NaN, and of categories that are new
 */
public record ArraySpec(double[][] inputs, double[] target, List<String> names, String targetName, List<String> classes,
        List<String> categorical, SplitSpec test, boolean standardised, RowLayout layout,
        TableRules rules) {

    /** Checks that the sizes fit, and makes up names that are not given. The numbers are copied when a data set is made. */
    public ArraySpec {
        if (inputs.length == 0 || inputs[0].length == 0) {
            throw new IllegalArgumentException("inputs need at least one row and one feature");
        }
        if (target.length != inputs.length) {
            throw new IllegalArgumentException(
                    "there are " + inputs.length + " rows of inputs, but " + target.length + " targets");
        }
        names = names.isEmpty() ? numbered(inputs[0].length) : List.copyOf(names);
        classes = List.copyOf(classes);
        categorical = List.copyOf(categorical);
        requireWidth(inputs, names.size());
        if (names.contains(targetName)) {
            throw new IllegalArgumentException("the target and a feature are both named \"" + targetName + "\"");
        }
    }

    /** All rows for training, standardised, features {@code x0}, {@code x1} ... and target {@code y}. */
    public static ArraySpec of(double[][] inputs, double[] target) {
        return new ArraySpec(inputs, target, List.of(), "y", List.of(), List.of(), new SplitSpec.None(), true,
                RowLayout.table(), TableRules.strict());
    }

    /** The same with these names of the features. */
    public ArraySpec withNames(String... features) {
        return new ArraySpec(inputs, target, List.of(features), targetName, classes, categorical, test, standardised,
                layout, rules);
    }

    /** The same with another name of the target. */
    public ArraySpec withTargetName(String name) {
        return new ArraySpec(inputs, target, names, name, classes, categorical, test, standardised, layout, rules);
    }

    /** The same with labels for the class numbers 0, 1 ... that the target holds. */
    public ArraySpec withClasses(String... labels) {
        return new ArraySpec(inputs, target, names, targetName, List.of(labels), categorical, test, standardised,
                layout, rules);
    }

    /** The same with these features as categories. */
    public ArraySpec withCategorical(String... features) {
        return new ArraySpec(inputs, target, names, targetName, classes, List.of(features), test, standardised, layout,
                rules);
    }

    /** The same with other test rows. */
    public ArraySpec withTest(SplitSpec split) {
        return new ArraySpec(inputs, target, names, targetName, classes, categorical, split, standardised, layout,
                rules);
    }

    /** The same with the numbers taken as they are. */
    public ArraySpec withoutStandardising() {
        return new ArraySpec(inputs, target, names, targetName, classes, categorical, test, false, layout, rules);
    }

    /** The same with rows that are images, sequences or symbols. */
    public ArraySpec withLayout(RowLayout rows) {
        return new ArraySpec(inputs, target, names, targetName, classes, categorical, test, standardised, rows, rules);
    }

    /** The same with gaps, and categories that are new, taken as these rules say. */
    public ArraySpec withRules(TableRules table) {
        return new ArraySpec(inputs, target, names, targetName, classes, categorical, test, standardised, layout,
                table);
    }

    /** What the columns are; the numbers are many. */
    @Override
    public String toString() {
        return "ArraySpec[rows=" + inputs.length + ", names=" + names + ", targetName=" + targetName + ", classes="
                + classes + ", categorical=" + categorical + ", test=" + test + ", standardised=" + standardised
                + ", layout=" + layout + ", rules=" + rules + "]";
    }

    private static List<String> numbered(int count) {
        return java.util.stream.IntStream.range(0, count).mapToObj(i -> "x" + i).toList();
    }

    static void requireWidth(double[][] inputs, int width) {
        for (int row = 0; row < inputs.length; row++) {
            if (inputs[row].length != width) {
                throw new IllegalArgumentException("row " + row + " has " + inputs[row].length
                        + " numbers, but there are " + width + " features");
            }
        }
    }
}
