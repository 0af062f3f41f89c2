package ergodic.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels for floats are the text of those for doubles, up to white space. */
class FloatTwinsArchitectureTest {

    static Stream<String> names() {
        return FloatTwins.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theTwinIsDerivedFromThePresentText(String name) throws IOException {
        Path sources = FloatTwins.sources();
        String derived = FloatTwins.derive(name, Files.readString(sources.resolve(name + ".java")));
        String twin = Files.readString(sources.resolve(FloatTwins.twin(name) + ".java"));
        assertThat(withoutSpace(twin))
                .as("%s is not what FloatTwins makes of %s: run the main of FloatTwins in the test classes, then the formatter",
                        FloatTwins.twin(name), name)
                .isEqualTo(withoutSpace(derived));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("[\\s*]+", "");
    }
}
