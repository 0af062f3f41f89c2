package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.likelihood.LikelihoodType;
import ergodic.nn.likelihood.LikelihoodTypes;
import ergodic.nn.prior.PriorType;
import ergodic.nn.prior.PriorTypes;
import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.methods.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code [sampler]} in the guide is what the methods declare, line by line. */
class ConfigurationGuideTest {

    private static final String HEAD = "| key | default | for | meaning |";

    private static List<String> declared() {
        List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|---|"));
        for (Key<?> key : SamplerKeys.COMMON) {
            lines.add(line(key, key.equals(SamplerKeys.METHOD) ? "" : owners(key)));
        }
        Map<Key<?>, List<String>> owners = new LinkedHashMap<>();
        for (MethodType type : Methods.ALL) {
            for (Key<?> key : type.keys()) {
                owners.computeIfAbsent(key, first -> new ArrayList<>()).add(type.name());
            }
        }
        owners.forEach((key, methods) -> lines.add(line(key, String.join(", ", methods))));
        return lines;
    }

    private static String owners(Key<?> key) {
        List<String> kinds = Stream.of(DrawKind.values()).filter(kind -> SamplerKeys.belongs(key, kind))
                .map(kind -> switch (kind) {
                    case CHAIN -> "chains";
                    case INDEPENDENT -> "independent draws";
                    case POPULATION -> "populations";
                    case MEMBERS -> "members";
                }).toList();
        return kinds.size() == DrawKind.values().length ? "all" : String.join(", ", kinds);
    }

    private static String line(Key<?> key, String methods) {
        String otherwise = key.fallback() == null ? key.otherwise() : '`' + key.otherwise() + '`';
        return "| `" + key.name() + "` | " + otherwise + " |" + (methods.isEmpty() ? " " : ' ' + methods + ' ') + "| "
                + key.description() + " |";
    }

    @Test
    void theTableOfKeysIsThatOfTheMethods() throws IOException {
        Path guide = Path.of("..", "docs", "guide", "configuration.md");
        List<String> lines = Files.readAllLines(guide);
        List<String> table = lines.stream().skip(lines.indexOf(HEAD)).takeWhile(line -> line.startsWith("|")).toList();
        assertThat(table)
                .as(declared().stream().collect(Collectors.joining("\n", "write this into " + guide + ":\n", "\n")))
                .isEqualTo(declared());
    }

    @Test
    void namesOfKeysMeanOneThingAMethod() {
        for (MethodType type : Methods.ALL) {
            assertThat(type.keys()).extracting(Key::name).as(type.name()).doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(SamplerKeys.common(type).stream().map(Key::name).toList());
        }
    }

    /** Families of likelihoods and priors, and their keys, have each a row, or a word in the row of the families. */
    @Test
    void likelihoodsAndPriorsAreTold() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide", "configuration.md"));
        String priors = section(guide, "## `[prior]`");
        for (PriorType type : PriorTypes.ALL) {
            assertThat(priors).contains('`' + type.name() + '`');
            assertThat(type.keys()).allSatisfy(key -> assertThat(priors).contains(row(key), type.name() + "` only"));
        }
        assertThat(priors).contains(row(PriorType.SCALE), row(PriorType.SCALING));
        String likelihoods = section(guide, "## `[likelihood]`");
        assertThat(likelihoods).contains(row(LikelihoodConfig.TEMPERATURE));
        for (LikelihoodType type : LikelihoodTypes.ALL) {
            assertThat(likelihoods).contains('`' + type.name() + '`');
            assertThat(type.keys()).allSatisfy(key -> assertThat(likelihoods).contains(row(key)));
        }
    }

    private static String section(String guide, String head) {
        int begin = guide.indexOf(head);
        return guide.substring(begin, guide.indexOf("\n## ", begin));
    }

    private static String row(Key<?> key) {
        return "| `" + key.name() + "` | `" + key.otherwise() + "` |";
    }
}
