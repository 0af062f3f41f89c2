package ergodic.cli.command;

import ergodic.sampler.support.WholeFile;
import ergodic.study.Proposal;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.StarterConfig;
import ergodic.study.config.LikelihoodConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "Look at a table and write a commented configuration that runs."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic init data.csv --target price --drop comment --id number", "  ergodic sample data.toml"})
public final class InitCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DATA.csv", description = "Table with a row a line.")
    private Path data = Path.of("");

    @Option(names = "--target", paramLabel = "COLUMN", required = true, description = "Column to be predicted: its name,"
            + " or its number from 0.")
    private String target = "";

    @Option(names = "--family", paramLabel = "FAMILY", description = "What the target is: gaussian, bernoulli, categorical,"
            + " poisson or negative_binomial (default: guessed, and said).")
    private @Nullable String family;

    @Option(names = "--features", paramLabel = "COLUMN", split = ",", description = "Columns to predict from (default: all"
            + " that can be used).")
    private List<String> features = List.of();

    @Option(names = "--drop", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
    private List<String> drop = List.of();

    @Option(names = "--id", paramLabel = "COLUMN", split = ",", description = "Columns that name the rows; left out.")
    private List<String> ids = List.of();

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
        if (Files.exists(RunFolder.requirePlace(file))) {
            throw new RunFolderException(file + " exists already; choose another name with --out");
        }
        if (family != null) {
            LikelihoodConfig.requireFamily("--family", family);
        }
        StarterConfig starter = StarterConfig.of(data, new StarterConfig.Wishes(target, family, features, drop, ids));
        String text = starter.text(file);
        WholeFile.write(file, beside -> Files.writeString(beside, text));
        starter.notes().forEach(note -> output.say("note: " + note));
        output.result(
                Map.of("config", file.toString(), "rows", starter.rows(), "inputs", starter.inputs(), "likelihood",
                        starter.family(), "notes", starter.notes()),
                List.of(starter.summary(), "Configuration: " + file, "Next: " + Proposal.command("sample", file)));
        return 0;
    }
}
