package ergodic.sampler.run;

import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its checkpoints: one file a chain, {@code chain-0.checkpoint} and so on, replaced as a whole, so that
 * there is a good one at any moment. It holds the chain's state, random numbers and tuner; a resumed run gives the same
 * bits as one that was never stopped.
 *
 * <p>
 * A checkpoint is written when a phase ends, when the run ends or stops, and in between about once a second, each time
 * after the draws before it were flushed to the sink.
 */
public final class Checkpoints {

    private static final Duration CADENCE = Duration.ofSeconds(1);

    private final @Nullable Path directory;
    private final String fingerprint;
    private final boolean resuming;
    private final long cadenceNanos;

    private Checkpoints(@Nullable Path directory, String fingerprint, boolean resuming, long cadenceNanos) {
        this.directory = directory;
        this.fingerprint = fingerprint;
        this.resuming = resuming;
        this.cadenceNanos = cadenceNanos;
    }

    /** No checkpoints: such a run cannot be resumed. The sink is still flushed about once a second. */
    public static Checkpoints none() {
        return new Checkpoints(null, "", false, CADENCE.toNanos());
    }

    /**
     * Checkpoints of a new run.
     *
     * @param directory
     *            made if it does not exist; must hold no checkpoints yet
     * @param fingerprint
     *            stands for everything that decides the draws (model, data, sampler; see {@link RunFingerprint}); a run is
     *            only resumed under the same
     */
    public static Checkpoints begin(Path directory, String fingerprint) {
        try {
            Files.createDirectories(directory);
            if (holdsCheckpoints(directory)) {
                throw new CheckpointException("the directory " + directory
                        + " already holds the checkpoints of a run: resume that run, or begin this one elsewhere");
            }
        } catch (IOException e) {
            throw new CheckpointException("cannot keep checkpoints in " + directory + ": " + FileFault.reason(e), e);
        }
        return new Checkpoints(directory, fingerprint, false, CADENCE.toNanos());
    }

    /**
     * Checkpoints of a run that is to go on. A chain that was stopped before its first checkpoint begins again, with the
     * same bits.
     *
     * @param directory
     *            the directory it was begun with
     * @param fingerprint
     *            the fingerprint it was begun with
     */
    public static Checkpoints resume(Path directory, String fingerprint) {
        if (!Files.isDirectory(directory)) {
            throw new CheckpointException("there is no run to resume: " + directory + " is not a directory");
        }
        requireThisFormat(directory);
        return new Checkpoints(directory, fingerprint, true, CADENCE.toNanos());
    }

    /**
     * Brings the checkpoints of the parts of a run into one directory, from which the whole run can be resumed.
     *
     * @param parts
     *            directories of the parts
     * @param whole
     *            made if it does not exist; files of the same name are replaced
     */
    public static void join(List<Path> parts, Path whole) throws IOException {
        Files.createDirectories(whole);
        for (Path part : parts) {
            try (Stream<Path> files = Files.list(part)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (file.toString().endsWith(CheckpointFile.SUFFIX)) {
                        Files.copy(file, whole.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /** The same with another time between two checkpoints (by default 1 s). */
    public Checkpoints every(Duration cadence) {
        if (cadence.isNegative()) {
            throw new IllegalArgumentException("the time between checkpoints must not be negative, but is " + cadence);
        }
        return new Checkpoints(directory, fingerprint, resuming, cadence.toNanos());
    }

    long cadenceNanos() {
        return cadenceNanos;
    }

    void save(int chain, RunSettings settings, int dimension, Blobs.Writer body) throws IOException {
        if (directory != null) {
            CheckpointFile.write(file(directory, chain), header(chain, settings, dimension), body);
        }
    }

    void load(int chain, RunSettings settings, int dimension, Blobs.Reader body) {
        if (directory == null || !resuming) {
            return;
        }
        Path file = file(directory, chain);
        if (Files.exists(file)) {
            CheckpointFile.read(file, header(chain, settings, dimension), body);
        }
    }

    /** Keeps other processes from running in the same directory, until it is closed or this process ends. */
    DirectoryLock lock() {
        return directory == null ? DirectoryLock.NONE : DirectoryLock.of(directory);
    }

    private CheckpointFile.Header header(int chain, RunSettings settings, int dimension) {
        return new CheckpointFile.Header(fingerprint, settings.chains(), chain, settings.warmup(), settings.thin(),
                settings.seed(), dimension);
    }

    private static Path file(Path directory, int chain) {
        return directory.resolve("chain-" + chain + CheckpointFile.SUFFIX);
    }

    /** Before anything else of the run is opened: what another version wrote may differ in more than its checkpoints. */
    private static void requireThisFormat(Path directory) {
        try {
            for (Path file : checkpoints(directory)) {
                CheckpointFile.requireThisFormat(file);
            }
        } catch (IOException e) {
            throw new CheckpointException("cannot read the checkpoints in " + directory + ": " + FileFault.reason(e),
                    e);
        }
    }

    private static boolean holdsCheckpoints(Path directory) throws IOException {
        return !checkpoints(directory).isEmpty();
    }

    private static List<Path> checkpoints(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(CheckpointFile.SUFFIX)).sorted().toList();
        } catch (NotDirectoryException e) {
            throw new IOException("it is not a directory", e);
        }
    }
}
