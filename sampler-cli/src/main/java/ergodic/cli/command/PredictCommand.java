package ergodic.cli.command;

import ergodic.nn.data.RowFile;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.classes.Rejection;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import ergodic.sampler.words.Counted;
import ergodic.study.FinishedRun;
import ergodic.study.Forecasts;
import ergodic.study.Recalibration;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.WrittenPredictions;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ergodic predict}: predictions with their uncertainty, a row each. */
@Command(name = "predict", mixinStandardHelpOptions = true, header = {
        "Predict rows: mean, sd, its split into noise and weight uncertainty, quantiles."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic predict airfoil-run --data new.csv --out predictions.csv",
                "  ergodic predict airfoil-run --data new.csv --out - --quantiles 0.1,0.9 --draws 20 --seed 3",
                "  ergodic predict digits-run --data new.csv --out classes.csv --reject 0.02"})
public final class PredictCommand implements Callable<Integer> {

    private static final int MOST_DRAWS = 100_000;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "Rows to predict; the target may be"
            + " absent.")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "FILE.csv", required = true, description = "Where to write; must not exist. A hyphen:"
            + " standard output.")
    private Path out = Path.of("");

    @Option(names = "--quantiles", paramLabel = "P", split = ",", description = "Levels of the quantiles, each between 0 and"
            + " 1, separated by commas (default: 0.025,0.05,0.25,0.5,0.75,0.95,0.975); of classes those of each probability over"
            + " the draws (default: 0.05,0.95).")
    private double @Nullable [] quantiles;

    @Option(names = "--draws", paramLabel = "N", description = "Add N random values of each row's predictive distribution,"
            + " draw_1 ...; one column has the same draw of the weights in all rows (default: 0).")
    private int draws;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the random numbers of --draws (default: 1).")
    private @Nullable Long seed;

    @Option(names = "--reject", paramLabel = "SHARE", description = "Say in a column which rows are rejected: those less certain than"
            + " all but this share of the held-out rows.")
    private @Nullable Double reject;

    @Option(names = "--reject-at", paramLabel = "X", description = "The same, by the bound itself: rows whose entropy (or mutual"
            + " information) is above X, or whose maximum probability is below it.")
    private @Nullable Double rejectAt;

    @Option(names = "--reject-by", paramLabel = "MEASURE", description = "By what: max_probability, entropy, mutual_information"
            + " (default: entropy).")
    private @Nullable String rejectBy;

    @Option(names = "--steps", paramLabel = "H", description = "Of a series learned one step ahead: forecast the H values behind"
            + " the end of FILE, by paths simulated from the draws; a row a step.")
    private @Nullable Integer steps;

    @Mixin
    private CalibrationChoice calibration = new CalibrationChoice();

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private ChainChoice chains = new ChainChoice();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        boolean toStandardOutput = out.toString().equals("-");
        if (toStandardOutput && output.json()) {
            throw new RunFolderException("--out - writes the table to standard output, where --json would print its"
                    + " document; name a file, or leave --json out");
        }
        if (draws < 0 || draws > MOST_DRAWS) {
            throw new RunFolderException("--draws: between 0 and " + MOST_DRAWS + " values a row, not " + draws);
        }
        if (seed != null && draws == 0 && steps == null) {
            throw new RunFolderException(
                    "--seed is that of the random values that --draws N asks for, or of the paths of --steps H; add one");
        }
        if (draws > 0 && steps != null) {
            throw new RunFolderException(
                    "--draws are values of rows, and --steps forecasts several steps of one; take one of"
                            + " the two out");
        }
        FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(folder)).withThreads(threads.wanted())
                .withSamples(draws, seed == null ? 1 : seed));
        if (!toStandardOutput && Files.exists(RunFolder.requirePlace(out))) {
            throw new RunFolderException(out + " exists already; choose another name with --out");
        }
        double[] levels = levels(run);
        Recalibration calibrated = calibration.of(run);
        if (calibrated != null) {
            output.say("note: " + calibrated.sentence());
            levels = calibrated.withLevels(levels);
        }
        Integer ahead = steps;
        if (ahead != null) {
            return forecast(rejecting(run, rule(run)), ahead, levels, toStandardOutput);
        }
        RowFile rows = run.study().dataset().rowsIn(run.study().requireData(data, "--data"));
        rows.notes().forEach(note -> output.say("note: " + note));
        run = run.alike(rows, calibrated, levels);
        run.thinned().ifPresent(sentence -> output.say("note: " + sentence));
        Rejection rule = rule(run);
        run = rejecting(run, rule);
        String said = Counted.of(rows.count(), "row") + " predicted";
        if (toStandardOutput) {
            WrittenPredictions written = run.predictInto(rows, calibrated, System.out, levels);
            chains.tell(output, run, new LinkedHashMap<>());
            tellEmpty(written);
            output.say(said + rejected(rule, written));
            return 0;
        }
        WrittenPredictions written = run.predictInto(rows, calibrated, out, levels);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rows", rows.count());
        document.put("notes", rows.notes());
        document.put("file", out.toString());
        document.put("columns", written.columns());
        run.thinned().ifPresent(sentence -> document.put("thinned", sentence));
        if (calibrated != null) {
            document.put("calibrated_after_the_fact", calibrated.sentence());
            document.put("empty_sets", written.emptySets());
            tellEmpty(written);
        }
        if (rule != null) {
            document.put("rejected", written.rejected());
            document.put("reject_by", rule.by().key());
            document.put("reject_at", rule.bound());
        }
        chains.tell(output, run, document);
        output.result(document,
                List.of(said + rejected(rule, written) + ": " + out));
        return 0;
    }

    private void tellEmpty(WrittenPredictions written) {
        if (written.emptySets() > 0) {
            output.say("note: " + Recalibration.emptySets(written.emptySets()));
        }
    }

    private static String rejected(@Nullable Rejection rule, WrittenPredictions written) {
        return rule == null ? "" : ", " + written.rejected() + " rejected (" + rule + ")";
    }

    private static FinishedRun rejecting(FinishedRun run, @Nullable Rejection rule) {
        return rule == null ? run : run.withRejection(rule);
    }

    private @Nullable Rejection rule(FinishedRun run) {
        Double share = reject;
        Double bound = rejectAt;
        if (share != null && bound != null) {
            throw new RunFolderException(
                    "--reject and --reject-at exclude each other: a share of the held-out rows, or a bound");
        }
        if (share == null && bound == null) {
            if (rejectBy != null) {
                throw new RunFolderException(
                        "--reject-by says by what rows are rejected; add --reject SHARE or --reject-at X");
            }
            return null;
        }
        if (share != null && !(share > 0 && share < 1)) {
            throw new RunFolderException("--reject: a share between 0 and 1, as 0.02, not " + share);
        }
        try {
            UncertaintyMeasure by = rejectBy == null ? UncertaintyMeasure.ENTROPY : UncertaintyMeasure.of(rejectBy);
            return share != null ? run.rejection(by, share) : new Rejection(by, bound == null ? Double.NaN : bound);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException(String.valueOf(e.getMessage()));
        }
    }

    private int forecast(FinishedRun run, int ahead, double[] levels, boolean toStandardOutput) throws IOException {
        List<String> notes = new ArrayList<>();
        Rows windows = run.study().dataset().readRows(run.study().requireData(data, "--data"), notes);
        Forecasts forecasts = run.forecast(windows.subset(windows.count() - 1), ahead, seed == null ? 1 : seed, levels);
        Map<String, Object> document = new LinkedHashMap<>();
        if (toStandardOutput) {
            forecasts.write(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            chains.tell(output, run, document);
            return 0;
        }
        document.put("steps", ahead);
        document.put("notes", notes);
        document.put("file", out.toString());
        document.put("columns", forecasts.write(out));
        chains.tell(output, run, document);
        output.result(document,
                List.of(Counted.of(ahead, "step") + " forecast behind the end of " + data + ": " + out));
        return 0;
    }

    private double[] levels(FinishedRun run) {
        double[] chosen = quantiles;
        if (chosen == null) {
            return run.levels();
        }
        Set<Double> seen = new HashSet<>();
        for (double level : chosen) {
            if (!(level > 0 && level < 1)) {
                throw new RunFolderException("--quantiles: levels lie between 0 and 1, as 0.05 or 0.5, not " + level);
            }
            if (!seen.add(level)) {
                throw new RunFolderException("--quantiles: the level " + level + " is given twice; give it once");
            }
        }
        return chosen;
    }
}
