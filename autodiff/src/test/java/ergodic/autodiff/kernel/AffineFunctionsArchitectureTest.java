package ergodic.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The affine maps that end in a function are the text of one of them, up to white space. */
class AffineFunctionsArchitectureTest {

    static Stream<String> names() {
        return AffineFunctions.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theClassIsDerivedFromThePresentText(String name) throws IOException {
        Path sources = FloatTwins.sources();
        String derived = AffineFunctions.derive(name,
                Files.readString(sources.resolve(AffineFunctions.SOURCE + ".java")));
        String present = Files.readString(sources.resolve(name + ".java"));
        assertThat(present.replaceAll("[\\s*]+", ""))
                .as("%s is not what AffineFunctions makes of %s: run the main of AffineFunctions in the test classes, the formatter, then FloatTwins",
                        name, AffineFunctions.SOURCE)
                .isEqualTo(derived.replaceAll("[\\s*]+", ""));
    }
}
