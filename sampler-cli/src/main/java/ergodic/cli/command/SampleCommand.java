package ergodic.cli.command;

import ergodic.study.RunFolder;
import ergodic.study.SamplingJob;
import ergodic.study.Study;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ergodic sample}: draws from the posterior that a configuration describes, diagnoses the draws and reports. */
@Command(name = "sample", mixinStandardHelpOptions = true, header = {
        "Sample the posterior of a network, judge the draws, write the report."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic sample examples/airfoil.toml --out airfoil --set sampler.draws=500"})
public final class SampleCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CONFIG.toml", description = "What to sample.")
    private Path configFile = Path.of("");

    @Option(names = "--data", paramLabel = "FILE", description = "Data file, in place of the configuration's.")
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the run; made (default: NAME-run).")
    private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Seed, in place of the configuration's.")
    private @Nullable Long seed;

    @Option(names = "--set", paramLabel = "key=value", description = "Replaces a key of the configuration.")
    private List<String> overrides = List.of();

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        List<String> all = new ArrayList<>(overrides);
        if (data != null) {
            all.add("data.file=\"" + data.toAbsolutePath().toString().replace("\\", "\\\\") + "\"");
        }
        if (seed != null) {
            all.add("sampler.seed=" + seed);
        }
        RunConfig config = ConfigFile.read(configFile, all, note -> output.say("note: " + note));
        int allowed = threads.wanted();
        Study study = Study.of(config, Study.folderOf(configFile));
        SamplingJob job = SamplingJob.begin(study, out == null ? RunFolder.fresh(configFile) : out, allowed,
                output::watch);
        return RunCommands.sample(job, threads, output);
    }
}
