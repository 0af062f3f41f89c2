package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * How often the verdict is right. Seeds are fixed, so these tests do not fail by chance; the bounds leave room for a true
 * rate of error of 2 % (more than 3 wrong of 50 then has probability 1.8 %).
 */
class JudgeStatisticalTest {
    private static final int RUNS = 50;

    @Test
    void goodRunsAreExplored() {
        assertThat(share(seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.3).assessPlain(),
                VerdictLevel.EXPLORED)).isGreaterThanOrEqualTo(0.94);
    }

    /** About 50 effective draws a chain: slow, but stationary. */
    @Test
    void slowStationaryMixturesAreNotCondemned() {
        assertThat(share(seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.9).modes(1).noise(3)
                .assessNetwork(), VerdictLevel.MIXTURE)).isGreaterThanOrEqualTo(0.94);
    }

    @Test
    void driftOfThreeStandardDeviationsIsCaught() {
        assertThat(share(seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.5).modes(1).noise(3)
                .drift((int) (seed % 4), 3).assessNetwork(), VerdictLevel.NOT_TRUSTED)).isGreaterThanOrEqualTo(0.94);
    }

    /** A walk that never returns: no sample of anything, however calm it looks from one draw to the next. */
    @Test
    void randomWalksAreCaught() {
        assertThat(share(seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.9995).modes(1).noise(3)
                .assessNetwork(), VerdictLevel.NOT_TRUSTED)).isEqualTo(1);
    }

    private static double share(LongFunction<Assessment> run, VerdictLevel level) {
        Map<VerdictLevel, Integer> counts = new EnumMap<>(VerdictLevel.class);
        for (long seed = 0; seed < RUNS; seed++) {
            counts.merge(run.apply(1000 + seed).verdict().level(), 1, Integer::sum);
        }
        return counts.getOrDefault(level, 0) / (double) RUNS;
    }
}
