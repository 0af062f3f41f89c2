package ergodic.sampler.draws;

import ergodic.sampler.Transition;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.RandomWalk;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A run of the random walk with store and checkpoints in one directory, for the tests of stopping and resuming. */
final class StoredRun {

    static final RunSettings SETTINGS = new RunSettings(3, 40, 130, 2, 9L, 2);
    static final StoreLayout LAYOUT = StoreLayout.of(3, 40, 130, RandomWalk.VARIABLES)
            .withStatistics(RandomWalk.STATISTICS).withWarmupValues(true);

    private StoredRun() {}

    static Path store(Path directory) {
        return directory.resolve("draws.zarr");
    }

    static Path checkpoints(Path directory) {
        return directory.resolve("checkpoints");
    }

    static RunResult begin(Path directory, Progress progress, Cancellation cancellation) throws IOException {
        return begin(directory, progress, cancellation, UnaryOperator.identity());
    }

    static RunResult begin(Path directory, Progress progress, Cancellation cancellation, UnaryOperator<DrawSink> wrap)
            throws IOException {
        Checkpoints checkpoints = Checkpoints.begin(checkpoints(directory), "walk").every(Duration.ofMillis(10));
        try (DrawSink sink = wrap.apply(ZarrDrawStore.create(store(directory), LAYOUT, 0))) {
            return Sampling.run(SETTINGS, chain -> RandomWalk.kit(), sink, progress, cancellation, checkpoints);
        }
    }

    /** Some of the chains, as a process of its own would sample them. */
    static void part(Path directory, ChainRange chains) throws IOException {
        Checkpoints checkpoints = Checkpoints.begin(checkpoints(directory), "walk").every(Duration.ofMillis(10));
        try (DrawSink sink = ZarrDrawStore.create(store(directory), LAYOUT.withPart(chains), 0)) {
            Sampling.run(SETTINGS.withPart(chains), chain -> RandomWalk.kit(), sink, Progress.NONE, new Cancellation(),
                    checkpoints);
        }
    }

    static RunResult resume(Path directory, Progress progress, Cancellation cancellation) throws IOException {
        return resume(directory, SETTINGS, progress, cancellation);
    }

    static RunResult resume(Path directory, RunSettings settings, Progress progress, Cancellation cancellation)
            throws IOException {
        Checkpoints checkpoints = Checkpoints.resume(checkpoints(directory), "walk").every(Duration.ofMillis(10));
        StoreLayout layout = LAYOUT.withDraws(settings.draws());
        try (DrawSink sink = ZarrDrawStore.resume(store(directory), layout, 0)) {
            return Sampling.run(settings, chain -> RandomWalk.kit(), sink, progress, cancellation, checkpoints);
        }
    }

    /** Every file of the store but the attributes, which hold the time: names to length and check sum. */
    static Map<String, String> bytes(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        Path store = store(directory);
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = store.relativize(file).toString();
                if (!name.endsWith(".zattrs") && !name.endsWith(".zmetadata")) {
                    byte[] content = Files.readAllBytes(file);
                    CRC32 sum = new CRC32();
                    sum.update(content);
                    contents.put(name, content.length + " bytes, " + Long.toHexString(sum.getValue()));
                }
            }
        }
        return contents;
    }

    /** Slows a run down, so that there is time to look at it. */
    static Progress slow(long nanos) {
        return new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                    long gradients, long elapsedNanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }

    /**
     * Copies a run that goes on, as a process that is killed would leave it. Files are copied one after the other, so
     * checkpoints come first and the metadata that show draws before the draws: what is copied later may only be newer.
     */
    static void copy(Path from, Path to) throws IOException {
        for (Path first : List.of(checkpoints(from), store(from).resolve(".zmetadata"), store(from))) {
            copyTree(first, to.resolve(from.relativize(first)));
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                copyFile(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a temporary file that has just got its name
                }
                throw e;
            }
        });
    }

    private static void copyFile(Path from, Path to) throws IOException {
        try {
            if (!Files.exists(to)) {
                Files.copy(from, to);
            }
        } catch (NoSuchFileException renamed) {
            // A temporary file that has just got its name.
        }
    }
}
