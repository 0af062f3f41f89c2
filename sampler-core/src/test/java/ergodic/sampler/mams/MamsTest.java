package ergodic.sampler.mams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.isokinetic.IsokineticIntegrator;
import ergodic.sampler.isokinetic.IsokineticPoint;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MamsTest {

    private static final DiagonalMetric METRIC = new DiagonalMetric(new double[]{0.7, 2.5});

    /** {@code ceil(U s)} is j with probability 1 / s for j up to floor(s), and floor(s) + 1 with what is left. */
    @ParameterizedTest
    @ValueSource(doubles = {1.0, 1.2, 1.5, 1.999, 2.0, 2.3, 2.5, 7.2, 13.0, 511.7})
    void theNumberOfStepsHasItsMean(double mean) {
        double s = StepCount.spread(mean);
        double k = Math.floor(s);
        assertThat((0.5 * k * (k + 1.0) + (s - k) * (k + 1.0)) / s).isCloseTo(mean, within(1e-10 * mean));

        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        int count = 20_000;
        double sum = 0.0;
        for (int i = 0; i < count; i++) {
            int n = StepCount.draw(mean, rng);
            assertThat(n).isBetween(1, (int) Math.ceil(s));
            sum += n;
        }
        // Uniform on 1 .. 2 mu: six standard errors.
        assertThat(sum / count).isCloseTo(mean, within(6.0 * mean / Math.sqrt(3.0 * count)));
    }

    /** Proposal and acceptance by the steps themselves with the same random numbers; and two gradients a step, all counted. */
    @Test
    void itIsATrajectoryFromAFreshVelocityAndItsTest() {
        Targets.Counting density = new Targets.Counting(Targets.banana(3.0));
        Mams mams = new Mams(density);
        MamsTuning tuning = new MamsTuning(0.5, 3.4, METRIC);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(8L);
        IsokineticIntegrator integrator = new IsokineticIntegrator(Targets.banana(3.0), SplittingScheme.MINIMAL_NORM);
        IsokineticPoint z = new IsokineticPoint(2);
        ChainState state = new ChainState(2);
        state.refresh(density);
        density.takeCount();
        int accepted = 0;
        for (int i = 0; i < 500; i++) {
            double[] from = state.theta().clone();
            z.setPosition(state);
            Transition transition = OneStep.of(mams, state, tuning, rng);
            int steps = (int) Math.ceil((1.0 - twin.nextDouble()) * StepCount.spread(3.4));
            assertThat(density.takeCount()).isEqualTo(transition.gradients()).isEqualTo(2 * steps);
            z.drawDirection(ZigguratSampler.NormalizedGaussian.of(twin));
            double error = 0.0;
            for (int k = 0; k < steps; k++) {
                error += integrator.step(z, 0.5, METRIC);
            }
            boolean moves = twin.nextDouble() < Math.exp(-error);
            assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isCloseTo(Math.min(1.0, Math.exp(-error)),
                    within(1e-12));
            assertThat(transition.value(HamiltonianStatistics.MAX_ENERGY_ERROR)).isCloseTo(error, within(1e-12));
            assertThat(transition.value(Statistic.ENERGY_ERROR)).isCloseTo(moves ? error : 0.0, within(1e-12));
            assertThat(transition.moved()).isEqualTo(moves);
            assertThat(state.theta()).containsExactly(moves ? z.theta() : from, within(1e-12));
            accepted += moves ? 1 : 0;
        }
        assertThat(accepted).isBetween(150, 495);
    }

    /** With a metric it is the sampler with none in whitened coordinates: the same numbers, to the bit for scales that are powers of 2. */
    @Test
    void aMetricIsWhitening() {
        double[] scale = {0.25, 4.0, 1.0};
        LogDensity plain = Targets.quartic();
        LogDensity stretched = new LogDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double[] white = new double[3];
                for (int i = 0; i < 3; i++) {
                    white[i] = theta[i] / scale[i];
                }
                double value = plain.evaluate(white, gradient);
                for (int i = 0; i < 3; i++) {
                    gradient[i] /= scale[i];
                }
                return value;
            }
        };
        ChainState white = new ChainState(3);
        white.refresh(plain);
        ChainState state = new ChainState(3);
        state.refresh(stretched);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(2L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(2L);
        Mams first = new Mams(plain);
        Mams second = new Mams(stretched);
        int moved = 0;
        for (int i = 0; i < 200; i++) {
            moved += OneStep.of(first, white, new MamsTuning(0.8, 2.5, new UnitMetric(3)), rng).moved() ? 1 : 0;
            OneStep.of(second, state,
                    new MamsTuning(0.8, 2.5, new DiagonalMetric(new double[]{0.0625, 16.0, 1.0})), twin);
            for (int k = 0; k < 3; k++) {
                assertThat(state.theta()[k]).isEqualTo(scale[k] * white.theta()[k]);
            }
        }
        assertThat(moved).isBetween(60, 199);
    }

    /** Where a value is not finite nothing is accepted, the transition is a divergence, and the gradients taken are counted. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void aWallIsADivergence(double beyond) {
        LogDensity wall = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0.0;
                gradient[1] = 0.0;
                return theta[0] == 0.0 && theta[1] == 0.0 ? 0.0 : beyond;
            }
        };
        ChainState state = new ChainState(2);
        state.refresh(wall);
        Transition transition = OneStep.of(new Mams(wall), state, new MamsTuning(0.1, 5.0, METRIC),
                RandomSource.XO_SHI_RO_256_PP.create(1L));
        assertThat(transition.diverging()).isTrue();
        assertThat(transition.moved()).isFalse();
        assertThat(transition.gradients()).isEqualTo(2);
        assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isZero();
        assertThat(state.theta()).containsExactly(0.0, 0.0);
        assertThat(state.logDensity()).isZero();
    }

    @Test
    void oneUnknownIsRefused() {
        assertThatThrownBy(() -> new Mams(Targets.normal(1.0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two unknowns");
    }

    /** {@code (1 + r) / (1 - r)} of AR(1) numbers far from the origin: r = 0.6, so 4, with a standard error of 0.07. */
    @Test
    void theAutocorrelationTellsTheEffectiveDraws() {
        LagOne correlation = new LagOne(2);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(5L));
        double[] theta = {1000.0, 7.0};
        for (int i = 0; i < 50_000; i++) {
            theta[0] = 1000.0 + 0.6 * (theta[0] - 1000.0) + 0.8 * gaussian.sample();
            correlation.add(theta);
        }
        assertThat(correlation.drawsAnEffectiveOne()).as("the coordinate that stands still says nothing")
                .isCloseTo(4.0, within(0.4));
    }
}
