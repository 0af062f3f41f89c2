package ergodic.study;

import ergodic.nn.data.RowRole;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Calibration;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.calibrated.ConformalForm;
import ergodic.nn.predict.calibrated.SplitConformal;
import ergodic.nn.predict.calibrated.TemperatureScaling;
import ergodic.sampler.words.Counted;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of a run calibrated after the fact on the rows of {@code data.calibration}. No part of the posterior, and said to be none.
 *
 * @param conformal
 *            sets that hold the target with a probability; null if none are asked for
 * @param scaling
 *            of probabilities of classes; null if it is not asked for
 * @param weighted
 *            whether the rows that calibrate have weights, which are not looked at
 * @param every
 *            one draw in how many predicts the rows that calibrate, and must predict those that are calibrated
 */
public record Recalibration(@Nullable SplitConformal conformal, @Nullable TemperatureScaling scaling,
        boolean weighted, int every) {

    /**
     * By the calibration rows of a run.
     *
     * @param level
     *            probability of conformal sets; null for none
     * @param form
     *            shape of the sets; null for the usual one
     * @param temperature
     *            whether probabilities are to be scaled
     */
    public static Recalibration of(FinishedRun run, @Nullable Double level, @Nullable ConformalForm form,
            boolean temperature) {
        Rows rows = run.study().dataset().calibration();
        if (rows.count() == 0) {
            throw new RunFolderException("no rows were held back from training to calibrate by: begin a run with"
                    + " data.calibration = { fraction = 0.2, seed = 0 }; rows that trained or test cannot stand in for them");
        }
        if (!run.study().dataset().target().others().isEmpty()) {
            throw new RunFolderException(
                    "several targets have a joint distribution, of which --conformal and --temperature-scaling say"
                            + " nothing; leave them out, or learn one target");
        }
        requireLevel(level);
        boolean ofClasses = !run.study().dataset().target().classes().isEmpty();
        ConformalForm shape = form == null ? ConformalForm.usual(ofClasses) : form;
        if (level != null && shape.isOfClasses() != ofClasses) {
            throw new RunFolderException("--conformal-by " + shape.word() + " is of "
                    + (ofClasses ? "numbers, and the target " : "classes, and the target ")
                    + run.study().dataset().target().name() + (ofClasses
                            ? " is a class; take probability or adaptive"
                            : " is a number; take sd or quantiles"));
        }
        if (temperature && !ofClasses) {
            throw new RunFolderException("--temperature-scaling is of probabilities of classes, and the target "
                    + run.study().dataset().target().name() + " is a number; take --conformal LEVEL");
        }
        for (int row = 0; row < rows.count(); row++) {
            if (rows.beside().isBound(row)) {
                throw new RunFolderException(
                        "the target of some calibration rows is a bound (data.observed), so that it cannot"
                                + " be said whether a set holds it; leave --conformal out");
            }
        }
        double[] quantiles = level == null ? new double[0] : new SplitConformal(shape, level, 0, 0).levels();
        Prediction prediction = run.alike(rows, quantiles).predict(rows, quantiles)
                .inUnitsOf(run.study().dataset().target());
        return new Recalibration(level == null ? null : SplitConformal.of(shape, prediction, level),
                temperature ? TemperatureScaling.of(prediction) : null, rows.beside().has(RowRole.WEIGHT),
                Math.max(1, run.study().plan().store().weightsEvery()));
    }

    /**
     * Refuses what is no probability of a set.
     *
     * @param level
     *            probability; null for no sets
     */
    public static void requireLevel(@Nullable Double level) {
        if (level != null && !(level > 0 && level < 1)) {
            throw new RunFolderException("--conformal: a probability between 0 and 1, as 0.9, not " + level);
        }
    }

    /**
     * Refuses to score rows that calibrated: those would be covered by construction.
     *
     * @param file
     *            the file that the rows are of; null if it is the data file
     * @return whether that could be looked at: rows of another file have numbers of their own
     */
    public static boolean requireOthers(FinishedRun run, Rows scored, @Nullable Path file) {
        if (file != null && !run.study().isDataFile(file)) {
            return false;
        }
        Set<Integer> numbers = new HashSet<>();
        Arrays.stream(run.study().dataset().calibration().numbers()).forEach(numbers::add);
        for (int number : scored.numbers()) {
            if (numbers.contains(number)) {
                throw new RunFolderException("row " + number
                        + " is one of those that calibrate (data.calibration), so it cannot be"
                        + " scored as well; name other rows with --rows, or leave --data and --rows out to score the test rows");
            }
        }
        return true;
    }

    /**
     * The predictions of rows by the draws that predict those that calibrate, with the quantiles that sets are made of; the same where they are so already.
     */
    public Prediction whole(FinishedRun run, Rows rows, Prediction prediction) {
        double[] quantiles = withLevels(new double[0]);
        return quantiles.length == 0 && every == 1 ? prediction
                : run.alike(run.study().dataset().calibration(), quantiles).predict(rows, quantiles)
                        .inUnitsOf(run.study().dataset().target());
    }

    /** Levels with those of the quantiles that sets are made of behind them, none twice. */
    public double[] withLevels(double[] levels) {
        SplitConformal sets = conformal;
        double[] more = sets == null ? new double[0] : sets.levels();
        return DoubleStream.concat(Arrays.stream(levels),
                Arrays.stream(more).filter(one -> Arrays.stream(levels).noneMatch(has -> Math.abs(has - one) < 1e-12)))
                .toArray();
    }

    private int rows() {
        SplitConformal sets = conformal;
        TemperatureScaling temperature = scaling;
        return sets != null ? sets.rows() : temperature != null ? temperature.rows() : 0;
    }

    /** What is said of it wherever it is shown. */
    public String sentence() {
        SplitConformal sets = conformal;
        String few = sets == null || Double.isFinite(sets.bound()) ? ""
                : String.format(Locale.ROOT, " With fewer than %d calibration rows sets of %s %% hold everything.",
                        SplitConformal.fewestRows(sets.level()), percent(sets.level()));
        return "Calibrated after the fact on " + Counted.of(rows(), "row")
                + " that did not train" + (weighted ? ", each counted once whatever its weight (data.weight)" : "")
                + ": no part of the posterior."
                + (every > 1 ? " These rows and all that are calibrated are predicted by one draw in " + every
                        + ", whose weights were kept." : "")
                + (sets == null ? ""
                        : " The probability of conformal sets is on average over rows (and calibration rows) like these, not of each"
                                + " row.")
                + few + unscaled();
    }

    /** What is said where no temperature is the best. */
    private String unscaled() {
        TemperatureScaling temperature = scaling;
        return temperature == null ? "" : switch (temperature.limit()) {
            case NONE -> "";
            case ALL_RIGHT ->
                " No temperature above 0 has the least loss, since the calibration rows are all told right: T = 1, nothing is"
                        + " scaled.";
            case NO_BETTER_THAN_EQUAL ->
                " No finite temperature has the least loss, since the probabilities tell the calibration rows no"
                        + " better than equal ones: T = 1, nothing is scaled.";
        };
    }

    /**
     * Before and after, on rows whose targets are known, in lines; the numbers also into a document.
     *
     * @param others
     *            whether the rows are known to be others than those that calibrated ({@link #requireOthers})
     */
    public List<String> tell(Prediction scored, boolean others, Map<String, Object> document) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>(List.of("", sentence() + (others ? " None of these is scored."
                : " Whether rows of another file are the same as these cannot be told: if some are, the scores flatter.")));
        numbers.put("scored_rows_compared", others);
        numbers.put("calibration_rows", rows());
        numbers.put("part_of_posterior", false);
        SplitConformal sets = conformal;
        if (sets != null) {
            numbers.put("level", sets.level());
            numbers.put("form", sets.form().word());
            numbers.put("bound", Double.isFinite(sets.bound()) ? sets.bound() : null);
            double coverage = sets.coverage(scored);
            double size = sets.meanSize(scored);
            numbers.put("coverage", Double.isFinite(coverage) ? coverage : null);
            long bounds = IntStream.range(0, scored.rows()).filter(scored::isBound).count();
            if (bounds > 0) {
                numbers.put("bounds", bounds);
                lines.add(Counted.of(bounds, "target") + " of the rows scored " + Counted.is(bounds)
                        + " a bound (data.observed) and left out of the coverage");
            }
            int empty = sets.empty(scored);
            numbers.put("empty_sets", empty);
            if (empty > 0) {
                lines.add(emptySets(empty));
            }
            numbers.put("mean_size", Double.isFinite(size) ? size : null);
            boolean classes = scored.classes() > 0;
            String before = "";
            if (!classes && scored.isWhole()) {
                double covered = Calibration.coverage(Calibration.known(scored.probabilityIntegralTransform()),
                        sets.level());
                numbers.put("coverage_before", Double.isFinite(covered) ? covered : null);
                before = " (" + share(covered) + " by the central interval of the predictive distribution)";
            }
            lines.add(String.format(Locale.ROOT, "conformal %s of %s %%: coverage %s%s, mean %s %.4g",
                    shape(sets), percent(sets.level()), share(coverage), before,
                    classes ? "number of classes" : "width", size));
        }
        TemperatureScaling temperature = scaling;
        if (temperature != null) {
            TemperatureScaling none = new TemperatureScaling(1, temperature.rows());
            double[][] p = scored.probabilities();
            double[] y = scored.target();
            double[] values = {none.logLoss(p, y), temperature.logLoss(p, y),
                    none.calibrationError(p, y, Calibration.BINS),
                    temperature.calibrationError(p, y, Calibration.BINS)};
            numbers.put("temperature", temperature.temperature());
            List<String> names = List.of("nll_before", "nll", "ece_before", "ece");
            for (int i = 0; i < values.length; i++) {
                numbers.put(names.get(i), Double.isFinite(values[i]) ? values[i] : null);
            }
            lines.add(String.format(Locale.ROOT,
                    "temperature %.4g: nll %.4f (before %.4f), calibration error %.4f (before %.4f)",
                    temperature.temperature(), values[1], values[0], values[3], values[2]));
        }
        document.put("calibrated_after_the_fact", numbers);
        return lines;
    }

    /** What is said of rows whose set holds no target. */
    public static String emptySets(long empty) {
        return "conformal sets of " + Counted.of(empty, "row") + " " + Counted.is(empty)
                + " empty: no target fits there as well as those that calibrated";
    }

    /** Whether a row has a set, and it is empty. */
    boolean isEmpty(Prediction prediction, int row) {
        SplitConformal sets = conformal;
        return sets != null && sets.isEmpty(prediction, row);
    }

    /** Of rows that are all bounds there is none. */
    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private static String shape(SplitConformal sets) {
        String bound = TextTable.number(sets.bound());
        return switch (sets.form()) {
            case SD -> "intervals, mean +- " + bound + " sd,";
            case QUANTILES -> "intervals, quantiles -+ " + bound + ",";
            case PROBABILITY -> "sets";
            case ADAPTIVE -> "adaptive sets";
        };
    }

    /** Names of the columns that it adds to a table of predictions. */
    List<String> columns(TargetEncoding target) {
        List<String> columns = new ArrayList<>();
        if (conformal != null) {
            columns.addAll(target.classes().isEmpty() ? List.of("conformal_low", "conformal_high")
                    : List.of("conformal_set"));
        }
        if (scaling != null) {
            target.classes().forEach(label -> columns.add("p_" + label + "_scaled"));
        }
        return columns;
    }

    /** Their cells of a row; those of an empty set are empty. */
    List<String> cells(TargetEncoding target, Prediction prediction, int row) {
        List<String> cells = new ArrayList<>();
        SplitConformal sets = conformal;
        if (sets != null && prediction.classes() == 0) {
            boolean empty = sets.isEmpty(prediction, row);
            for (double end : sets.interval(prediction, row)) {
                cells.add(empty ? "" : Double.toString(end));
            }
        } else if (sets != null) {
            List<String> labels = new ArrayList<>();
            boolean[] in = sets.set(prediction.probabilities()[row]);
            for (int k = 0; k < in.length; k++) {
                if (in[k]) {
                    labels.add(target.classes().get(k));
                }
            }
            cells.add(String.join(" ", labels));
        }
        TemperatureScaling temperature = scaling;
        if (temperature != null) {
            for (double probability : temperature.apply(prediction.probabilities()[row])) {
                cells.add(Double.toString(probability));
            }
        }
        return cells;
    }
}
