package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.data.DataKey;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.kinds.DataKinds;
import ergodic.nn.named.NamedNetwork;
import ergodic.nn.named.NamedNetworks;
import ergodic.sampler.method.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of kinds of data, of their keys and of networks with names in the guide are what is declared, line by line. */
class DataGuideTest {

    private static void assertTable(List<String> declared) throws IOException {
        Path guide = Path.of("..", "docs", "guide", "configuration.md");
        List<String> lines = Files.readAllLines(guide);
        int at = lines.indexOf(declared.getFirst());
        List<String> table = lines.stream().skip(Math.max(0, at)).takeWhile(line -> line.startsWith("|")).toList();
        assertThat(table)
                .as(declared.stream().collect(Collectors.joining("\n", "write this into " + guide + ":\n", "\n")))
                .isEqualTo(declared);
    }

    @Test
    void theTableOfKinds() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("| `kind` | what it reads | keys that it shares |", "|---|---|---|"));
        for (DataKind kind : DataKinds.ALL) {
            lines.add("| `\"" + kind.name() + "\"` | " + kind.description() + " | " + kind.shared().stream()
                    .map(DataKey::key).map(key -> '`' + key + '`').collect(Collectors.joining(", ")) + " |");
        }
        assertTable(lines);
    }

    @Test
    void theTableOfKeysOfKinds() throws IOException {
        Map<Key<?>, List<String>> owners = new LinkedHashMap<>();
        for (DataKind kind : DataKinds.ALL) {
            assertThat(kind.keys()).containsAll(kind.fileKeys()).allSatisfy(key -> assertThat(key.section())
                    .as(key.name()).isEqualTo("data"));
            kind.keys().forEach(key -> owners.computeIfAbsent(key, first -> new ArrayList<>()).add(kind.name()));
        }
        List<String> lines = new ArrayList<>(List.of("| key | default | of kind | meaning |", "|---|---|---|---|"));
        owners.forEach((key, kinds) -> lines.add("| `" + key.name() + "` | "
                + (key.fallback() == null ? key.otherwise() : '`' + key.otherwise() + '`') + " | "
                + String.join(", ", kinds) + " | " + key.description() + " |"));
        assertTable(lines);
    }

    @Test
    void theTableOfNamedNetworks() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| `name` | over | what it is |", "|---|---|---|"));
        for (NamedNetwork network : NamedNetworks.ALL) {
            lines.add("| `" + network.name() + "` | " + network.takes() + " | " + network.description() + " |");
        }
        assertTable(lines);
    }
}
