package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalTest {

    @Test
    void plainPathsStayPlain() {
        assertThat(Proposal.command("sample", Path.of("data/e-1.toml"))).isEqualTo("ergodic sample data/e-1.toml");
    }

    @Test
    void othersAreQuoted() {
        assertThat(Proposal.command("resume", Path.of("my run"))).isEqualTo("ergodic resume 'my run'");
        assertThat(Proposal.command("resume", Path.of("a'b"))).isEqualTo("ergodic resume 'a'\\''b'");
        assertThat(Proposal.command("sample", Path.of("-x.toml"))).isEqualTo("ergodic sample ./-x.toml");
        assertThat(Proposal.command("sample", Path.of("@x.toml"))).isEqualTo("ergodic sample ./@x.toml");
    }

    /** What a shell makes of the argument is the path again. */
    @ParameterizedTest
    @ValueSource(strings = {"plain.toml", "two words", "a'b", "\"q\"", "$HOME", "`id`", "a;b", "a&b", "x\\y", "~", "*",
            "#no", "!x", "-dash it", "tab\there", "new\nline"})
    void aShellReadsThePathBack(String name) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no shell");
        Process process = new ProcessBuilder("/bin/sh", "-c", "printf %s " + Proposal.argument(Path.of(name))).start();
        String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Path.of(read).normalize()).isEqualTo(Path.of(name));
    }
}
