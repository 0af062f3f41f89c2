package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientWarmupTest {

    private static final int WARMUP = 300;

    private static Chain<HamiltonianTuning> run(LogDensity density, MetricKind kind, int count, long seed) {
        WarmupSettings settings = WarmupSettings.defaults(WARMUP).withMetric(kind).withGradients(true);
        return Chain.run(density, new Nuts(density, NutsSettings.defaults().withStepSizeJitter(0.1)),
                settings.tuner(density), WARMUP, count, seed);
    }

    /** Independent normals of standard deviations from 0.01 to 100: no sampling error, so no coordinate is left behind. */
    @ParameterizedTest
    @EnumSource(names = {"DIAGONAL", "LOW_RANK"})
    void findsTheScalesOfNormalsExactly(MetricKind kind) {
        double[] scale = new double[20];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.pow(10.0, -2.0 + 4.0 * i / (scale.length - 1));
        }
        Chain<HamiltonianTuning> chain = run(Targets.normal(scale), kind, 200, 3161L);
        double[] variance = chain.tuning.metric().inverseDiagonal();
        for (int i = 0; i < scale.length; i++) {
            assertThat(variance[i] / (scale[i] * scale[i])).isCloseTo(1.0, within(1e-4));
        }
        assertThat(chain.tuning.warmup()).isFalse();
        assertThat(chain.meanAcceptance()).isBetween(0.7, 0.97);
        assertThat(chain.divergences()).isZero();
        for (Transition transition : chain.transitions) {
            assertThat(transition.gradients()).isLessThanOrEqualTo(15);
            assertThat(transition.value(Statistic.STEP_SIZE) / chain.tuning.stepSize()).isBetween(0.9, 1.1);
        }
    }

    /** Correlation 0.99 between neighbours, which only directions can help: short trajectories, and moments within 5.5 errors. */
    @Test
    void lowRankShortensTrajectoriesOfCorrelatedNormals() {
        double[] scale = new double[15];
        Arrays.fill(scale, 2.0);
        LogDensity density = Targets.autoregressive(0.99, scale);
        Chain<HamiltonianTuning> chain = run(density, MetricKind.LOW_RANK, 2000, 3162L);
        Chain<HamiltonianTuning> diagonal = run(density, MetricKind.DIAGONAL, 200, 3163L);
        assertThat(steps(chain)).isLessThan(10.0);
        assertThat(steps(diagonal)).isGreaterThan(4.0 * steps(chain));
        assertThat(MonteCarlo.zScore(chain.values(x -> x[0]), 0.0)).isBetween(-5.5, 5.5);
        assertThat(MonteCarlo.zScore(chain.values(x -> x[0] * x[0]), 4.0)).isBetween(-5.5, 5.5);
        assertThat(MonteCarlo.zScore(chain.values(x -> x[0] * x[14]), 4.0 * Math.pow(0.99, 14))).isBetween(-5.5, 5.5);
    }

    private static double steps(Chain<HamiltonianTuning> chain) {
        return chain.transitions.stream().mapToInt(Transition::gradients).average().orElseThrow();
    }

    /** Nothing of the metric changes in the last 15 % of the warm-up, and something does before. */
    @SuppressWarnings("ReferenceEquality") // another metric is another object
    @Test
    void theMetricStandsAtTheEnd() {
        LogDensity density = Targets.quartic();
        WarmupSettings settings = WarmupSettings.defaults(200).withGradients(true);
        GradientWarmup tuner = new GradientWarmup(density, settings);
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3164L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        tuner.start(state, rng);
        int last = 0;
        int changes = 0;
        for (int i = 0; i < 200; i++) {
            Object before = tuner.tuning().metric();
            tuner.adapt(state, OneStep.of(nuts, state, tuner.tuning(), rng), rng);
            if (before != tuner.tuning().metric()) {
                last = i;
                changes++;
            }
            assertThat(tuner.tuning().stepSize()).isLessThanOrEqualTo(Math.PI);
        }
        assertThat(last).isBetween(130, 169);
        assertThat(changes).isBetween(9, 19);
    }

    /** Of a trajectory of one step, both kinds of acceptance follow from its energy error. */
    @Test
    void symmetricAcceptanceCountsGainsAsLosses() {
        LogDensity density = Targets.quartic();
        Nuts nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(1));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3165L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        int gains = 0;
        for (int i = 0; i < 50; i++) {
            Transition transition = OneStep.of(nuts, state, new HamiltonianTuning(0.5, new UnitMetric(3)), rng);
            double error = transition.value(HamiltonianStatistics.MAX_ENERGY_ERROR);
            gains += error < 0.0 ? 1 : 0;
            assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isCloseTo(Math.min(1.0, Math.exp(-error)),
                    within(1e-14));
            assertThat(transition.value(HamiltonianStatistics.SYMMETRIC_ACCEPTANCE)).isCloseTo(
                    2.0 * Math.min(1.0, Math.exp(-error)) / (1.0 + Math.exp(-error)), within(1e-14));
        }
        assertThat(gains).isBetween(5, 45);
    }
}
