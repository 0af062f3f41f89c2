package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that runs chains, again and again, and resumes it until it is done. */
@Tag("slow")
@Timeout(600)
class KilledProcessTest {

    private static final int KILLS = 10;

    @TempDir
    Path directory;

    @Test
    void leavesTheSameBytes() throws IOException, InterruptedException {
        Path reference = directory.resolve("reference");
        StoredRun.begin(reference, Progress.NONE, new Cancellation());
        Map<String, String> expected = StoredRun.bytes(reference);
        Random random = new Random(1);
        int kills = 0;
        for (int run = 0; kills < KILLS; run++) {
            Path killed = directory.resolve("run" + run);
            // A little longer each time, so that the run arrives on a busy machine too.
            for (int time = 0; !finishes(killed, random.nextInt(500) + 20 * time); time++) {
                kills++;
            }
            assertThat(StoredRun.bytes(killed)).isEqualTo(expected);
        }
    }

    /** Lets a process run for so long after it has begun; whether it was done before it was killed. */
    private static boolean finishes(Path directory, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), StoredRunProcess.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(process.getInputStream().read()).isEqualTo(StoredRunProcess.BEGUN);
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            assertThat(process.exitValue()).isZero();
            return true;
        }
        process.destroyForcibly().waitFor();
        return false;
    }
}
