package ergodic.study;

import ergodic.study.config.CodedPlan;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.DataConfig;
import ergodic.study.config.RunConfig;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SplitConfig;
import ergodic.nn.data.DataKind;
import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.method.Key;
import ergodic.sampler.support.FileFault;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run. It needs nothing outside itself: the configuration with all defaults spelled out, copies of the
 * data files, the draws, the checkpoints and the report.
 */
public final class RunFolder {

    private static final String CONFIG = "config.toml";
    /** In place of a configuration, where data and network are made in Java. */
    private static final String PLAN = "plan.toml";

    private static final String PARTS = "parts";
    private static final String DATA = "data";
    private static final String HELD_OUT = "data/held-out";
    private static final String OOD = "data/ood";

    private final Path root;
    /** The folder that the configuration and the data lie in: the root, or of a part the folder of its run. */
    private final Path home;

    private RunFolder(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /**
     * Makes the folder of a new run: copies the data files and writes the configuration with their new names.
     *
     * @param root
     *            the folder; must not exist or be empty
     * @param plan
     *            the configuration as read
     * @param base
     *            folder that the configuration's paths are relative to
     * @param prepared
     *            what the method found out; null if it needed to know nothing
     */
    static RunFolder create(Path root, RunPlan plan, Path base, @Nullable Prepared prepared) throws IOException {
        requireFresh(root);
        boolean there = Files.exists(root);
        try {
            Files.createDirectories(root.resolve(DATA));
        } catch (IOException e) {
            throw new RunFolderException("the folder " + root + " cannot be made (" + FileFault.reason(e)
                    + "); choose another with --out");
        }
        RunFolder folder = new RunFolder(root, root);
        try {
            folder.fill(plan, base, prepared);
        } catch (IOException | RuntimeException e) {
            // Half a folder would be taken for a run, or stand in the way of the next one.
            try {
                empty(root, there);
            } catch (IOException | RuntimeException left) {
                e.addSuppressed(left);
            }
            throw switch (e) {
                case NoSuchFileException gone -> new RunFolderException(
                        "there is no file " + gone.getFile() + " any more to copy into " + root + "; put it back");
                case IOException fault -> new RunFolderException("the folder " + root + " cannot be filled ("
                        + FileFault.reason(fault) + "); put that right, or choose another with --out");
                case UncheckedIOException fault -> new RunFolderException("the folder " + root + " cannot be filled ("
                        + FileFault.reason(Objects.requireNonNull(fault.getCause()))
                        + "); put that right, or choose another with --out");
                case RuntimeException fault -> fault;
                default -> new IllegalStateException(e);
            };
        }
        return folder;
    }

    private void fill(RunPlan plan, Path base, @Nullable Prepared prepared) throws IOException {
        // Before the configuration, without which there is no run to go on with.
        if (prepared != null) {
            prepared.write(preparation());
        }
        switch (plan) {
            case RunConfig config -> {
                RunConfig own = config.withData(copyData(config.data(), base));
                WholeFile.write(root.resolve(CONFIG), beside -> ConfigFile.write(own, beside));
            }
            case CodedPlan coded -> WholeFile.write(root.resolve(PLAN), beside -> ConfigFile.write(coded, beside));
        }
        if (prepared != null) {
            note(prepared.found().text());
        }
    }

    private static void empty(Path root, boolean keepRoot) throws IOException {
        // What a link names is emptied, and the link stays.
        Path real = root.toRealPath();
        try (Stream<Path> all = Files.walk(real)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!keepRoot || !each.equals(real)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    /**
     * Looks whether a run can be begun in a folder, before the work that comes before it.
     *
     * @throws RunFolderException
     *             if it holds something, or cannot be made
     */
    static void requireFresh(Path root) throws IOException {
        if (Files.exists(root.resolve(CONFIG)) || Files.exists(root.resolve(PLAN))) {
            throw new RunFolderException(
                    "the folder " + root + " already holds a run; go on with it by "
                            + Proposal.command("resume", root) + " or " + Proposal.command("extend", root)
                            + " --draws N, or choose another folder with --out");
        }
        OutputPlace.requireFolder(root);
    }

    /** The folder of an existing run. */
    public static RunFolder open(Path root) {
        if (!Files.isDirectory(root)) {
            throw new RunFolderException(Files.exists(root)
                    ? root + " is a file; name the folder of a run, as ergodic sample makes them"
                    : "there is no folder " + root + "; ergodic sample makes one");
        }
        if (!Files.isRegularFile(root.resolve(CONFIG)) && !Files.isRegularFile(root.resolve(PLAN))) {
            throw new RunFolderException("the folder " + root + " holds no run (it has no " + CONFIG + ")");
        }
        return new RunFolder(root, root);
    }

    /** The folder, in this one, of some of the chains; made if it does not exist. */
    RunFolder part(ChainRange chains) throws IOException {
        Path part = root.resolve(PARTS).resolve("chains-" + chains.first() + "-" + (chains.end() - 1));
        Files.createDirectories(part);
        return new RunFolder(part, home);
    }

    /** The parts that were sampled, in the order of their names; none for a run that was sampled as a whole. */
    List<RunFolder> parts() throws IOException {
        Path parts = root.resolve(PARTS);
        if (!Files.isDirectory(parts)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parts)) {
            return folders.sorted().map(part -> new RunFolder(part, home)).filter(part -> Files.exists(part.draws()))
                    .toList();
        }
    }

    /** The first of {@code NAME-run}, {@code NAME-run-2} ... in the present folder that does not exist yet. */
    public static Path fresh(Path configFile) {
        String name = String.valueOf(configFile.getFileName()).replaceFirst("\\.toml$", "");
        Path candidate = Path.of(name + "-run");
        for (int i = 2; Files.exists(candidate); i++) {
            candidate = Path.of(name + "-run-" + i);
        }
        return candidate;
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** The configuration that the run was made with. */
    public RunConfig config() {
        if (configFile().endsWith(PLAN)) {
            throw new RunFolderException(
                    "the run in " + root + " was begun by a program in Java, which has its data and"
                            + " its network; go on with it there");
        }
        return (RunConfig) ended(ConfigFile.read(configFile(), List.of()));
    }

    /** How the run was sampled and stored, whether by a configuration or by a program. */
    RunPlan plan() {
        return configFile().endsWith(PLAN) ? ended(ConfigFile.readPlan(configFile())) : config();
    }

    /** The plan, with the draws after which a rule ended the run. */
    private RunPlan ended(RunPlan plan) {
        OptionalInt draws = plan.stop().rules().any()
                ? stopping().map(Stopping::endedAt).orElse(OptionalInt.empty())
                : OptionalInt.empty();
        return draws.isEmpty() ? plan : plan.withSampler(plan.sampler().withDraws(draws.getAsInt()));
    }

    /** How the run was judged by its rules; nothing of a run that has none. */
    Optional<Stopping> stopping() {
        return Stopping.read(stoppingFile());
    }

    /** Where that is kept. */
    Path stoppingFile() {
        return home.resolve("stopping.json");
    }

    /** Replaces the configuration, such as by one with more draws. */
    void writeConfig(RunPlan config) throws IOException {
        WholeFile.write(configFile(), file -> ConfigFile.write(config, file));
    }

    /** Puts a remark above the configuration. */
    private void note(String text) throws IOException {
        String config = Files.readString(configFile());
        WholeFile.write(configFile(), file -> Files.writeString(file, "# " + text + "\n" + config));
    }

    /** What the method found out before the run. */
    Path preparation() {
        return home.resolve("preparation.json");
    }

    /** Where the time of a gradient goes, layer by layer. */
    Path network() {
        return home.resolve("network.json");
    }

    private Path configFile() {
        Path config = home.resolve(CONFIG);
        return Files.exists(config) ? config : home.resolve(PLAN);
    }

    /** The Zarr store of the draws. */
    public Path draws() {
        return root.resolve("draws.zarr");
    }

    /** The Zarr store of the draws whose weights are kept, where that is not the store of all draws. */
    public Path weights() {
        return root.resolve("weights.zarr");
    }

    /** Folder of the checkpoints. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** The report. */
    public Path report() {
        return root.resolve("report.html");
    }

    /** Times and machine of the run. */
    public Path provenance() {
        return root.resolve("run.json");
    }

    /** Keeps other processes from writing to this run until the channel is closed. */
    FileChannel lock() throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as good as held by another one.
        }
        channel.close();
        throw new RunFolderException("another process is sampling into " + root + "; wait for it or stop it first");
    }

    private DataConfig copyData(DataConfig data, Path base) throws IOException {
        DataKind kind = data.toKind();
        String file = copy(base.resolve(data.file()), DATA);
        copyCompanions(kind, base.resolve(data.file()), DATA);
        Map<String, Object> own = new LinkedHashMap<>(data.own());
        for (Key<String> key : kind.fileKeys()) {
            String other = data.settings().find(key).orElse(null);
            if (other != null) {
                own.put(key.name(), copy(base.resolve(other), DATA));
            }
        }
        SplitConfig test = data.test();
        String ood = data.ood();
        if (ood != null) {
            // Without labels: they are not read.
            ood = copy(base.resolve(ood), OOD);
        }
        return data.withFiles(file, test == null ? null : copyTest(kind, test, base), ood, own);
    }

    private SplitConfig copyTest(DataKind kind, SplitConfig test, Path base) throws IOException {
        String rows = test.rows();
        String file = test.file();
        if (file != null) {
            // In a folder of its own: its companions are found by its name, which must stay.
            copyCompanions(kind, base.resolve(file), HELD_OUT);
            return test.withFiles(null, copy(base.resolve(file), HELD_OUT));
        }
        return rows == null ? test : test.withFiles(copy(base.resolve(rows), DATA), null);
    }

    private void copyCompanions(DataKind kind, Path file, String folder) throws IOException {
        for (Path companion : kind.companions(file)) {
            copy(companion, folder);
        }
    }

    private String copy(Path source, String folder) throws IOException {
        String name = String.valueOf(source.getFileName());
        Path place = root.resolve(folder).resolve(name);
        if (Files.exists(place) && Files.isRegularFile(place) && Files.mismatch(place, source) < 0) {
            return folder + "/" + name;
        }
        // Two files of one name from two folders: the second is told from the first.
        String relative = folder + "/" + (Files.exists(place) ? "rows-" + name : name);
        Path target = root.resolve(relative);
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(source)) {
            Files.copy(source, target);
            return relative;
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : all.toList()) {
                Path copy = target.resolve(source.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
            }
        }
        return relative;
    }

    /** A file, or a folder where the kind of data takes one, that can be read. */
    static Path requireData(DataKind kind, Path file, String key) {
        return kind.takesFolders() && Files.isDirectory(file) && Files.isReadable(file) ? file
                : requireFile(file, "data file", key);
    }

    /** The file itself, if it is one that can be read. */
    public static Path requireFile(Path file, String what, @Nullable String key) {
        String where = key == null ? "" : " (" + key + ")";
        if (Files.isDirectory(file)) {
            throw new RunFolderException("the " + what + " " + file + where + " is a folder; name a file");
        }
        if (!Files.exists(file)) {
            throw new RunFolderException("there is no " + what + " " + file + where + "; check the path"
                    + (key != null && key.startsWith("data.") ? ", which is relative to the configuration file" : ""));
        }
        if (!Files.isReadable(file)) {
            throw new RunFolderException("the " + what + " " + file + where + " cannot be read; check its permissions");
        }
        return file;
    }
}
