package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ergodic.nn.likelihood.LikelihoodType;
import ergodic.nn.likelihood.LikelihoodTypes;
import ergodic.nn.prior.PriorType;
import ergodic.nn.prior.PriorTypes;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.methods.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every value that a key of a family lists can be read: a key that means something for one value of another alone is not asked for the others. */
class ChoicesTest {

    @TempDir
    private Path folder;

    @Test
    void eachChoiceOfEachFamilyIsRead() throws IOException {
        Path config = Files.writeString(folder.resolve("c.toml"), "data = { file = \"d.csv\", target = \"y\" }\n");
        List<List<String>> all = new ArrayList<>();
        for (LikelihoodType type : LikelihoodTypes.ALL) {
            all.addAll(choices("likelihood.family=" + type.name(), "likelihood.", type.keys()));
        }
        for (PriorType type : PriorTypes.ALL) {
            all.addAll(choices("prior.weights.family=" + type.name(), "prior.weights.", type.keys()));
        }
        for (MethodType type : Methods.ALL) {
            all.addAll(choices("sampler.method=" + type.name(), "sampler.", type.keys()));
        }
        assertThat(all).hasSizeGreaterThan(60);
        for (List<String> settings : all) {
            assertThatCode(() -> ConfigFile.read(config, settings)).as(settings.toString()).doesNotThrowAnyException();
        }
    }

    private static List<List<String>> choices(String family, String section, List<Key<?>> keys) {
        List<List<String>> all = new ArrayList<>(List.of(List.of(family)));
        for (Key<?> key : keys) {
            for (Object choice : key.choices()) {
                List<String> settings = new ArrayList<>(List.of(family));
                Key.Only<?> only = key.only();
                if (only != null) {
                    settings.add(section + only.key().name() + "=" + only.value());
                }
                settings.add(section + key.name() + "=" + choice);
                all.add(settings);
            }
        }
        return all;
    }
}
