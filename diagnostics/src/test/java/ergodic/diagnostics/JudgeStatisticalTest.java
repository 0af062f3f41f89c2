package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often the verdict is right. Seeds are fixed, so these tests do not fail by chance; the bounds leave room for a true
 * rate of error of 2 % (more than 2 wrong of 20 then has probability 0.7 %, more than 3 of 50 has 1.8 %). The fifty runs are
 * tried by the slow test.
 */
class JudgeStatisticalTest {

    /** A kind of run, and what is to be said of it. */
    record Kind(String name, VerdictLevel level, boolean always, LongFunction<Assessment> run) {

        /** How many of this many runs are judged otherwise. */
        private int wrong(int runs) {
            int wrong = 0;
            for (long seed = 0; seed < runs; seed++) {
                wrong += run.apply(1000 + seed).verdict().level() == level ? 0 : 1;
            }
            return wrong;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("good", VerdictLevel.EXPLORED, false,
                        seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.3).assessPlain()),
                // About 50 effective draws a chain: slow, but stationary.
                new Kind("slow stationary mixture", VerdictLevel.MIXTURE, false,
                        seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.9).modes(1).noise(3)
                                .assessNetwork()),
                new Kind("drift of three standard deviations", VerdictLevel.NOT_TRUSTED, false,
                        seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.5).modes(1).noise(3)
                                .drift((int) (seed % 4), 3).assessNetwork()),
                // A walk that never returns: no sample of anything, however calm it looks from one draw to the next.
                new Kind("random walk", VerdictLevel.NOT_TRUSTED, true,
                        seed -> new SyntheticRun(4, 1000, seed).autocorrelation(0.9995).modes(1).noise(3)
                                .assessNetwork()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void twentyRunsAreJudged(Kind kind) {
        assertThat(kind.wrong(20)).isLessThanOrEqualTo(kind.always() ? 0 : 2);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Tag("slow")
    void fiftyRunsAreJudged(Kind kind) {
        assertThat(kind.wrong(50)).isLessThanOrEqualTo(kind.always() ? 0 : 3);
    }
}
