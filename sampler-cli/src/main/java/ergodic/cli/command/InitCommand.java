package ergodic.cli.command;

import ergodic.nn.data.DataKind;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.kinds.DataKinds;
import ergodic.sampler.support.WholeFile;
import ergodic.sampler.words.Nearest;
import ergodic.study.KindStarter;
import ergodic.study.OutputPlace;
import ergodic.study.Proposal;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.Starter;
import ergodic.study.StarterConfig;
import ergodic.study.config.LikelihoodConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodic init}: writes a commented configuration for a data file. */
@Command(name = "init", mixinStandardHelpOptions = true, header = {
        "Look at a table and write a commented configuration that runs."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic init data.csv --target price --drop comment --id number", "  ergodic sample data.toml"})
public final class InitCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DATA", description = "Table with a row a line; or a file or folder of another kind,"
            + " such as images.")
    private Path data = Path.of("");

    @Option(names = "--target", paramLabel = "COLUMN", description = "Column to be predicted: its name,"
            + " or its number from 0; of a table also several numbers, as in a,b. Only tables need it.")
    private @Nullable String target;

    @Option(names = "--kind", paramLabel = "KIND", description = "What the data are, as data.kind says it (default: guessed,"
            + " and said).")
    private @Nullable String kindName;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--family", paramLabel = "FAMILY", description = "What the target is, as likelihood.family says it: gaussian,"
            + " student_t, categorical, poisson, gamma and others (default: guessed, and said); multivariate_normal of several targets.")
    private @Nullable String family;

    @Option(names = "--features", paramLabel = "COLUMN", split = ",", description = "Columns to predict from (default: all"
            + " that can be used).")
    private List<String> features = List.of();

    @Option(names = "--drop", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
    private List<String> drop = List.of();

    @Option(names = "--id", paramLabel = "COLUMN", split = ",", description = "Columns that name the rows; left out.")
    private List<String> ids = List.of();

    @Option(names = "--offset", paramLabel = "COLUMN", description = "Column that is added to the log of the mean, such as the log of"
            + " an exposure (data.offset).")
    private @Nullable String offset;

    @Option(names = "--weight", paramLabel = "COLUMN", description = "Column of weights of the rows (data.weight).")
    private @Nullable String weight;

    @Option(names = "--trials", paramLabel = "COLUMN", description = "Column of the trials of binomial counts (data.trials); the family"
            + " is binomial then.")
    private @Nullable String trials;

    @Option(names = "--observed", paramLabel = "COLUMN", description = "Column of 1, where the time in the target was observed, and 0,"
            + " where it was censored (data.observed); the family is survival then.")
    private @Nullable String observed;

    @Option(names = "--out", paramLabel = "CONFIG.toml", description = "Where to write (default: the data file's name"
            + " with .toml, beside it).")
    private @Nullable Path out;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(data)) {
            RunFolder.requireFile(data, "data file", null);
        }
        String name = String.valueOf(data.getFileName());
        Path file = out == null ? data.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".toml") : out;
        OutputPlace.requireNew(file, "--out");
        if (family != null) {
            LikelihoodConfig.requireFamily("--family", family);
        }
        Starter starter = starter();
        String text = starter.text(file);
        WholeFile.write(file, beside -> Files.writeString(beside, text));
        starter.notes().forEach(note -> output.say("note: " + note));
        output.result(
                Map.of("config", file.toString(), "rows", starter.rows(), "inputs", starter.inputs(), "likelihood",
                        starter.family(), "notes", starter.notes()),
                List.of(starter.summary(), "Configuration: " + file, "Next: " + Proposal.command("sample", file)));
        return 0;
    }

    private Starter starter() {
        String column = target;
        DataKind kind = kind();
        if (kind != null) {
            String extra = !features.isEmpty() ? "--features"
                    : !drop.isEmpty() ? "--drop"
                            : !ids.isEmpty() ? "--id"
                                    : beside().keySet().stream().findFirst().map(role -> "--" + role.key().name())
                                            .orElse("");
            if (!extra.isEmpty()) {
                throw new RunFolderException(extra + " is about the columns of a table, but the data are of kind \""
                        + kind.name() + "\"; leave it out");
            }
            return KindStarter.of(kind, data, column, family);
        }
        if (column == null) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(),
                    "Missing required option: '--target=COLUMN'");
        }
        RunFolder.requireFile(data, "data file", null);
        return StarterConfig.of(data, new StarterConfig.Wishes(column, family, features, drop, ids, beside()));
    }

    /** Columns that the likelihood takes. */
    private Map<RowRole, String> beside() {
        Map<RowRole, String> named = new EnumMap<>(RowRole.class);
        put(named, RowRole.OFFSET, offset);
        put(named, RowRole.WEIGHT, weight);
        put(named, RowRole.TRIALS, trials);
        put(named, RowRole.OBSERVED, observed);
        return named;
    }

    private static void put(Map<RowRole, String> named, RowRole role, @Nullable String column) {
        if (column != null) {
            named.put(role, column);
        }
    }

    /** What the data are; null for a table. */
    private @Nullable DataKind kind() {
        String name = kindName;
        if (name == null) {
            return KindStarter.recognise(data).orElse(null);
        }
        DataKind kind = DataKinds.named(name).orElseThrow(() -> new RunFolderException("--kind " + name
                + " is not known" + Nearest.hint(name, DataKinds.names()) + "; choose one of "
                + String.join(", ", DataKinds.names())));
        return kind.equals(DataKinds.ALL.getFirst()) ? null : kind;
    }
}
