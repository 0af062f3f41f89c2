package ergodic.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SharedDataTest {

    @Test
    void findsDataBesideAnyParentOfTheStart(@TempDir Path root) throws IOException {
        Path file = Files.createDirectories(root.resolve("shared/data/uci")).resolve("a.csv");
        Files.createFile(file);
        Path module = Files.createDirectories(root.resolve("checkout/module"));
        assertThat(SharedData.find(module, "uci/a.csv")).contains(file);
        assertThat(SharedData.find(module, "uci/b.csv")).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhenItSkips() {
        assertThatThrownBy(() -> SharedData.require("no/such/file.csv"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no/such/file.csv");
    }
}
