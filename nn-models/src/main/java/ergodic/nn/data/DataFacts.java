package ergodic.nn.data;

import ergodic.autodiff.RowNumbers;
import ergodic.sampler.words.Counted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of any data, of whatever kind, once they are rows: how many train and are held out, how often the classes occur, and
 * which rows occur twice. What could mislead is a sentence too.
 *
 * @param training
 *            training rows
 * @param heldOut
 *            held-out rows
 * @param inputs
 *            inputs of the network
 * @param constant
 *            inputs that are the same in all training rows
 * @param repeated
 *            training rows whose inputs an earlier training row has too
 * @param known
 *            held-out rows whose inputs some training row has
 * @param knownTargets
 *            those of them whose target that training row, the first of its kind, has too
 * @param targetValues
 *            different values of the target in the training rows, where they are so few that a density can pile up on them; 0 of
 *            others, and of classes and counts, which have probabilities
 * @param far
 *            training rows whose target alone makes nearly all of the variance, one of a target at most
 * @param classes
 *            training rows of each class, in the order of the classes; empty unless the target holds classes
 */
public record DataFacts(int training, int heldOut, int inputs, int constant, int repeated, int known, int knownTargets,
        int targetValues, List<Far> far, Map<String, Integer> classes) {

    /** More different values of a target are a continuum, and so are fewer that each have fewer rows than {@link #OFTEN} in the mean. */
    private static final int FEW = 20;
    private static final int OFTEN = 10;

    /** Of classes further apart than this accuracy says little. */
    private static final double UNEQUAL = 10;

    /** Fewer classes are never too many, and more are where they have less than two training rows each in the mean. */
    private static final int FEWEST_SCARCE = 5;

    /** A row is far where the variance of the others is less than this share of that of all. */
    private static final double LITTLE = 0.1;
    /** Of fewer rows one may be so by chance. */
    private static final int FEWEST_FOR_FAR = 10;

    /**
     * A row whose target makes nearly all of the variance of the training targets (of their logarithms where they are positive).
     *
     * @param target
     *            name of the target
     * @param row
     *            number of the row in its file, from 0
     * @param value
     *            the target, in the units of the data
     * @param share
     *            share of the variance that there is not without it
     */
    public record Far(String target, int row, double value, double share) {}

    /** Keeps the order of the classes. */
    public DataFacts {
        far = List.copyOf(far);
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }

    /** Counts; no more than two rows of inputs are in memory at a time. */
    static DataFacts of(Rows train, Rows test, TargetEncoding target) {
        Known rows = new Known(train.width());
        int repeated = 0;
        for (int row = 0; row < train.count(); row++) {
            repeated += rows.first(train, row, true) == null ? 0 : 1;
        }
        int known = 0;
        int knownTargets = 0;
        for (int row = 0; row < test.count(); row++) {
            Integer same = rows.first(test, row, false);
            if (same != null) {
                known++;
                knownTargets += test.hasTarget() && test.target()[row] == train.target()[same] ? 1 : 0;
            }
        }
        int[] counts = new int[target.classes().size()];
        for (int row = 0; row < (counts.length == 0 ? 0 : train.count()); row++) {
            counts[(int) train.target()[row]]++;
        }
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            classes.put(target.classes().get(i), counts[i]);
        }
        return new DataFacts(train.count(), test.count(), train.width(), constant(train), repeated, known, knownTargets,
                fewValues(train, target), far(train, target), classes);
    }

    private static List<Far> far(Rows train, TargetEncoding target) {
        List<Far> far = new ArrayList<>();
        List<TargetEncoding> all = target.all();
        for (int i = 0; train.hasTarget() && train.count() >= FEWEST_FOR_FAR && i < all.size(); i++) {
            TargetEncoding one = all.get(i);
            // What is far of a count is its trials, its exposure or how rare the events are.
            if (one.kind() == TargetKind.SHARE || one.kind() == TargetKind.COUNT || !one.classes().isEmpty()) {
                continue;
            }
            double[] values = (i == 0 ? train : train.withTargetNumber(i)).target();
            boolean logs = one.kind() == TargetKind.POSITIVE;
            double[] scale = logs ? Arrays.stream(values).map(Math::log).toArray() : values;
            int row = farthest(scale);
            double left = variance(scale, row) / variance(scale, -1);
            if (left < LITTLE) {
                far.add(new Far(one.name(), train.numbers()[row], one.toOriginal(values[row]), 1 - left));
            }
        }
        return far;
    }

    private static int farthest(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        int farthest = 0;
        for (int i = 1; i < values.length; i++) {
            farthest = Math.abs(values[i] - mean) > Math.abs(values[farthest] - mean) ? i : farthest;
        }
        return farthest;
    }

    /** Variance (divisor n) of all but one, in two passes; NaN where there is none. */
    private static double variance(double[] values, int without) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += i == without ? 0 : values[i];
            count += i == without ? 0 : 1;
        }
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += i == without ? 0 : (values[i] - sum / count) * (values[i] - sum / count);
        }
        return squares / count;
    }

    private static int fewValues(Rows train, TargetEncoding target) {
        if (!target.kind().hasDensity() || !train.hasTarget()) {
            return 0;
        }
        Set<Double> values = new HashSet<>();
        for (int row = 0; row < train.count() && values.size() <= FEW; row++) {
            values.add(train.target()[row]);
        }
        return values.size() > 1 && values.size() <= FEW && train.count() >= OFTEN * values.size() ? values.size() : 0;
    }

    private static int constant(Rows rows) {
        int width = rows.width();
        if (rows.count() == 0) {
            return width;
        }
        double[] first = rows.row(0);
        double[] inputs = new double[width];
        boolean[] varies = new boolean[width];
        int constant = width;
        for (int row = 1; row < rows.count() && constant > 0; row++) {
            rows.numbersIn().readInto(row, inputs, 0);
            for (int input = 0; input < width; input++) {
                if (!varies[input] && inputs[input] != first[input]) {
                    varies[input] = true;
                    constant--;
                }
            }
        }
        return constant;
    }

    /** Rows by their inputs, which are read again to be compared, and not kept. */
    private static final class Known {

        private final Map<Inputs, Integer> rows = new HashMap<>();
        private final double[] inputs;
        private final double[] others;

        Known(int width) {
            this.inputs = new double[width];
            this.others = new double[width];
        }

        /** The first row that was given with the inputs of this one; null where it is the first, and is kept if asked. */
        @Nullable
        Integer first(Rows of, int row, boolean keep) {
            of.numbersIn().readInto(row, inputs, 0);
            Inputs here = new Inputs(of.numbersIn(), row, Arrays.hashCode(inputs));
            return keep ? rows.putIfAbsent(here, row) : rows.get(here);
        }

        /** The inputs of a row, compared by their bits. */
        private final class Inputs {

            private final RowNumbers all;
            private final int row;
            private final int sum;

            Inputs(RowNumbers all, int row, int sum) {
                this.all = all;
                this.row = row;
                this.sum = sum;
            }

            @Override
            public boolean equals(@Nullable Object other) {
                if (!(other instanceof Inputs that) || that.sum != sum) {
                    return false;
                }
                all.readInto(row, inputs, 0);
                that.all.readInto(that.row, others, 0);
                return Arrays.equals(inputs, others);
            }

            @Override
            public int hashCode() {
                return sum;
            }
        }
    }

    /** What could mislead, a sentence each. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (known > 0) {
            sentences.add(known + " of " + Counted.of(heldOut, "held-out row") + " " + (known == 1 ? "has" : "have")
                    + " exactly the inputs of a training row, " + knownTargets
                    + " of them its target too: what is new to the"
                    + " network is less than what is held out, which flatters scores; hold such rows out together, or leave"
                    + " them out");
        }
        if (targetValues > 0) {
            sentences.add("the target takes " + targetValues + " different values in "
                    + Counted.of(training, "training row")
                    + ": a density can pile up on them without bound, so that log"
                    + " densities of held-out rows say little about predictions; likelihood.family = \"ordinal\" or"
                    + " \"categorical\" gives the values probabilities");
        }
        for (Far row : far) {
            sentences.add(String.format(Locale.ROOT,
                    "row %d (from 0) has %s = %s, which alone makes %s %% of the variance of the %d training targets:"
                            + " beside it the others are nearly the same number, of which little is learned; correct it,"
                            + " or leave the row out",
                    row.row(), row.target(),
                    Numbers.text(new BigDecimal(row.value()).round(new MathContext(9)).doubleValue()),
                    row.share() > 0.9999 ? "over 99.99" : String.format(Locale.ROOT, "%.2f", 100 * row.share()),
                    training));
        }
        if (classes.size() >= FEWEST_SCARCE && 2 * classes.size() > training) {
            sentences.add("the target has " + classes.size() + " classes in " + Counted.of(training, "training row")
                    + ": fewer than two rows of each in the mean, from which nothing general is learned; if they are names, take another"
                    + " target, and if they are numbers, write them as numbers");
        }
        if (!classes.isEmpty()) {
            Map.Entry<String, Integer> least = Collections.min(classes.entrySet(), Map.Entry.comparingByValue());
            Map.Entry<String, Integer> most = Collections.max(classes.entrySet(), Map.Entry.comparingByValue());
            if (most.getValue() > UNEQUAL * least.getValue()) {
                sentences.add(String.format(Locale.ROOT,
                        "classes are far from equal: \"%s\" has %d of %d training rows and \"%s\" %d, so that always saying"
                                + " \"%s\" would be right in %.1f %% of them; look at probabilities beside accuracy",
                        least.getKey(), least.getValue(), training, most.getKey(), most.getValue(), most.getKey(),
                        100.0 * most.getValue() / training));
            }
        }
        return sentences;
    }

    /** The numbers, by name. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("training_rows", training);
        document.put("held_out_rows", heldOut);
        document.put("inputs", inputs);
        document.put("constant_inputs", constant);
        document.put("repeated_training_rows", repeated);
        document.put("held_out_rows_known", known);
        document.put("held_out_rows_known_with_target", knownTargets);
        if (targetValues > 0) {
            document.put("target_values", targetValues);
        }
        if (!far.isEmpty()) {
            document.put("far_target_rows", far.stream().map(Far::row).toList());
        }
        if (!classes.isEmpty()) {
            document.put("classes", classes);
        }
        return document;
    }
}
