package ergodic.cli.command;

import ergodic.nn.data.RowFile;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.classes.Rejection;
import ergodic.sampler.words.Counted;
import ergodic.study.FinishedRun;
import ergodic.study.Forecasts;
import ergodic.study.OutputPlace;
import ergodic.study.PlannedTable;
import ergodic.study.Recalibration;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.WrittenPredictions;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Option(names = "--steps", paramLabel = "H", description = "Of a series learned one step ahead: forecast the H values behind"
            + " the end of FILE, by paths simulated from the draws; a row a step.")
    private @Nullable Integer steps;

    @Mixin
    private RejectionChoice rejection = new RejectionChoice();

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
        check(toStandardOutput);
        FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(folder)).withThreads(threads.wanted())
                .withSamples(draws, seed == null ? 1 : seed));
        // What can be seen to be wrong is said before rows are predicted, also those that calibrate or say which are rejected.
        run.study().requireData(data, "--data");
        rejection.require(run);
        double[] levels = quantiles == null ? run.levels() : quantiles;
        Integer ahead = steps;
        if (ahead != null) {
            return forecast(run, ahead, levels, toStandardOutput);
        }
        Recalibration calibrated = calibration.of(run);
        if (calibrated != null) {
            output.say("note: " + calibrated.sentence());
            levels = calibrated.withLevels(levels);
        }
        RowFile rows = run.study().dataset().rowsIn(data);
        rows.notes().forEach(note -> output.say("note: " + note));
        PlannedTable table = run.table(rows, calibrated, levels);
        Optional<String> thinned = table.run().thinned();
        thinned.ifPresent(sentence -> output.say("note: " + sentence));
        Rejection rule = rejection.of(table.run());
        if (rule != null) {
            table = table.rejecting(rule);
        }
        String said = Counted.of(rows.count(), "row") + " predicted";
        if (toStandardOutput) {
            WrittenPredictions written = table.writeTo(System.out);
            chains.tell(output, run, new LinkedHashMap<>());
            tellEmpty(written);
            output.say(said + rejected(rule, written));
            return 0;
        }
        WrittenPredictions written = table.writeTo(out);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rows", rows.count());
        document.put("notes", rows.notes());
        document.put("file", out.toString());
        document.put("columns", written.columns());
        thinned.ifPresent(sentence -> document.put("thinned", sentence));
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

    /** Looks at the options alone, before anything is opened. */
    private void check(boolean toStandardOutput) {
        if (toStandardOutput && output.json()) {
            throw new RunFolderException("--out - writes the table to standard output, where --json would print its"
                    + " document; name a file, or leave --json out");
        }
        if (!toStandardOutput) {
            OutputPlace.requireNew(out, "--out");
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
        rejection.check();
        calibration.check();
        if (steps != null && (rejection.isWanted() || calibration.isWanted())) {
            throw new RunFolderException(
                    "--reject, --conformal and --temperature-scaling are of rows, and --steps forecasts"
                            + " several steps of one; take --steps or the others out");
        }
        Set<Double> seen = new HashSet<>();
        for (double level : quantiles == null ? new double[0] : quantiles) {
            if (!(level > 0 && level < 1)) {
                throw new RunFolderException("--quantiles: levels lie between 0 and 1, as 0.05 or 0.5, not " + level);
            }
            if (!seen.add(level)) {
                throw new RunFolderException("--quantiles: the level " + level + " is given twice; give it once");
            }
        }
    }

    private void tellEmpty(WrittenPredictions written) {
        if (written.emptySets() > 0) {
            output.say("note: " + Recalibration.emptySets(written.emptySets()));
        }
    }

    private static String rejected(@Nullable Rejection rule, WrittenPredictions written) {
        return rule == null ? "" : ", " + written.rejected() + " rejected (" + rule + ")";
    }

    private int forecast(FinishedRun run, int ahead, double[] levels, boolean toStandardOutput) throws IOException {
        Forecasts.require(run, ahead);
        List<String> notes = new ArrayList<>();
        Rows windows = run.study().dataset().readRows(data, notes);
        Forecasts forecasts = run.forecast(windows.subset(windows.count() - 1), ahead, seed == null ? 1 : seed, levels);
        forecasts.remark().ifPresent(remark -> output.say("note: " + remark));
        Map<String, Object> document = new LinkedHashMap<>();
        if (toStandardOutput) {
            forecasts.write(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            chains.tell(output, run, document);
            return 0;
        }
        document.put("steps", ahead);
        forecasts.remark().ifPresent(remark -> document.put("steps_remark", remark));
        document.put("notes", notes);
        document.put("file", out.toString());
        document.put("columns", forecasts.write(out));
        chains.tell(output, run, document);
        output.result(document,
                List.of(Counted.of(ahead, "step") + " forecast behind the end of " + data + ": " + out));
        return 0;
    }
}
