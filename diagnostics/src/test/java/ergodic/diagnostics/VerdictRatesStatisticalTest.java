package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The verdict keeps its power, and raises no more false alarms, as chains are added. Seeds are fixed, so nothing fails by
 * chance; with others, two right runs of each of three kinds fail with probability 0.12 at a true rate of 2 %, and more than
 * 2 of 20 have probability 0.7 %. Chains of some 53 effective draws, where their number is the question, may fail 2.5 times
 * as often.
 */
class VerdictRatesStatisticalTest {

    @Test
    void twoRunsOfThirtyTwoChains() {
        check(2, 0, 32);
    }

    @Test
    @Tag("slow")
    void twentyRunsOfFourAndSixteenChains() {
        check(20, 0.1, 4, 16);
    }

    private static void check(int runs, double wrong, int... numbers) {
        for (VerdictRates.Case one : VerdictRates.cases()) {
            if (runs < 20 && one.name().contains("4000 draws")) {
                continue;
            }
            double allowed = one.name().contains("53 effective") ? 2.5 * wrong : wrong;
            for (int chains : numbers) {
                double rejected = one.rejected(chains, runs);
                assertThat(one.good() ? rejected : 1 - rejected).as("%s, %d chains", one.name(), chains)
                        .isLessThanOrEqualTo(allowed + 1e-9);
            }
        }
    }
}
