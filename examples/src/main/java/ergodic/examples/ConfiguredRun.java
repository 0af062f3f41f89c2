package ergodic.examples;

import ergodic.study.FinishedRun;
import ergodic.study.SamplingJob;
import ergodic.study.Study;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Samples a configuration into a temporary folder, as {@code ergodic sample} does, and prints its verdict. */
final class ConfiguredRun {

    private static final int THREADS = 2;

    private ConfiguredRun() {}

    static FinishedRun of(Path config, PrintStream out, String... overrides) throws IOException {
        Path folder = Files.createTempDirectory("ergodic-example").resolve("run");
        FinishedRun run = SamplingJob.begin(Study.read(config, overrides), folder).run(THREADS);
        out.println(run.findings().assessment().verdict().headline());
        return run;
    }
}
