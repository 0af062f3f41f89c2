package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each column of the table of draws is told in the guide. */
class DiagnosisGuideTest {

    @Test
    void eachColumnIsTold() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide", "diagnosis.md"));
        for (String column : VariableSummary.of("x", new double[][]{{1, 2, 3, 4}, {2, 3, 4, 5}}).columns().keySet()) {
            if (!column.equals("name")) {
                assertThat(guide).as("add it to the table in docs/guide/diagnosis.md").contains('`' + column + '`');
            }
        }
    }
}
