package ergodic.sampler.underdamped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.FixedTuning;
import ergodic.sampler.warmup.WindowSchedule;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known moments, bias included, and the bias that energy errors tell. */
class UnderdampedStatisticalTest {

    /**
     * At a fixed step, means 0 and variances 1 / (1 - s) times those of the normal, each within 6 standard errors: 6 tests, each
     * 2e-9 for a normal z. The steps are long enough for the exact variance to fail in the narrowest direction (s = 0.16, 19 %).
     */
    @Test
    void theMomentsAreThoseOfTheBiasedLaw() {
        double[] scale = {0.5, 1.0, 2.0};
        double epsilon = 0.4;
        LogDensity density = Targets.normal(scale);
        Chain<UnderdampedTuning> chain = Chain.run(density, new Underdamped(density),
                new FixedTuning<>(new UnderdampedTuning(epsilon, 1.0, new UnitMetric(3), 0)), 200, 100_000, 4L);
        for (int i = 0; i < 3; i++) {
            int k = i;
            double s = epsilon * epsilon / (4.0 * scale[k] * scale[k]);
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k]), 0.0)).isBetween(-6.0, 6.0);
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k] * theta[k]), scale[k] * scale[k] / (1.0 - s)))
                    .isBetween(-6.0, 6.0);
        }
        assertThat(MonteCarlo.zScore(chain.values(theta -> theta[0] * theta[0]), 0.25)).isGreaterThan(6.0);
        assertThat(chain.divergences()).isZero();
    }

    /**
     * The warm-up finds metric and step: on normals of scales 0.1 to 10 the energy variance is within a factor 2 of its target
     * (that of the last 25 transitions sets the step, whose sixth power it is: a factor 1.12 in the step), and the bias
     * that the energy errors tell is that of the variances. Of 40,000 transitions the mean of the variance ratios has a
     * standard error of about 0.006: the bound 0.04 fails with a probability below 1e-9.
     */
    @Test
    void theWarmupMeetsTheEnergyVarianceAndTheBiasIsAsTold() {
        double[] scale = {0.1, 0.3, 1.0, 3.0, 10.0, 0.2, 0.5, 2.0, 5.0, 1.5};
        LogDensity density = Targets.normal(scale);
        UnderdampedSettings settings = new UnderdampedSettings(WindowSchedule.of(2000), MetricKind.DIAGONAL, 3e-3, 1.0,
                0.0);
        Chain<UnderdampedTuning> chain = Chain.run(density, new Underdamped(density),
                new UnderdampedWarmup(density, settings), 2000, 40_000, 6L);
        double energyVariance = chain.transitions.stream().mapToDouble(t -> t.value(EnergyVariance.STATISTIC))
                .average()
                .orElseThrow();
        assertThat(energyVariance).isBetween(1.5e-3, 6e-3);
        double ratio = 0.0;
        for (int i = 0; i < scale.length; i++) {
            int k = i;
            ratio += MonteCarlo.mean(chain.values(theta -> theta[k] * theta[k])) / (scale[k] * scale[k] * scale.length);
        }
        assertThat(ratio - 1.0).isCloseTo(EnergyVariance.bias(energyVariance), within(0.04));
        assertThat(chain.divergences()).isZero();
    }

    /**
     * No step of the warm-up throws a chain off, whatever the metric that it begins with: the squared
     * distance of a draw from the mode, in widths, stays below 20 a dimension (chi-squared of 4 above 80: 2e-16 a transition; with
     * the steps that the search finds it came above 60). Each chain's energy variance is within a factor 5 of its
     * target (20 chains measured 0.35 to 2.7 times it, and 0.03 to 6 times with those steps).
     */
    @ParameterizedTest
    @ValueSource(doubles = {3e-4, 1e-2})
    void theWarmupThrowsNoChainOff(double target) {
        double[] scale = {0.04, 0.07, 0.13, 0.22};
        LogDensity density = Targets.normal(scale);
        int warmup = 300;
        for (long seed = 1; seed <= 20; seed++) {
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
            ChainState state = new ChainState(scale.length);
            for (int i = 0; i < scale.length; i++) {
                state.theta()[i] = scale[i] * (rng.nextDouble() - 0.5);
            }
            state.refresh(density);
            Underdamped kernel = new Underdamped(density);
            UnderdampedWarmup tuner = new UnderdampedWarmup(density,
                    new UnderdampedSettings(WindowSchedule.of(warmup), MetricKind.DIAGONAL, target, 1.0, 0.0));
            tuner.start(state, rng);
            for (int i = 0; i < warmup; i++) {
                Transition transition = OneStep.of(kernel, state, tuner.tuning(), rng);
                tuner.adapt(state, transition, rng);
                double distance = 0.0;
                for (int k = 0; k < scale.length; k++) {
                    distance += Math.pow(state.theta()[k] / scale[k], 2) / scale.length;
                }
                assertThat(distance).as("chain %d, transition %d", seed, i).isLessThan(20.0);
            }
            tuner.finishWarmup();
            double energyVariance = 0.0;
            int count = 5000;
            for (int i = 0; i < count; i++) {
                energyVariance += OneStep.of(kernel, state, tuner.tuning(), rng).value(EnergyVariance.STATISTIC)
                        / count;
            }
            assertThat(energyVariance / target).as("chain %d", seed).isBetween(0.2, 5.0);
        }
    }
}
