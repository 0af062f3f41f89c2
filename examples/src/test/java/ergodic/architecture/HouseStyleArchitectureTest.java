package ergodic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the order of imports and the shape of Javadoc tags, which the formatter leaves open. */
class HouseStyleArchitectureTest {

    @ParameterizedTest
    @ValueSource(strings = {"autodiff", "sampler-core", "nn-models", "diagnostics", "sampler-cli", "jmh-benchmarks",
            "examples"})
    void sourcesHaveOneOrderOfImportsAndOneShapeOfTags(String module) throws IOException {
        List<String> others = new ArrayList<>();
        for (Path source : Sources.javaFiles(module + "/src")) {
            String text = Files.readString(source);
            if (!HouseStyle.styled(text).equals(text)) {
                others.add(Sources.root().relativize(source).toString());
            }
        }
        assertThat(others).as("not in house style: run scripts/house-style, then mvn formatter:format").isEmpty();
    }

    @Test
    void ordersImportsAndMovesMeanings() {
        String source = """
                package x;

                import java.util.List;

                import a.B;
                import static c.D.e;

                /**
                 * Does.
                 *
                 * @param x
                 *            what it
                 *            is
                 * @return what comes out
                 * @throws E
                 *             if not
                 */
                """;
        String styled = """
                package x;

                import static c.D.e;

                import a.B;
                import java.util.List;

                /**
                 * Does.
                 *
                 * @param x
                 *            what it
                 *            is
                 * @return what comes out
                 * @throws E
                 *             if not
                 */
                """;
        assertThat(HouseStyle.styled(source)).isEqualTo(styled);
        assertThat(HouseStyle.styled(styled)).isEqualTo(styled);
    }
}
