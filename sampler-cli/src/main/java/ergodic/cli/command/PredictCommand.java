package ergodic.cli.command;

import ergodic.cli.run.FinishedRun;
import ergodic.cli.run.PredictionTable;
import ergodic.cli.run.RunFolder;
import ergodic.cli.run.RunFolderException;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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
                "  ergodic predict airfoil-run --data new.csv --out predictions.csv"})
public final class PredictCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "Rows to predict; the target may be"
            + " absent.")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "FILE.csv", required = true, description = "Where to write; must not exist. A hyphen:"
            + " standard output.")
    private Path out = Path.of("");

    @Option(names = "--quantiles", paramLabel = "P", split = ",", description = "Levels of the quantiles, each between 0 and"
            + " 1, separated by commas (default: 0.025,0.05,0.25,0.5,0.75,0.95,0.975).")
    private double @Nullable [] quantiles;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        boolean toStandardOutput = out.toString().equals("-");
        if (toStandardOutput && output.json()) {
            throw new RunFolderException("--out - writes the table to standard output, where --json would print its"
                    + " document; name a file, or leave --json out");
        }
        double[] levels = levels();
        FinishedRun run = FinishedRun.open(RunFolder.open(folder));
        if (!toStandardOutput && Files.exists(RunFolder.requirePlace(out))) {
            throw new RunFolderException(out + " exists already; choose another name with --out");
        }
        Rows rows = run.study().dataset().readRows(RunFolder.requireFile(data, "data file", "--data"));
        Prediction prediction = run.predict(rows, levels).inUnitsOf(run.study().dataset().target());
        if (toStandardOutput) {
            PredictionTable.write(prediction, run.study().dataset().target(), rows, System.out);
            output.say(Counted.of(rows.count(), "row") + " predicted");
            return 0;
        }
        PredictionTable.write(prediction, run.study().dataset().target(), rows, out);
        output.result(Map.of("rows", rows.count(), "file", out.toString(), "columns",
                PredictionTable.columns(prediction, run.study().dataset().target())),
                List.of(Counted.of(rows.count(), "row") + " predicted: " + out));
        return 0;
    }

    private double[] levels() {
        double[] chosen = quantiles;
        if (chosen == null) {
            return FinishedRun.levels();
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
