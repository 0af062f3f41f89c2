package ergodic.sampler.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class BatchGradientTest {

    /** Rows whose likelihood {@code -row theta^4} bends, so that noise depends on the place. */
    private static final class Quartic implements StochasticLogDensity {
        private int subsets;

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int rowCount() {
            return 7;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return of(theta, new int[]{0, 1, 2, 3, 4, 5, 6}, 7, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            subsets++;
            return of(theta, rows, count, gradient);
        }

        private static double of(double[] theta, int[] rows, int count, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += 7.0 / count * rows[i];
            }
            gradient[0] = -theta[0] - 4 * sum * Math.pow(theta[0], 3);
            return -theta[0] * theta[0] / 2 - sum * Math.pow(theta[0], 4);
        }
    }

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(12L);

    private static ChainState at(double theta, StochasticLogDensity density) {
        ChainState state = new ChainState(1);
        state.theta()[0] = theta;
        state.refresh(density);
        return state;
    }

    /** Each batch forwards, then each again backwards; all rows once each way where they divide. */
    @Test
    void sweepsGoForthAndBack() {
        SymmetricBatches batches = new SymmetricBatches(7, 2);
        for (int sweep = 0; sweep < 3; sweep++) {
            int[][] seen = new int[6][];
            for (int i = 0; i < 6; i++) {
                seen[i] = batches.next(rng).clone();
            }
            assertThat(Arrays.stream(seen, 0, 3).flatMapToInt(Arrays::stream).distinct().count()).isEqualTo(6);
            for (int i = 0; i < 3; i++) {
                assertThat(seen[5 - i]).isEqualTo(seen[i]);
            }
        }
    }

    /** Exact at the anchor whatever the batch; unbiased elsewhere; two gradients an estimate. */
    @Test
    void aControlVariateIsExactAtItsAnchorAndUnbiasedElsewhere() {
        Quartic density = new Quartic();
        BatchGradient batches = new BatchRule(2, BatchOrder.EPOCHS, true).of(density);
        ChainState anchor = at(0.7, density);
        batches.begin(anchor);
        assertThat(batches.gradients()).isEqualTo(2);
        double[] gradient = new double[1];
        assertThat(batches.evaluate(anchor.theta(), gradient, rng)).isCloseTo(anchor.logDensity(), within(1e-12));
        assertThat(gradient[0]).isCloseTo(anchor.gradient()[0], within(1e-12));
        // Later states are no anchors.
        ChainState other = at(0.8, density);
        batches.begin(other);
        int before = density.subsets;
        double sum = 0;
        double spread = 0;
        int count = 21_000;
        for (int i = 0; i < count; i++) {
            batches.evaluate(other.theta(), gradient, rng);
            sum += gradient[0] / count;
            spread = Math.max(spread, Math.abs(gradient[0] - other.gradient()[0]));
        }
        assertThat(density.subsets - before).isEqualTo(2 * count);
        assertThat(sum).isCloseTo(other.gradient()[0], within(0.3));
        BatchGradient plain = new BatchRule(2, BatchOrder.EPOCHS).of(density);
        double worst = 0;
        for (int i = 0; i < 100; i++) {
            plain.evaluate(other.theta(), gradient, rng);
            worst = Math.max(worst, Math.abs(gradient[0] - other.gradient()[0]));
        }
        assertThat(spread).isGreaterThan(1).isLessThan(0.4 * worst);
    }

    /** Order, place and anchor are saved. */
    @Test
    void goesOnWhereItStopped() throws IOException {
        Quartic density = new Quartic();
        for (BatchOrder order : BatchOrder.values()) {
            BatchRule rule = new BatchRule(2, order, true);
            BatchGradient whole = rule.of(density);
            whole.begin(at(0.7, density));
            double[] one = new double[1];
            double[] two = new double[1];
            double[] theta = {0.9};
            RestorableUniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4L);
            for (int i = 0; i < 5; i++) {
                whole.evaluate(theta, one, random);
            }
            BatchGradient resumed = rule.of(density);
            Saved.move(whole::save, resumed::load);
            // It has an anchor: another is not taken.
            resumed.begin(at(0.1, density));
            RestorableUniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(5L);
            twin.restoreState(random.saveState());
            for (int i = 0; i < 9; i++) {
                assertThat(resumed.evaluate(theta, two, twin)).isEqualTo(whole.evaluate(theta, one, random));
                assertThat(two).isEqualTo(one);
            }
        }
    }

    @Test
    void takesAllRowsWhereABatchHasAsMany() {
        Quartic density = new Quartic();
        BatchGradient batches = new BatchRule(9, BatchOrder.SWEEPS, true).of(density);
        double[] gradient = new double[1];
        double value = batches.evaluate(new double[]{0.3}, gradient, rng);
        assertThat(density.subsets).isZero();
        assertThat(batches.gradients()).isEqualTo(1);
        assertThat(value).isEqualTo(density.evaluate(new double[]{0.3}, gradient));
        assertThatThrownBy(() -> new BatchRule(0, BatchOrder.EPOCHS)).hasMessageContaining("batch size");
    }
}
