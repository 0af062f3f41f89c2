package ergodic.study.tune;

import ergodic.nn.data.Rows;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.support.WholeFile;
import ergodic.study.RunFolderException;
import ergodic.study.Study;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a configuration, learned without the rows of one fold, predicts them.
 *
 * @param rows
 *            numbers of the rows in their file
 * @param logDensity
 *            of each, in the units of the data
 * @param unknowns
 *            dimension of the posterior
 * @param gradients
 *            all that the run took, those before it too
 * @param seconds
 *            time of the run
 * @param divergences
 *            divergent transitions
 * @param failure
 *            why there are no draws to predict from, in a sentence; empty if there are
 */
record FoldScore(int[] rows, double[] logDensity, int unknowns, long gradients, double seconds, int divergences,
        String failure) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Refuses what is no score, as a damaged file may hold. */
    FoldScore {
        if (rows == null || logDensity == null || failure == null || rows.length != logDensity.length
                || rows.length == 0) {
            throw new IllegalArgumentException("a score of a fold needs a density of each of its rows");
        }
    }

    /** Of a fold without draws: the run that has failed, if one began, and why. */
    static FoldScore failed(Study study, String why, @Nullable RunResult result) {
        Rows rows = study.dataset().test();
        double[] impossible = new double[rows.count()];
        Arrays.fill(impossible, Double.NEGATIVE_INFINITY);
        return new FoldScore(rows.numbers(), impossible, study.unknowns(), result == null ? 0 : result.gradients(),
                result == null ? 0 : result.elapsed().toMillis() / 1000.0, result == null ? 0 : result.divergences(),
                why);
    }

    /** Writes it; the file is whole or not there. */
    void write(Path file) throws IOException {
        WholeFile.write(file, beside -> Files.writeString(beside, JSON.writeValueAsString(this)));
    }

    static FoldScore read(Path file) throws IOException {
        try {
            FoldScore found = JSON.readValue(Files.readString(file), FoldScore.class);
            if (found != null) {
                return found;
            }
        } catch (JacksonException | CharacterCodingException _) {
            // Said below.
        }
        throw new RunFolderException(file + " is damaged: it is no score of a fold; remove it, and the fold is sampled"
                + " again");
    }

    /** The sizes; the numbers are many. */
    @Override
    public String toString() {
        return "FoldScore[rows=" + rows.length + ", gradients=" + gradients + ", failure=" + failure + "]";
    }
}
