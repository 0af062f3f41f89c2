package ergodic.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Components;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.support.WholeFile;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forecasts of a series several steps ahead, by paths that are simulated from the draws; scored where the values came to be known. */
public final class Forecasts {

    /** Forecasts further ahead are another model's. */
    public static final int MOST_STEPS = 10_000;

    private final Dataset data;
    private final List<StepForecast> steps;
    private final @Nullable String sentence;

    private Forecasts(Dataset data, List<StepForecast> steps, @Nullable String sentence) {
        this.data = data;
        this.sentence = sentence;
        this.steps = List.copyOf(steps);
    }

    /**
     * Simulates.
     *
     * @param run
     *            draws with weights, of a series with {@code horizon = 1}
     * @param from
     *            windows to forecast from
     * @param steps
     *            how far
     * @param seed
     *            of the random numbers
     * @param levels
     *            levels of the quantiles
     */
    static Forecasts of(FinishedRun run, Predictor predictor, Rows from, int steps, long seed, double... levels) {
        Draws weights = require(run, steps);
        if (from.count() == 0) {
            throw new RunFolderException(
                    "there is no window to forecast from: no rows were held out; name a series by --data");
        }
        List<Components> met;
        try {
            met = run.study().paths(weights).simulate(run.study().positions(weights), from, steps, seed);
        } catch (ArithmeticException e) {
            throw new RunFolderException(String.valueOf(e.getMessage()));
        }
        List<StepForecast> all = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            Rows rows = from.withTargetsAhead(step - 1);
            Prediction prediction = predictor.predict(met.get(step - 1), rows, levels);
            Rows known = rows.withTarget();
            all.add(new StepForecast(step, rows, prediction,
                    known == rows ? prediction : predictor.predict(met.get(step - 1), known, levels)));
        }
        return new Forecasts(run.study().dataset(), all, run.fromWeights().thinnedBeside(run).orElse(null));
    }

    /**
     * Looks whether a run can forecast so many steps, before it does.
     *
     * @return the draws that paths are simulated from
     * @throws RunFolderException
     *             if it cannot
     */
    public static Draws require(FinishedRun run, int steps) {
        if (!run.study().dataset().feedsBack()) {
            throw new RunFolderException(
                    "steps ahead are simulated from a series that was learned one step ahead (data.kind"
                            + " = \"series\", data.horizon = 1), which this run is not");
        }
        if (steps < 1 || steps > MOST_STEPS) {
            throw new RunFolderException("--steps: between 1 and " + MOST_STEPS + " steps ahead, not " + steps);
        }
        return run.weights()
                .orElseThrow(() -> new RunFolderException("the run has kept no weights, which paths are"
                        + " simulated from; sample with store.keep = \"weights\", or store.weights_every = N"));
    }

    /** Of which draws they are, where other predictions of the run are of more. */
    public Optional<String> remark() {
        return Optional.ofNullable(sentence).map(said -> "Of forecasts by paths " + said + ".");
    }

    /** The steps, from the first on. */
    public List<StepForecast> steps() {
        return steps;
    }

    /** Scores of each step over the windows whose value there is known; steps without any are left out. */
    public Map<Integer, Metrics> scores(boolean original) {
        Map<Integer, Metrics> scores = new LinkedHashMap<>();
        for (StepForecast step : steps) {
            Prediction known = step.scored();
            if (known.rows() > 0) {
                scores.put(step.step(), Metrics.of(original ? known.inUnitsOf(data.target()) : known));
            }
        }
        return scores;
    }

    /** For {@code --json}: a step each. */
    public List<Map<String, Object>> document() {
        List<Map<String, Object>> document = new ArrayList<>();
        Map<Integer, Metrics> standardised = scores(false);
        scores(true).forEach((step, metrics) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("step", step);
            entry.put("windows", steps.get(step - 1).scored().rows());
            entry.put("standardised", Objects.requireNonNull(standardised.get(step)).values());
            entry.put("original", metrics.values());
            document.add(entry);
        });
        return document;
    }

    /** For people: a line a step, in the units of the data. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(
                List.of("", "Simulated paths, scored at each step over all windows (unit of the data):",
                        "step  windows      rmse      crps       nll  coverage50  coverage90"));
        scores(true).forEach((step, metrics) -> lines.add(String.format(Locale.ROOT,
                "%4d  %7d  %8.4g  %8.4g  %8.4g  %10.3f  %10.3f", step, steps.get(step - 1).scored().rows(),
                metrics.get("rmse"), metrics.get("crps"), metrics.get("nll"), metrics.get("coverage50"),
                metrics.get("coverage90"))));
        remark().ifPresent(lines::add);
        return lines;
    }

    /**
     * Writes all steps from all windows, a row each: {@code row}, the number of the window from which was forecast; {@code step};
     * {@code place}, of what is forecast in its series, from 0; {@code mean}, {@code sd}, quantiles; where the value is known {@code target},
     * {@code log_density}, {@code crps}, {@code pit}. In the units of the data.
     *
     * @return names of the columns
     */
    public List<String> write(Path file) throws IOException {
        List<String> columns = new ArrayList<>();
        WholeFile.write(file, beside -> {
            try (Writer out = Files.newBufferedWriter(beside)) {
                columns.addAll(write(out));
            }
        });
        return columns;
    }

    /** The same to a writer, which is flushed and left open. */
    public List<String> write(Writer out) throws IOException {
        List<String> columns = new ArrayList<>(List.of("row", "step", "place", "mean", "sd"));
        columns.addAll(PredictionTable.levels(steps.getFirst().prediction()));
        columns.addAll(List.of("target", "log_density", "crps", "pit"));
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(columns);
        TargetEncoding target = data.target();
        List<Prediction> original = steps.stream().map(step -> step.prediction().inUnitsOf(target)).toList();
        for (int row = 0; row < steps.getFirst().rows().count(); row++) {
            for (StepForecast step : steps) {
                csv.writeRecord(cells(step, original.get(step.step() - 1), row));
            }
        }
        csv.flush();
        return columns;
    }

    private List<String> cells(StepForecast step, Prediction prediction, int row) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(step.rows().numbers()[row]),
                Integer.toString(step.step()), Integer.toString(step.place(row, data.inputs())),
                Double.toString(prediction.mean()[row]), Double.toString(prediction.sd(row))));
        for (double quantile : prediction.quantiles()[row]) {
            cells.add(Double.toString(quantile));
        }
        double value = prediction.target()[row];
        if (Double.isNaN(value)) {
            cells.addAll(List.of("", "", "", ""));
        } else {
            cells.addAll(List.of(Double.toString(value), Double.toString(prediction.logDensity()[row]),
                    Double.toString(prediction.crps()[row]),
                    Double.toString(prediction.probabilityIntegralTransform()[row])));
        }
        return cells;
    }

    /** In words. */
    @Override
    public String toString() {
        return Counted.of(steps.size(), "step") + " ahead from "
                + Counted.of(steps.getFirst().rows().count(), "window");
    }
}
