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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Option(names = "--out", paramLabel = "FILE.csv", required = true, description = "Where to write; must not exist.")
    private Path out = Path.of("");

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        FinishedRun run = FinishedRun.open(RunFolder.open(folder));
        if (Files.exists(RunFolder.requirePlace(out))) {
            throw new RunFolderException(out + " exists already; choose another name with --out");
        }
        Rows rows = run.study().dataset().readRows(RunFolder.requireFile(data, "data file", "--data"));
        Prediction prediction = run.predict(rows).inUnitsOf(run.study().dataset().target());
        PredictionTable.write(prediction, run.study().dataset().target(), out);
        output.result(Map.of("rows", rows.count(), "file", out.toString(), "columns",
                PredictionTable.columns(prediction, run.study().dataset().target())),
                List.of(Counted.of(rows.count(), "row") + " predicted: " + out));
        return 0;
    }
}
