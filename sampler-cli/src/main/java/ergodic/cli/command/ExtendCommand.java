package ergodic.cli.command;

import ergodic.study.RunFolder;
import ergodic.study.SamplingJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodic extend}: more draws of a finished run, as if it had been asked for them at first. */
@Command(name = "extend", mixinStandardHelpOptions = true, header = {
        "Make more draws of a finished run, as if it had been asked for them at first."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic extend airfoil-run --draws 500"})
public final class ExtendCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Option(names = "--draws", paramLabel = "N", required = true, description = "How many more draws of each chain.")
    private int draws;

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (draws < 1 && spec != null) {
            throw new ParameterException(spec.commandLine(), "--draws must be at least 1, not " + draws);
        }
        return RunCommands.sample(SamplingJob.extend(RunFolder.open(folder), draws), threads, output);
    }
}
