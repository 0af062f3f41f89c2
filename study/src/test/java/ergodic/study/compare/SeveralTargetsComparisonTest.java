package ergodic.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.study.FinishedRun;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.SamplingJob;
import ergodic.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of several targets beside each other: their densities are joint, and in the units of all targets. */
class SeveralTargetsComparisonTest {

    @TempDir
    private Path folder;

    private void write(double unitOfB) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("x,a,b,c\n");
        for (int i = 0; i < 40; i++) {
            double x = random.nextGaussian();
            double common = random.nextGaussian();
            text.append(x).append(',').append(x + common + random.nextGaussian()).append(',')
                    .append(unitOfB * (common - x + random.nextGaussian())).append(',')
                    .append(random.nextGaussian()).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), text);
    }

    private Path run(String name, String targets) throws IOException {
        Path config = Files.writeString(folder.resolve(name + ".toml"), """
                data = { file = "data.csv", target = %s, features = ["x"], test = { fraction = 0.2, seed = 1 } }
                network.hidden = []
                likelihood.family = "%s"
                sampler = { method = "nuts", chains = 1, warmup = 30, draws = 20 }
                """.formatted(targets, targets.startsWith("[") ? "multivariate_normal" : "gaussian"));
        SamplingJob.begin(Study.read(config), folder.resolve(name)).run(1);
        return folder.resolve(name);
    }

    private static double[] leftOut(Path run) throws IOException {
        return LeftOutDensity.of(FinishedRun.open(RunFolder.open(run))).logDensity();
    }

    /** A unit 1024 times as small takes its logarithm from the density of each row: by a power of two all else has the same bits. */
    @Test
    void leftOutDensitiesAreInTheUnitsOfAllTargets() throws IOException {
        write(1);
        double[] before = leftOut(run("before", "[\"a\", \"b\"]"));
        write(1024);
        double[] after = leftOut(run("after", "[\"a\", \"b\"]"));
        assertThat(after).hasSize(32);
        for (int row = 0; row < after.length; row++) {
            assertThat(after[row] - before[row]).isCloseTo(-Math.log(1024), within(1e-9));
        }
    }

    @Test
    void runsOfOtherTargetsAreRefusedAndAnotherOrderIsNot() throws IOException {
        write(1);
        Path first = run("first", "[\"a\", \"b\", \"c\"]");
        Path alone = run("alone", "\"a\"");
        assertThatThrownBy(() -> Comparison.of(List.of(first, alone), null, false, 1))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("a, b, c together and the other a");
        Path two = run("two", "[\"a\", \"b\"]");
        assertThatThrownBy(() -> Comparison.of(List.of(first, two), null, false, 1))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("densities are of different things");
        Comparison order = Comparison.of(List.of(first, run("order", "[\"a\", \"c\", \"b\"]")), null, false, 1);
        assertThat(order.lines()).anyMatch(line -> line.contains("joint over the targets a, b, c"))
                .anyMatch(line -> line.contains("errors, calibration and distances are of a"));
    }
}
