package ergodic.cli.command;

import ergodic.study.RunFolder;
import ergodic.study.SamplingJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ergodic resume}: goes on where a run stopped or was killed; the draws are those of a run never stopped. */
@Command(name = "resume", mixinStandardHelpOptions = true, header = {
        "Go on where a run stopped or was killed; the draws are those of a run that was never stopped."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic resume airfoil-run"})
public final class ResumeCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        return RunCommands.sample(SamplingJob.resume(RunFolder.open(folder)), threads, output);
    }
}
