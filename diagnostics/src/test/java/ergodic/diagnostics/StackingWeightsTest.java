package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StackingWeightsTest {

    /** Rows of which a known share follows each of two densities: the weights are those of a mixture, by its own likelihood equation. */
    @Test
    void solvesTheLikelihoodEquation() {
        Random random = new Random(1);
        double[][] density = new double[3][2000];
        for (int row = 0; row < 2000; row++) {
            double y = (random.nextDouble() < 0.7 ? -2.0 : 2.0) + random.nextGaussian();
            double[] mean = {-2.0, 2.0, 9.0};
            for (int chain = 0; chain < 3; chain++) {
                density[chain][row] = -0.5 * (y - mean[chain]) * (y - mean[chain]) - 0.5 * Math.log(2 * Math.PI);
            }
        }
        StackingWeights stacking = StackingWeights.of(density);
        assertThat(stacking.gap()).isLessThanOrEqualTo(1e-7);
        assertThat(stacking.weights().get(0)).isCloseTo(0.7, within(0.04));
        assertThat(stacking.weights().get(2)).isLessThan(0.01);
        assertThat(stacking.weights().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1.0, within(1e-9));
        assertThat(stacking.logDensity()).isGreaterThan(stacking.equal() + 0.1);
        // No weights beside the simplex are better: the gap bounds what is to be had.
        double[] w = stacking.weights().stream().mapToDouble(Double::doubleValue).toArray();
        for (double step : new double[]{-0.02, 0.02}) {
            assertThat(score(density, new double[]{w[0] + step, w[1] - step, w[2]}))
                    .isLessThan(stacking.logDensity() + 1e-9);
        }
    }

    private static double score(double[][] density, double[] weights) {
        double sum = 0;
        for (int row = 0; row < density[0].length; row++) {
            double mixture = 0;
            for (int chain = 0; chain < weights.length; chain++) {
                mixture += weights[chain] * Math.exp(density[chain][row]);
            }
            sum += Math.log(mixture) / density[0].length;
        }
        return sum;
    }

    /** Chains that are the same have nothing to gain, and stay equal. */
    @Test
    void leavesEqualChainsEqual() {
        double[][] density = {{-1, -2, -3}, {-1, -2, -3}};
        StackingWeights stacking = StackingWeights.of(density);
        assertThat(stacking.weights()).containsExactly(0.5, 0.5);
        assertThat(stacking.logDensity()).isEqualTo(stacking.equal()).isCloseTo(-2.0, within(1e-12));
    }

    /** Weights from the rows that they are scored by flatter; cross-fitted ones do not. */
    @Test
    void crossFittingDoesNotFlatter() {
        double flattering = 0;
        double honest = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double[][] density = new double[8][30];
            for (double[] chain : density) {
                for (int row = 0; row < chain.length; row++) {
                    chain[row] = random.nextGaussian();
                }
            }
            StackingWeights stacking = StackingWeights.of(density);
            flattering += (stacking.logDensity() - stacking.equal()) / 200;
            honest += (StackingWeights.crossFitted(density) - stacking.equal()) / 200;
        }
        assertThat(flattering).isGreaterThan(0.03);
        assertThat(honest).isLessThan(0.0);
    }

    /**
     * A row that one model holds impossible counts: the maximum of {@code 3 log(w a + (1 - w) b) + log((1 - w) b)} is where {@code 3 (a - b) / (b + w (a - b)) = 1 / (1 - w)},
     * so {@code w = 3/4 - b / (4 (a - b))}.
     */
    @Test
    void aRowThatOneModelHoldsImpossibleCounts() {
        double no = Double.NEGATIVE_INFINITY;
        double[][] density = {{-1, -1, -1, no}, {-1.5, -1.5, -1.5, -1.5}};
        double a = Math.exp(-1);
        double b = Math.exp(-1.5);
        double w = 0.75 - b / (4 * (a - b));
        StackingWeights stacking = StackingWeights.of(density);
        assertThat(stacking.weights().get(0)).isCloseTo(w, within(1e-3));
        assertThat(stacking.logDensity())
                .isCloseTo((3 * Math.log(w * a + (1 - w) * b) + Math.log((1 - w) * b)) / 4, within(1e-7));
        assertThat(stacking.equal()).isCloseTo((3 * Math.log((a + b) / 2) + Math.log(b / 2)) / 4, within(1e-12));
        assertThat(stacking.leftOut()).isZero();
        // What is impossible by all, or not known, says nothing of weights.
        double[][] more = {{-1, -1, -1, no, no, Double.NaN}, {-1.5, -1.5, -1.5, -1.5, no, -1}};
        assertThat(StackingWeights.of(more).weights()).isEqualTo(stacking.weights());
        assertThat(StackingWeights.of(more).leftOut()).isEqualTo(2);
        assertThat(StackingWeights.equal(more).logDensity()).isEqualTo(stacking.equal());
        assertThat(stacking.score(more)).isEqualTo(stacking.logDensity());
        assertThat(StackingWeights.of(new double[][]{{no, no}, {-1, -2}}).weights()).containsExactly(0.0, 1.0);
    }

    /** Densities of hundreds of nats do not overflow, and rows that a chain cannot predict are left out. */
    @Test
    void awkwardRows() {
        StackingWeights stacking = StackingWeights.of(new double[][]{{-900, -800, Double.NaN}, {-950, -700, 1}});
        assertThat(stacking.weights().get(0)).isCloseTo(0.5, within(1e-6));
        assertThatThrownBy(() -> StackingWeights.of(new double[][]{{Double.NaN}, {0}})).hasMessageContaining("no row");
        assertThat(StackingWeights.crossFitted(new double[][]{{-1}, {-2}})).isNaN();
    }
}
