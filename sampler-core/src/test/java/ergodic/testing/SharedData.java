package ergodic.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the reference data that may lie beside the checkout, in {@code ../shared/data}. A test that needs a file of it
 * is skipped, with a message that names the file, where the data are not there.
 */
public final class SharedData {

    private SharedData() {}

    /**
     * The file or directory {@code relative} of the shared data.
     *
     * @param relative
     *            a path below {@code shared/data}, with forward slashes, such as {@code uci/airfoil/data.csv}
     * @return its path, which exists; otherwise the calling test is skipped
     */
    public static Path require(String relative) {
        Optional<Path> found = find(relative);
        assumeTrue(found.isPresent(), "skipped: shared data " + relative + " not found beside the checkout");
        return found.orElseThrow();
    }

    /**
     * Like {@link #require(String)}, for a caller that can do without.
     *
     * @param relative
     *            a path below {@code shared/data}, with forward slashes
     * @return its path if it exists
     */
    public static Optional<Path> find(String relative) {
        return find(Path.of("").toAbsolutePath(), relative);
    }

    /** The nearest {@code shared/data} that holds the path, going up from {@code start}. */
    static Optional<Path> find(Path start, String relative) {
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path candidate = directory.resolve("shared").resolve("data").resolve(relative);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
