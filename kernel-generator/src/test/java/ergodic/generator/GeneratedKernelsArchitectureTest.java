package ergodic.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels that lie among the sources are what the generator makes of its templates, up to white space and the class's comment. */
class GeneratedKernelsArchitectureTest {

    static List<KernelSource> sources() {
        return KernelCatalogue.all();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void thePresentTextIsGenerated(KernelSource source) throws IOException {
        for (NumberKind kind : NumberKind.values()) {
            Path file = root().resolve(source.packageName().replace('.', '/')).resolve(source.className(kind) + ".java");
            String text = source.text(kind);
            assertThat(plain(Files.readString(file))).as(file.toString())
                    .isEqualTo(plain(text.substring(text.indexOf('\n'))));
        }
    }

    private static String plain(String text) {
        return text.replaceFirst("(?s)/\\*\\*(?:(?!\\*/).)*\\*/\\s*(?=final class)", "").replaceAll("\\s+", "");
    }

    private static Path root() {
        Path inModule = Path.of("../autodiff/src/main/java");
        return Files.isDirectory(inModule) ? inModule : Path.of("autodiff/src/main/java");
    }
}
