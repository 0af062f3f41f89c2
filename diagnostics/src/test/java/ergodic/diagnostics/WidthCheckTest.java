package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.foreign.ArrayDraws;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Draws of a known width beside the gradient of N(mode, 1) in every coordinate. Seeds are fixed; a right run fails with
 * probability 0.001 by the check's level.
 */
class WidthCheckTest {
    private static final int DIMENSION = 5;

    @Test
    void rightDrawsPassAlsoInModesOfTheirOwn() {
        for (double modes : new double[]{0, 20}) {
            WidthCheck check = check(4, 1000, 1, modes, 0.9, 1);
            assertThat(check.finding().severity()).as(check.finding().sentence()).isEqualTo(Finding.Severity.GOOD);
            assertThat(check.gradients()).isEqualTo(400);
            assertThat(check.blocks()).extracting(WidthCheck.Block::name).containsExactly("weight", "bias");
            assertThat(check.blocks()).extracting(WidthCheck.Block::size).containsExactly(3, 2);
            assertThat(check.blocks()).allSatisfy(block -> assertThat(block.ratio()).isCloseTo(1, within(0.2)));
        }
    }

    /**
     * A mean of the same draws would take its share of their variance: of two independent draws half, so that the ratio were 0.5, of all four a
     * quarter. 20,000 chains of five coordinates: a standard error of 0.005.
     */
    @Test
    void noDrawCountsInItsOwnCentre() {
        WidthCheck check = check(20_000, 4, 5, 0, 0, 1);
        assertThat(check.blocks()).allSatisfy(block -> assertThat(block.ratio()).isCloseTo(1, within(0.05)));
    }

    /** Unadjusted Langevin steps of 3 on N(0, 1) have the variance 1 / (1 - 3 / 4) = 4. */
    @Test
    void langevinOfTooLargeAStepIsTooWide() {
        Random random = new Random(2);
        double[][][] theta = new double[4][1000][DIMENSION];
        for (double[][] chain : theta) {
            double[] state = new double[DIMENSION];
            for (double[] draw : chain) {
                for (int i = 0; i < DIMENSION; i++) {
                    state[i] += -1.5 * state[i] + Math.sqrt(3) * random.nextGaussian();
                    draw[i] = state[i];
                }
            }
        }
        WidthCheck check = measure(theta, new double[4]);
        assertThat(check.blocks()).allSatisfy(block -> assertThat(block.ratio()).isCloseTo(4, within(0.8)));
        Finding finding = check.finding();
        assertThat(finding.severity()).isEqualTo(Finding.Severity.BAD);
        assertThat(finding.sentence()).contains("weight has ").contains("times its variance").contains("400 gradients");
        ArrayDraws agreeing = new ArrayDraws(Map.of("x", SpecialCasesTest.normal(4, 1000, 3)), Map.of());
        Verdict verdict = Judge.assess(agreeing, null, variable -> true, DrawSource.unknown(agreeing.kind()), check)
                .verdict();
        assertThat(verdict.level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(verdict.headline()).contains("do not have the width of the posterior");
    }

    @Test
    void tooNarrowDrawsFailToo() {
        assertThat(check(4, 1000, 4, 0, 0.3, 0.7).finding().severity()).isEqualTo(Finding.Severity.BAD);
    }

    private static WidthCheck check(int chains, int draws, long seed, double modes, double rho, double sd) {
        Random random = new Random(seed);
        double[][][] theta = new double[chains][draws][DIMENSION];
        double[] mode = new double[chains];
        for (int chain = 0; chain < chains; chain++) {
            mode[chain] = modes * random.nextGaussian();
            for (int i = 0; i < DIMENSION; i++) {
                double state = random.nextGaussian();
                for (int draw = 0; draw < draws; draw++) {
                    theta[chain][draw][i] = mode[chain] + sd * state;
                    state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
                }
            }
        }
        return measure(theta, mode);
    }

    private static WidthCheck measure(double[][][] theta, double[] mode) {
        WidthCheck.Positions positions = new WidthCheck.Positions() {
            @Override
            public int chains() {
                return theta.length;
            }

            @Override
            public int draws() {
                return theta[0].length;
            }

            @Override
            public void readInto(int chain, int draw, double[] position) {
                System.arraycopy(theta[chain][draw], 0, position, 0, DIMENSION);
            }
        };
        return WidthCheck.measure(List.of("weight", "weight", "weight", "bias", "bias"), positions, (at, gradient) -> {
            double nearest = mode[0];
            for (double candidate : mode) {
                nearest = Math.abs(at[0] - candidate) < Math.abs(at[0] - nearest) ? candidate : nearest;
            }
            for (int i = 0; i < DIMENSION; i++) {
                gradient[i] = nearest - at[i];
            }
        }, 100);
    }
}
