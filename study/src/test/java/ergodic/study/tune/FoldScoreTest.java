package ergodic.study.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.study.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of folds as they lie in a search's folder. */
class FoldScoreTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("score.json");
        new FoldScore(new int[]{3, 5}, new double[]{-1.25, Double.NEGATIVE_INFINITY}, 7, 11, 0.5, 2, "why").write(file);
        FoldScore read = FoldScore.read(file);
        assertThat(read.rows()).containsExactly(3, 5);
        assertThat(read.logDensity()).containsExactly(-1.25, Double.NEGATIVE_INFINITY);
        assertThat(read.gradients()).isEqualTo(11);
        assertThat(read.failure()).isEqualTo("why");
    }

    /** A file that is JSON but no score is damaged too. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"rows\": [1, 2], \"logDensity\": [0.5], \"failure\": \"\"}",
            "{\"rows\": [1, 2], \"logDensity\": [0.5, 1.5]}", "{\"rows\": [], \"logDensity\": [], \"failure\": \"\"}",
            "{\"rows\": [1], \"logDensity\": [\"a\"], \"failure\": \"\"}", "{\"rows\": [1, 2"})
    void whatIsNoScoreIsSaid(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("score.json"), text);
        assertThatThrownBy(() -> FoldScore.read(file)).isInstanceOf(RunFolderException.class)
                .hasMessageEndingWith("is damaged: it is no score of a fold; remove it, and the fold is sampled again");
    }
}
