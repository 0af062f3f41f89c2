package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a diagnostic is not defined, and where its answer is known in closed form. */
class SpecialCasesTest {

    @Test
    void constantQuantityHasNoDiagnostics() {
        double[][] chains = new double[4][100];
        for (double[] chain : chains) {
            Arrays.fill(chain, 0.1);
        }
        VariableSummary summary = VariableSummary.of("constant", chains);
        assertThat(summary.mean()).isEqualTo(0.1);
        assertThat(summary.sd()).isZero();
        assertThat(summary.mad()).isZero();
        assertThat(summary.columns()).containsEntry("rhat", null).containsEntry("ess_bulk", null)
                .containsEntry("ess_tail", null).containsEntry("mcse_mean", null).containsEntry("mcse_q95", null)
                .containsEntry("mcse_sd", null).containsEntry("q5", 0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void oneValueThatIsNotFiniteLeavesConvergenceUndefined(double bad) {
        double[][] chains = normal(4, 100, 1);
        chains[2][17] = bad;
        VariableSummary summary = VariableSummary.of("bad", chains);
        assertThat(summary.rhat()).isNaN();
        assertThat(summary.essBulk()).isNaN();
        assertThat(summary.essTail()).isNaN();
        assertThat(summary.mcseMean()).isNaN();
        assertThat(summary.mcseSd()).isNaN();
        assertThat(summary.mcseQ5()).isNaN();
        assertThat(RHat.basic(chains, true)).isNaN();
        assertThat(EffectiveSampleSize.sd(chains)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void fewerThanFourDrawsAreTooFew(int draws) {
        VariableSummary summary = VariableSummary.of("short", normal(3, draws, 2));
        assertThat(summary.rhat()).isNaN();
        assertThat(summary.essBulk()).isNaN();
        assertThat(summary.essTail()).isNaN();
        assertThat(summary.mcseMean()).isNaN();
        assertThat(summary.mcseMedian()).isNaN();
    }

    @Test
    void noChainsAtAllGiveNaN() {
        assertThat(VariableSummary.of("none", new double[0][]).rhat()).isNaN();
    }

    @Test
    void chainsOfUnequalLengthAreRefused() {
        assertThatThrownBy(() -> RHat.of(new double[][]{{1, 2, 3, 4}, {1, 2, 3}}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 and 3 draws");
    }

    @Test
    void chainsThatStandStillAtTheirOwnValuesHaveInfiniteBasicRHat() {
        double[][] chains = new double[2][50];
        Arrays.fill(chains[1], 1);
        assertThat(RHat.basic(chains, false)).isInfinite();
        assertThat(EffectiveSampleSize.basic(chains, false)).isLessThan(3);
    }

    /**
     * Series of 4 to 20 draws; values of the definition in R's {@code posterior} (.ess of R/convergence.R), computed apart in
     * NumPy. Below 12 draws no pair of lags enters, and half the draws count, whatever they are; ArviZ 0.23 agrees from 12 on.
     */
    @ParameterizedTest
    @CsvSource({"4, NaN, NaN", "6, 12, 12", "7, 12, 12", "9, 16, 16", "10, 20, 20", "11, 20, 20",
            "12, 80.69957939402819, 66.75644849374298", "13, 80.69957939402819, 80.69957939402819",
            "16, 98.5827292597427, 86.37566646248604", "17, 101.99080101212343, 92.53508757333366",
            "18, 86.68666042205699, 85.11405391238735", "19, 67.7969549318003, 63.87209383128867",
            "20, 57.97611795815394, 59.91700372781704"})
    void shortSeriesHaveTheEffectiveDrawsOfPosterior(int draws, double mean, double bulk) {
        double[][] chains = new double[4][draws];
        for (int c = 0; c < 4; c++) {
            for (int i = 0; i < draws; i++) {
                chains[c][i] = (i * 7 + c * 3) % 11 * 0.37 + (i * i + 5 * c) % 13 * 0.21 + 0.1 * i * (c % 2);
            }
        }
        assertThat(EffectiveSampleSize.mean(chains)).isCloseTo(mean, within(1e-9));
        assertThat(EffectiveSampleSize.bulk(chains)).isCloseTo(bulk, within(1e-9));
    }

    /** The bound on tau: n log10 n, whatever the autocorrelation below it. */
    @Test
    void antitheticChainIsCapped() {
        Random random = new Random(5);
        double[][] chains = new double[1][1000];
        for (int i = 1; i < 1000; i++) {
            chains[0][i] = -0.9 * chains[0][i - 1] + random.nextGaussian();
        }
        assertThat(EffectiveSampleSize.basic(chains, true)).isCloseTo(3000, within(1e-9));
    }

    @Test
    void quantileErrorsOfTheExtremesAreThoseOfTheirNeighbours() {
        double[][] chains = normal(4, 100, 3);
        assertThat(MonteCarloError.quantile(chains, 1)).isEqualTo(MonteCarloError.quantile(chains, 0.999999));
        assertThat(MonteCarloError.quantile(chains, 0)).isEqualTo(MonteCarloError.quantile(chains, 0.000001));
    }

    @Test
    void probabilityOutsideTheUnitIntervalIsRefused() {
        double[][] chains = normal(2, 10, 4);
        assertThatThrownBy(() -> EffectiveSampleSize.quantile(chains, 1.2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> MonteCarloError.quantile(chains, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[0, 1]");
    }

    @Test
    void energyFractionOfFourSteps() {
        assertThat(Energy.bfmi(new double[]{1, 2, 3, 4})).isEqualTo(0.6);
        assertThat(Energy.bfmi(new double[]{1})).isNaN();
    }

    @Test
    void tiesGetTheirAverageRank() {
        double[] sorted = {-0.0, 0.0, 1, 2, 2, 2, 7};
        assertThat(RankNormal.twiceAverageRank(sorted, 0.0)).isEqualTo(3);
        assertThat(RankNormal.twiceAverageRank(sorted, -0.0)).isEqualTo(3);
        assertThat(RankNormal.twiceAverageRank(sorted, 1)).isEqualTo(6);
        assertThat(RankNormal.twiceAverageRank(sorted, 2)).isEqualTo(10);
        assertThat(RankNormal.twiceAverageRank(sorted, 7)).isEqualTo(14);
    }

    static double[][] normal(int chains, int draws, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[chains][draws];
        for (double[] chain : values) {
            for (int i = 0; i < draws; i++) {
                chain[i] = random.nextGaussian();
            }
        }
        return values;
    }

    /** Powers of two change no digit: R-hat and effective sizes stay, errors of Monte Carlo are multiplied. */
    @ParameterizedTest
    @ValueSource(ints = {-1000, -700, 300, 600, 1020})
    void unitsChangeNothing(int exponent) {
        double[][] chains = normal(4, 100, 3);
        double[][] scaled = new double[4][];
        for (int chain = 0; chain < 4; chain++) {
            scaled[chain] = Arrays.stream(chains[chain]).map(value -> Math.scalb(value, exponent)).toArray();
        }
        VariableSummary one = VariableSummary.of("x", chains);
        VariableSummary other = VariableSummary.of("x", scaled);
        assertThat(other.rhat()).isEqualTo(one.rhat());
        assertThat(other.essBulk()).isEqualTo(one.essBulk());
        assertThat(other.essMean()).isCloseTo(one.essMean(), within(1e-6));
        assertThat(other.essSd()).isCloseTo(one.essSd(), within(1e-6));
        assertThat(Math.scalb(other.mean(), -exponent)).isCloseTo(one.mean(), within(1e-9));
        assertThat(Math.scalb(other.mcseMean(), -exponent)).isCloseTo(one.mcseMean(), within(1e-9));
        assertThat(Math.scalb(other.mcseSd(), -exponent)).isCloseTo(one.mcseSd(), within(1e-9));
    }

    /** A mean is no less finite than its numbers. */
    @Test
    void sumsMayOverflow() {
        assertThat(Descriptive.mean(new double[]{1e308, 1e308, 1e308, 1e308})).isEqualTo(1e308);
        assertThat(Descriptive.mean(new double[]{1, Double.NEGATIVE_INFINITY})).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Descriptive.mean(new double[]{1e308, 1e308, Double.NaN})).isNaN();
        assertThat(Descriptive.mean(new double[0])).isNaN();
    }
}
