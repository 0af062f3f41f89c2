package ergodic.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of this checkout. */
final class Sources {

    private Sources() {}

    /** The root of the checkout: tests run in a module's folder, editors may run them at the root. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("autodiff/src")) && Files.isDirectory(at.resolve("examples/src"))) {
                return at;
            }
        }
        throw new IllegalStateException("the sources are not above " + Path.of("").toAbsolutePath());
    }

    /**
     * The Java files at or below a path; none if it does not exist.
     *
     * @param relative
     *            a file or folder below the root
     */
    static List<Path> javaFiles(String relative) throws IOException {
        Path start = root().resolve(relative);
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(start)) {
            return paths.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        }
    }
}
