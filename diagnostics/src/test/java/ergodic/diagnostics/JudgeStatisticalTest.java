package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often the verdict is right. Seeds are fixed, so these tests do not fail by chance; the bounds leave room for a true
 * rate of error of 2 % (more than 2 wrong of 20 then has probability 0.7 %, more than 3 of 50 has 1.8 %). The fifty runs are
 * tried by the slow test.
 */
class JudgeStatisticalTest {

    /** A kind of run, and what is to be said of it. */
    private enum Kind {
        GOOD(VerdictLevel.EXPLORED, seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.3).assessPlain()),
        /** About 50 effective draws a chain: slow, but stationary. */
        SLOW_STATIONARY_MIXTURE(VerdictLevel.MIXTURE,
                seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.9).modes(1).noise(3).assessNetwork()),
        DRIFT_OF_THREE_STANDARD_DEVIATIONS(VerdictLevel.NOT_TRUSTED,
                seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.5).modes(1).noise(3)
                        .drift((int) (seed % 4), 3).assessNetwork()),
        /** A walk that never returns: no sample of anything, however calm it looks from one draw to the next. */
        RANDOM_WALK(VerdictLevel.NOT_TRUSTED,
                seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.9995).modes(1).noise(3).assessNetwork());

        private final VerdictLevel level;
        private final LongFunction<Assessment> run;

        Kind(VerdictLevel level, LongFunction<Assessment> run) {
            this.level = level;
            this.run = run;
        }

        /** How many of this many runs are judged otherwise. */
        private int wrong(int runs) {
            int wrong = 0;
            for (long seed = 0; seed < runs; seed++) {
                wrong += run.apply(1000 + seed).verdict().level() == level ? 0 : 1;
            }
            return wrong;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void twentyRunsAreJudged(Kind kind) {
        assertThat(kind.wrong(20)).isLessThanOrEqualTo(kind == Kind.RANDOM_WALK ? 0 : 2);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Tag("slow")
    void fiftyRunsAreJudged(Kind kind) {
        assertThat(kind.wrong(50)).isLessThanOrEqualTo(kind == Kind.RANDOM_WALK ? 0 : 3);
    }
}
