package ergodic.cli.command;

import ergodic.cli.run.Proposal;
import ergodic.cli.run.RunFolder;
import ergodic.cli.run.RunFolderException;
import ergodic.cli.run.StarterConfig;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ergodic init}: writes a commented configuration for a data file. */
@Command(name = "init", mixinStandardHelpOptions = true, header = {
        "Write a commented configuration to start from."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic init data.csv --target price", "  ergodic sample data.toml"})
public final class InitCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DATA.csv", description = "Table with a row a line.")
    private Path data = Path.of("");

    @Option(names = "--target", paramLabel = "COLUMN", required = true, description = "Column to be predicted: its name,"
            + " or its number from 0.")
    private String target = "";

    @Option(names = "--out", paramLabel = "CONFIG.toml", description = "Where to write (default: the data file's name"
            + " with .toml, beside it).")
    private @Nullable Path out;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        RunFolder.requireFile(data, "data file", null);
        String name = String.valueOf(data.getFileName());
        Path file = out == null ? data.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".toml") : out;
        if (Files.exists(file)) {
            throw new RunFolderException(file + " exists already; choose another name with --out");
        }
        StarterConfig starter = StarterConfig.of(data, target);
        Files.writeString(file, starter.text(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        output.result(
                Map.of("config", file.toString(), "rows", starter.rows(), "inputs", starter.inputs(), "likelihood",
                        starter.family()),
                List.of(data + ": " + Counted.of(starter.rows(), "row") + ", " + Counted.of(starter.inputs(), "input")
                        + ", target "
                        + starter.targetName() + " (" + starter.family() + ")", "Configuration: " + file,
                        "Next: " + Proposal.command("sample", file)));
        return 0;
    }
}
