package ergodic.cli.command;

import ergodic.sampler.words.Counted;
import ergodic.study.RunFolder;
import ergodic.study.tune.Tuning;
import ergodic.study.tune.TuningResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodic tune}: a small search among configurations, inside the training rows. */
@Command(name = "tune", mixinStandardHelpOptions = true, header = {
        "Choose among configurations by cross-validated log density, or by evidence, inside the training rows; held-out rows are not read.",
        "Stopped, it goes on with the same command."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic tune airfoil.toml --try network.width=20,50 --try prior.weights.scale=0.5,1,2",
                "  ergodic tune airfoil.toml --by evidence --set sampler.method=laplace --try prior.weights.scale=0.5,1,2"})
public final class TuneCommand implements Callable<Integer> {

    private static final String DENSITY = "density";
    private static final String EVIDENCE = "evidence";
    private static final int USUAL_FOLDS = 5;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONFIG.toml", description = "The configuration to change.")
    private Path configFile = Path.of("");

    @Option(names = "--try", paramLabel = "key=value,value", description = "Values of a key to try, in all combinations; of any key of the"
            + " configuration, of network.width and of network.depth (default: half and twice the scale of the weights' prior and the hidden units).")
    private List<String> tries = List.of();

    @Option(names = "--set", paramLabel = "key=value", description = "Replaces a key of the configuration in all that is tried.")
    private List<String> overrides = List.of();

    @Option(names = "--by", paramLabel = "SCORE", description = "What is compared: density, of training rows in folds that were held out, or"
            + " evidence, of all training rows, by methods that tell it: laplace, last_layer, smc, tempering (default: density).")
    private String by = DENSITY;

    @Option(names = "--folds", paramLabel = "K", description = "Parts of the training rows, each held out once; of density alone (default: 5).")
    private @Nullable Integer folds;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the search, to go on with too (default: NAME-tune).")
    private @Nullable Path out;

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        boolean byEvidence = by.equals(EVIDENCE);
        if (spec != null && !byEvidence && !by.equals(DENSITY)) {
            throw new ParameterException(spec.commandLine(), "--by is density or evidence, not " + by);
        }
        if (spec != null && folds != null && (folds < 2 || byEvidence)) {
            throw new ParameterException(spec.commandLine(), byEvidence
                    ? "--folds are of --by density: an evidence is of all training rows; take one of the two out"
                    : "--folds must be at least 2, not " + folds);
        }
        int parts = folds == null ? USUAL_FOLDS : folds;
        Path folder = out == null
                ? Path.of(String.valueOf(configFile.getFileName()).replaceFirst("\\.toml$", "") + "-tune")
                : out;
        RunFolder.requireFile(configFile, "configuration file", null);
        Tuning tuning = byEvidence ? Tuning.byEvidence(configFile, overrides, tries, folder)
                : Tuning.plan(configFile, overrides, tries, parts, folder);
        output.say("folder of the search: " + folder + "; " + Counted.of(tuning.configurations(), "configuration")
                + (byEvidence ? ", by evidence" : ", " + parts + " folds each"));
        Optional<TuningResult> found;
        try (Interruption interruption = Interruption.watch()) {
            found = tuning.run(threads.wanted(), output::watch, interruption.cancellation());
        }
        if (found.isEmpty()) {
            Output.fail("stopped; what is finished is kept, go on with the same command");
            return ExitStatus.FAILED;
        }
        Map<String, Object> document = new LinkedHashMap<>(found.get().document());
        List<String> lines = new ArrayList<>(found.get().lines());
        document.put("written", tuning.written().stream().map(Path::toString).toList());
        lines.add("Written: " + String.join(", ", tuning.written().stream().map(Path::toString).toList()));
        output.result(document, lines);
        return ExitStatus.OK;
    }
}
