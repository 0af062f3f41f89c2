package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tracer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In a virtual machine of its own, where native access is denied, programs are evaluated by scalar kernels. */
class DeniedNativeAccessTest {

    /** Prints the kernels, the sum of gathered entries and its gradient. */
    public static final class Evaluated {

        private Evaluated() {}

        public static void main(String[] args) {
            Tracer tracer = new Tracer();
            tracer.output("logDensity",
                    tracer.parameter("table", 3).gather(tracer.rowInput("index")).square().sumRows());
            Program gradient = ReverseMode.gradient(tracer.build(), "logDensity");
            CompiledProgram compiled = CompiledProgram.compile(gradient,
                    RowData.of(4, Map.of("index", new double[]{2, 0, 2, 1})));
            compiled.run(new double[]{1, 2, 3});
            double[] parts = new double[3];
            compiled.gradientInto(parts);
            System.out
                    .println(compiled.options().kernels().name() + " " + compiled.scalar("logDensity") + " " + parts[0]
                            + " " + parts[1] + " " + parts[2]);
        }
    }

    @Test
    void evaluatesWithScalarKernels() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "--illegal-native-access=deny", "-cp",
                System.getProperty("java.class.path"), Evaluated.class.getName()).redirectError(
                        ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed.strip()).endsWith("scalar 23.0 2.0 4.0 12.0");
        assertThat(process.exitValue()).isZero();
    }
}
