package ergodic.cli.command;

import ergodic.study.BenchResult;
import ergodic.study.GradientBench;
import ergodic.study.MethodChoice;
import ergodic.study.RunEstimate;
import ergodic.study.Study;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import ergodic.study.config.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodic bench}: times a gradient of the user's own model, and says what it means for the run. */
@Command(name = "bench", mixinStandardHelpOptions = true, header = {
        "Time a gradient of the posterior on this machine, and say how long the run would take."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic bench examples/airfoil.toml",
                "  ergodic bench examples/airfoil.toml --precision f32 --threads 2"})
public final class BenchCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONFIG.toml", description = "What would be sampled.")
    private Path configFile = Path.of("");

    @Option(names = "--precision", paramLabel = "f32|f64", description = "Numbers in which rows are computed (default:"
            + " the configuration's).")
    private @Nullable String precision;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of one evaluation (default: 1).")
    private int threads = 1;

    @Option(names = "--set", paramLabel = "key=value", description = "Replaces a key of the configuration.")
    private List<String> overrides = List.of();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (threads < 1) {
            throw wrong("--threads must be at least 1, not " + threads);
        }
        RunConfig config = ConfigFile.read(configFile, overrides, note -> output.say("note: " + note));
        if (precision != null) {
            config = config.withSampler(config.sampler().withPrecision(numbers(precision)));
        }
        MethodChoice choice = MethodChoice.of(Study.of(config, Study.folderOf(configFile)), output::watch);
        Study study = choice.study();
        output.say(study.remarks().describe());
        if (!choice.text().isEmpty()) {
            output.say(choice.text());
        }
        RunPlan plan = study.plan();
        BenchResult result = GradientBench.run(study, plan, threads);
        RunEstimate estimate = RunEstimate.of(study, plan, result.medianMicros(), threads,
                Runtime.getRuntime().availableProcessors());
        output.result(result.document(estimate), result.lines(estimate));
        return 0;
    }

    private String numbers(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "f32", "float32" -> "float32";
            case "f64", "float64" -> "float64";
            default -> throw wrong("--precision must be f32 or f64, not " + word);
        };
    }

    private RuntimeException wrong(String sentence) {
        return spec == null ? new ConfigException(sentence) : new ParameterException(spec.commandLine(), sentence);
    }
}
