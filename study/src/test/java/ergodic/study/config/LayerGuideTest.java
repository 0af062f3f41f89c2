package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.layer.LayerKey;
import ergodic.nn.layer.LayerType;
import ergodic.nn.layer.LayerTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of layers in the guide has a row for each that configurations know, with all its keys. */
class LayerGuideTest {

    @Test
    void eachLayerHasARowWithItsKeys() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "guide", "configuration.md"));
        for (LayerType type : LayerTypes.list()) {
            List<String> rows = lines.stream()
                    .filter(line -> line.startsWith("|") && line.split("\\|", -1)[1].contains('`' + type.name() + '`'))
                    .toList();
            assertThat(rows).as("rows of layer %s in docs/guide/configuration.md", type.name()).isNotEmpty();
            for (LayerKey key : type.keys()) {
                assertThat(String.join("\n", rows)).as("the row of %s", type.name()).contains('`' + key.name());
            }
        }
    }
}
