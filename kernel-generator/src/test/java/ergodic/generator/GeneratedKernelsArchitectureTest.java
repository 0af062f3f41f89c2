package ergodic.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies among the sources as generated is what the generator makes of its templates, all of it and nothing else. */
class GeneratedKernelsArchitectureTest {

    private static final String AGAIN = "%s is not what the generator makes: change the template, then run scripts/generate-kernels";

    @Test
    void everyGeneratedFileIsUpToDate() throws IOException {
        for (Map.Entry<Path, String> file : KernelCatalogue.files().entrySet()) {
            Path present = sources().resolve(file.getKey());
            assertThat(present).as(AGAIN, file.getKey()).exists();
            assertThat(Files.readString(present)).as(AGAIN, file.getKey()).isEqualTo(file.getValue());
        }
    }

    @Test
    void theFolderHoldsNothingElse() throws IOException {
        Set<Path> present = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources().resolve("ergodic/autodiff/kernel/generated"))) {
            files.filter(Files::isRegularFile).filter(file -> !file.endsWith("package-info.java"))
                    .forEach(file -> present.add(sources().relativize(file)));
        }
        assertThat(present).isEqualTo(KernelCatalogue.files().keySet());
    }

    /** Where the kernels lie; tests are started in the module or in the repository. */
    private static Path sources() {
        Path fromModule = Path.of("../autodiff/src/main/java");
        return Files.isDirectory(fromModule) ? fromModule : Path.of("autodiff/src/main/java");
    }
}
