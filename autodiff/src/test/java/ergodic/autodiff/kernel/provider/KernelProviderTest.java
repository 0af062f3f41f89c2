package ergodic.autodiff.kernel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelProviderTest {

    @Test
    void thePropertyForcesAChoice() {
        assertThat(KernelProvider.choose("scalar", true).name()).isEqualTo("scalar");
        assertThat(KernelProvider.choose("vector", true).name()).startsWith("vector");
    }

    @Test
    void withoutTheModuleTheKernelsAreScalar() {
        assertThat(KernelProvider.choose(null, false).name()).isEqualTo("scalar");
    }

    /** What a user's program sees on a console, with the JDK's own logging: once, and not when scalar kernels were asked for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | 1 | scalar", "-Dergodic.kernels=scalar | 0 | scalar",
            "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED | 0 | vector",
            "--add-modules=jdk.incubator.vector --illegal-native-access=deny | 1 | scalar",
            "-Dergodic.kernels=fast | 0 | must be scalar or vector",
            "-Dergodic.kernels=vector | 0 | start java with --add-modules jdk.incubator.vector"})
    void warnsOnceOnTheConsole(String flags, int warnings, String printed) throws IOException, InterruptedException {
        String output = run(flags);
        assertThat(output.split("WARNING: SLOW", -1)).hasSize(warnings + 1);
        if (warnings > 0) {
            assertThat(output).contains("Start java with: " + KernelProvider.FLAGS).contains("times as long");
        }
        assertThat(output).contains(printed).doesNotContain("ExceptionInInitializerError");
    }

    /** Asks for the kernels twice in a virtual machine of its own; what it prints on both streams. */
    private static String run(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        if (!flags.isEmpty()) {
            command.addAll(List.of(flags.split(" ")));
        }
        command.add(Asks.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The program of {@link #run}. */
    static final class Asks {

        private Asks() {}

        /** Prints the kernels, or why there are none, twice. */
        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    System.out.println(KernelProvider.get().name());
                } catch (IllegalArgumentException | IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void anUnknownChoiceIsExplained() {
        assertThatThrownBy(() -> KernelProvider.choose("fast", true))
                .hasMessage("the system property ergodic.kernels is \"fast\"; it must be scalar or vector");
    }
}
