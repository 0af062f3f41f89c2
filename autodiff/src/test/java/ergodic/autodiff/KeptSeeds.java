package ergodic.autodiff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Seeds at which a test failed once, a line each, in a resource: they are tried before all others ever after. */
final class KeptSeeds {

    private static final Path FOLDER = Path.of("src/test/resources/ergodic/autodiff");

    private final Path file;

    KeptSeeds(String file) {
        Path here = FOLDER.resolve(file);
        // Tests run in the module's folder, or from the top of the repository.
        this.file = Files.exists(here) ? here : Path.of("autodiff").resolve(here);
    }

    /** Tries the kept seeds, then these; a seed that fails is kept. */
    void forEach(LongStream seeds, LongConsumer test) {
        LongStream.concat(read().stream().mapToLong(Long::longValue), seeds).forEach(seed -> {
            try {
                test.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                keep(seed);
                throw e;
            }
        });
    }

    /** The kept seeds. */
    List<Long> read() {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Long.valueOf(line.strip())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the kept seeds in " + file.toAbsolutePath() + " cannot be read", e);
        }
    }

    private void keep(long seed) {
        if (!read().contains(seed)) {
            try {
                Files.writeString(file, seed + "\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
