package ergodic.sampler.langevin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.batches.RowSubset;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class SgldTest {

    private static final Regression REGRESSION = new Regression(40, 2, 5L);

    private static ChainState start(StochasticLogDensity density) {
        ChainState state = new ChainState(2);
        state.theta()[0] = 0.3;
        state.theta()[1] = -0.2;
        state.refresh(density);
        return state;
    }

    @Test
    void takesTheStepOfTheEquation() {
        double[] variance = {0.5, 3.0};
        double epsilon = 0.01;
        ChainState state = start(REGRESSION);
        double[] theta = state.theta().clone();
        double[] gradient = state.gradient().clone();
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(3L);
        Transition transition = OneStep.of(new Sgld(REGRESSION, new BatchRule(8, BatchOrder.INDEPENDENT)), state,
                new LangevinTuning(epsilon, new DiagonalMetric(variance)), RandomSource.XO_SHI_RO_256_PP.create(3L));
        var gaussian = ZigguratSampler.NormalizedGaussian.of(twin);
        for (int i = 0; i < 2; i++) {
            double expected = theta[i] + 0.5 * epsilon * variance[i] * gradient[i]
                    + Math.sqrt(epsilon * variance[i]) * gaussian.sample();
            assertThat(state.theta()[i]).isCloseTo(expected, within(1e-14));
        }
        // Density and gradient are then those of the subset that the next random numbers choose.
        double[] estimate = new double[2];
        double value = REGRESSION.evaluateSubset(state.theta(), new RowSubset(40, 8).next(twin), 8, estimate);
        assertThat(state.logDensity()).isEqualTo(value).isEqualTo(transition.logDensity());
        assertThat(state.gradient()).isEqualTo(estimate);
        assertThat(transition.gradients()).isEqualTo(1);
        assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isNaN();
        assertThat(transition.value(Statistic.ENERGY)).isNaN();
        assertThat(transition.moved()).isTrue();
        assertThat(transition.value(Statistic.STEP_SIZE)).isEqualTo(epsilon);
    }

    @Test
    void aBatchOfAllRowsIsTheExactGradient() {
        ChainState state = start(REGRESSION);
        OneStep.of(new Sgld(REGRESSION, new BatchRule(40, BatchOrder.INDEPENDENT)), state,
                new LangevinTuning(0.01, new UnitMetric(2)),
                RandomSource.XO_SHI_RO_256_PP.create(3L));
        double[] gradient = new double[2];
        assertThat(state.logDensity()).isEqualTo(REGRESSION.evaluate(state.theta(), gradient));
        assertThat(state.gradient()).isEqualTo(gradient);
    }

    /** The same state, tuning and random numbers give the same transition, whatever the kernel did before. */
    @Test
    void remembersNothingBetweenTransitions() {
        Sgld used = new Sgld(REGRESSION, new BatchRule(7, BatchOrder.INDEPENDENT));
        LangevinTuning tuning = new LangevinTuning(0.01, new UnitMetric(2));
        ChainState other = start(REGRESSION);
        for (int i = 0; i < 20; i++) {
            OneStep.of(used, other, tuning, RandomSource.XO_SHI_RO_256_PP.create(i));
        }
        ChainState one = start(REGRESSION);
        ChainState two = start(REGRESSION);
        OneStep.of(used, one, tuning, RandomSource.XO_SHI_RO_256_PP.create(77L));
        OneStep.of(new Sgld(REGRESSION, new BatchRule(7, BatchOrder.INDEPENDENT)), two, tuning,
                RandomSource.XO_SHI_RO_256_PP.create(77L));
        assertThat(one.theta()).isEqualTo(two.theta());
        assertThat(one.gradient()).isEqualTo(two.gradient());
    }

    @Test
    void takesBackAMoveToWhereNothingIsFinite() {
        StochasticLogDensity broken = new StochasticLogDensity() {
            @Override
            public int rowCount() {
                return 10;
            }

            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0.0;
                gradient[1] = 0.0;
                return 1.0;
            }

            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                gradient[0] = Double.NaN;
                return 2.0;
            }
        };
        ChainState state = start(broken);
        Transition transition = OneStep.of(new Sgld(broken, new BatchRule(3, BatchOrder.INDEPENDENT)), state,
                new LangevinTuning(0.01, new UnitMetric(2)),
                RandomSource.XO_SHI_RO_256_PP.create(3L));
        assertThat(transition.diverging()).isTrue();
        assertThat(transition.moved()).isFalse();
        assertThat(state.theta()).containsExactly(0.3, -0.2);
        assertThat(state.gradient()).containsExactly(0.0, 0.0);
        assertThat(state.logDensity()).isEqualTo(1.0);
    }

    @Test
    void refusesAnEmptyBatch() {
        assertThatThrownBy(() -> new BatchRule(0, BatchOrder.INDEPENDENT)).hasMessageContaining("batch size");
    }
}
