package ergodic.cli.command;

import ergodic.diagnostics.RowSet;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.sampler.support.WholeFile;
import ergodic.sampler.words.Counted;
import ergodic.study.ClassScores;
import ergodic.study.EachTarget;
import ergodic.study.Findings;
import ergodic.study.FinishedRun;
import ergodic.study.Forecasts;
import ergodic.study.OodScores;
import ergodic.study.OutputPlace;
import ergodic.study.Recalibration;
import ergodic.study.RowScores;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.ScoreTable;
import ergodic.study.StackedScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodic evaluate}: scores the predictive mixture on held-out rows. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, header = {
        "Score the predictive mixture of all draws on held-out rows."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic evaluate airfoil-run --rows-out test-rows.txt --scores-out scores.csv",
                "  ergodic evaluate airfoil-run --data new.csv --rows chosen.txt --split 0",
                "  ergodic evaluate digits-run --ood letters.csv"})
public final class EvaluateCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Option(names = "--data", paramLabel = "FILE", description = "Rows to score: all of this file, targets included"
            + " (default: the test rows of the run).")
    private @Nullable Path data;

    @Option(names = "--rows", paramLabel = "FILE", description = "Score only the rows whose numbers, from 0, are in this"
            + " file.")
    private @Nullable Path rows;

    @Option(names = "--rows-out", paramLabel = "FILE", description = "Write the numbers of the rows scored, from 0, in one"
            + " line, as --rows and data.test.rows read them; must not exist.")
    private @Nullable Path rowsOut;

    @Option(names = "--scores-out", paramLabel = "FILE.csv", description = "Write the scores of each row: its number, target,"
            + " mean, sd, log density, CRPS, transform; for classes the probability of the target and how uncertain the row is. Must not"
            + " exist.")
    private @Nullable Path scoresOut;

    @Option(names = "--ood", paramLabel = "FILE", description = "Rows out of distribution, of the same kind as the data; targets are"
            + " not needed. Say how well uncertainty tells them from the rows scored (default: data.ood of the run).")
    private @Nullable Path ood;

    @Option(names = "--split", paramLabel = "K", description = "Line of the file of row numbers, from 0 (default: 0).")
    private @Nullable Integer split;

    @Option(names = "--stacking", description = "Say also how weights of the chains by stacking would score beside equal"
            + " ones, each row by weights from other rows.")
    private boolean stacking;

    @Option(names = "--loo", description = "Stacking by the training rows, each left out (Pareto smoothed importance sampling), in"
            + " place of the rows scored.")
    private boolean leaveOneOut;

    @Option(names = "--steps", paramLabel = "H", description = "Of a series learned one step ahead: score also forecasts of 1 to"
            + " H steps from each window, by paths simulated from the draws; --scores-out then has a row a window and step.")
    private @Nullable Integer steps;

    @Spec
    private @Nullable CommandSpec spec;

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
        if (split != null && spec != null && (split < 0 || rows == null)) {
            throw new ParameterException(spec.commandLine(), rows == null
                    ? "--split says which line of a file of row numbers is meant; name that file with --rows"
                    : "--split counts lines from 0, so it cannot be " + split);
        }
        Path numbers = rowsOut;
        if (numbers != null) {
            OutputPlace.requireNew(numbers, "--rows-out");
        }
        Path scores = scoresOut;
        if (scores != null) {
            OutputPlace.requireNew(scores, "--scores-out");
        }
        OutputPlace.requireApart(numbers, "--rows-out", scores, "--scores-out");
        calibration.check();
        FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(folder)).withThreads(threads.wanted()));
        List<String> notes = new ArrayList<>();
        Rows chosen = rows(run, notes);
        notes.forEach(note -> output.say("note: " + note));
        if (!chosen.hasTarget() || chosen.count() > 0 && chosen.withTarget().count() == 0) {
            throw new RunFolderException(
                    "the rows of " + data + " have no column for the target, or nothing in it, so there is nothing to"
                            + " compare with; ergodic predict needs none");
        }
        int unknown = chosen.count() - chosen.withTarget().count();
        if (unknown > 0) {
            output.say(
                    "note: " + Counted.of(unknown, "row") + " without a target " + Counted.is(unknown) + " not scored");
            chosen = chosen.withTarget();
        }
        if (chosen.count() == 0) {
            throw new RunFolderException(
                    "there are no rows to score: the run has no test rows; name some with --data or"
                            + " --rows");
        }
        // What can be seen to be wrong is said before rows are predicted.
        Path others = others(run);
        if (steps != null) {
            Forecasts.require(run, steps);
        }
        if (stacking || leaveOneOut) {
            StackedScores.require(run, RowSet.HELD_OUT, leaveOneOut);
        }
        boolean othersThanCalibrated = calibration.isWanted() && Recalibration.requireOthers(run, chosen, file(run));
        Recalibration calibrated = calibration.of(run);
        run = run.alike(chosen);
        Optional<String> thinned = run.thinned();
        thinned.ifPresent(sentence -> output.say("note: " + sentence));
        RowScores scored = run.score(chosen);
        EachTarget targets = run.scoreEach(chosen);
        Forecasts forecasts = steps == null ? null : run.forecast(chosen, steps, 1, run.levels());
        Map<String, Object> document = new LinkedHashMap<>();
        chains.tell(output, run, document);
        document.put("rows", chosen.count());
        document.put("notes", notes);
        document.put("draw_kind", run.draws().kind().key());
        document.put("chains", run.draws().chains());
        document.put("draws", run.draws().draws());
        thinned.ifPresent(sentence -> document.put("thinned", sentence));
        document.put("standardised", scored.standardised().values());
        document.put("original", scored.original().values());
        targets.tell(document);
        List<String> lines = new ArrayList<>();
        lines.add(Counted.of(chosen.count(), "row") + ", "
                + run.draws().kind().counted(run.draws().chains(), run.draws().draws()));
        lines.addAll(Findings.metricsTable(scored.standardised(), scored.original()));
        lines.addAll(targets.lines());
        if (forecasts != null) {
            document.put("steps", forecasts.document());
            forecasts.remark().ifPresent(remark -> document.put("steps_remark", remark));
            lines.addAll(forecasts.lines());
        }
        if (scored.prediction().classes() > 0) {
            ClassScores classes = ClassScores.of(scored.prediction(), run.study().dataset().target().classes());
            classes.tell(document);
            lines.addAll(classes.lines());
            if (others != null) {
                OodScores scoresOfOthers = OodScores.of(run, chosen, scored.prediction(), others);
                document.put("ood", scoresOfOthers.document());
                lines.addAll(scoresOfOthers.lines());
            }
        }
        if (calibrated != null) {
            lines.addAll(calibrated.tell(calibrated.whole(run, chosen, scored.prediction()), othersThanCalibrated,
                    document));
        }
        if (stacking || leaveOneOut) {
            lines.addAll(StackedScores.of(run, scored.prediction(), RowSet.HELD_OUT, leaveOneOut).tell(document));
        }
        if (numbers != null) {
            String listed = IntStream.of(chosen.numbers()).mapToObj(Integer::toString)
                    .collect(Collectors.joining(" ", "", "\n"));
            WholeFile.write(numbers, beside -> Files.writeString(beside, listed));
        }
        if (scores != null && forecasts != null) {
            forecasts.write(scores);
        } else if (scores != null) {
            ScoreTable.write(scored.prediction(), targets.scores(), run.study().dataset().target(), chosen, scores);
        }
        output.result(document, lines);
        return 0;
    }

    private @Nullable Path others(FinishedRun run) {
        Path file = ood;
        if (file == null) {
            Path named = run.study().ood().orElse(null);
            if (named != null && !run.knowsOod()) {
                output.say("note: no draw has its weights kept yet, so the rows out of distribution (data.ood) are not"
                        + " predicted");
                return null;
            }
            return named;
        }
        if (run.study().dataset().target().classes().isEmpty()) {
            throw new RunFolderException(
                    "--ood: rows out of distribution are told by the probabilities of classes, and the target "
                            + run.study().dataset().target().name() + " is a number");
        }
        return run.study().requireData(file, "--ood");
    }

    /** The file that the rows scored are of; null if they are rows of the run's data file. */
    private @Nullable Path file(FinishedRun run) {
        return data != null || rows != null ? data : run.study().testFile().orElse(null);
    }

    private Rows rows(FinishedRun run, List<String> notes) {
        Path file = data;
        if (file != null) {
            run.study().requireData(file, "--data");
        }
        if (rows == null) {
            return file == null ? run.study().dataset().test() : run.study().dataset().readRows(file, notes);
        }
        RunFolder.requireFile(rows, "file of row numbers", "--rows");
        Rows all = run.study().dataset().readRows(file == null ? run.study().dataFile() : file,
                notes);
        return run.study().dataset().select(all, new SplitSpec.Listed(rows, split == null ? 0 : split));
    }
}
