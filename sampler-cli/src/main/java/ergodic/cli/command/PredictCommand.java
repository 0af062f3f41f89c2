package ergodic.cli.command;

import ergodic.nn.data.RowFile;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.words.Counted;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                "  ergodic predict airfoil-run --data new.csv --out - --quantiles 0.1,0.9 --draws 20 --seed 3"})
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
            + " 1, separated by commas (default: 0.025,0.05,0.25,0.5,0.75,0.95,0.975).")
    private double @Nullable [] quantiles;

    @Option(names = "--draws", paramLabel = "N", description = "Add N random values of each row's predictive distribution,"
            + " draw_1 ...; one column has the same draw of the weights in all rows (default: 0).")
    private int draws;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the random numbers of --draws (default: 1).")
    private @Nullable Long seed;

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
        if (seed != null && draws == 0) {
            throw new RunFolderException("--seed is that of the random values that --draws N asks for; add it");
        }
        double[] levels = levels();
        FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(folder)).withThreads(threads.wanted())
                .withSamples(draws, seed == null ? 1 : seed));
        if (!toStandardOutput && Files.exists(RunFolder.requirePlace(out))) {
            throw new RunFolderException(out + " exists already; choose another name with --out");
        }
        TargetEncoding target = run.study().dataset().target();
        RowFile rows = run.study().dataset().rowsIn(run.study().requireData(data, "--data"));
        rows.notes().forEach(note -> output.say("note: " + note));
        String said = Counted.of(rows.count(), "row") + " predicted";
        if (quantiles != null && !target.classes().isEmpty()) {
            output.say("note: classes have no quantiles, so --quantiles changes nothing");
        }
        if (toStandardOutput) {
            run.predictInto(rows, System.out, levels);
            chains.tell(output, run.draws(), new LinkedHashMap<>());
            output.say(said);
            return 0;
        }
        List<String> columns = run.predictInto(rows, out, levels);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rows", rows.count());
        document.put("notes", rows.notes());
        document.put("file", out.toString());
        document.put("columns", columns);
        chains.tell(output, run.draws(), document);
        output.result(document,
                List.of(said + ": " + out));
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
