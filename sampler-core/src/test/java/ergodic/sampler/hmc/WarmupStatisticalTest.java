package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.warmup.DualAveragingSettings;
import ergodic.sampler.warmup.WindowSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole warm-up ends with. */
class WarmupStatisticalTest {

    private static Chain<HamiltonianTuning> run(LogDensity density, WarmupSettings settings, int draws, long seed) {
        return Chain.run(density, new Nuts(density, NutsSettings.defaults()), new WindowedWarmup(density, settings),
                settings.schedule().warmup(), draws, seed);
    }

    /**
     * Standard deviations from 1e-3 to 1e3. The last window has 500 draws, of which NUTS makes 300 effective ones or more: a
     * variance has a relative standard error below sqrt(2 / 300) = 0.08, and a bound of a factor 1.6 lies 5.7 of them away:
     * 13 coordinates at 1e-8.
     */
    @Test
    void diagonalMetricFindsTheScales() {
        double[] scale = new double[13];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.pow(10.0, 0.5 * i - 3.0);
        }
        Chain<HamiltonianTuning> chain = run(Targets.normal(scale), WarmupSettings.defaults(1000), 500, 51L);
        double[] variance = chain.tuning.metric().inverseDiagonal();
        for (int i = 0; i < scale.length; i++) {
            // The regularisation adds 1e-5 with 500 draws.
            double expected = 500.0 / 505.0 * scale[i] * scale[i] + 1e-3 * 5.0 / 505.0;
            assertThat(variance[i] / expected).as("coordinate %d", i).isBetween(1.0 / 1.6, 1.6);
        }
    }

    @Test
    void denseMetricFindsTheCorrelation() {
        double r = 0.95;
        double[] precision = {1.0 / (1 - r * r), -r / (1 - r * r), -r / (1 - r * r), 1.0 / (1 - r * r)};
        Chain<HamiltonianTuning> chain = run(Targets.correlatedNormal(2, precision),
                WarmupSettings.defaults(1000).withMetric(MetricKind.DENSE), 500, 52L);
        double[] covariance = ((DenseMetric) chain.tuning.metric()).covariance();
        assertThat(covariance[1] / Math.sqrt(covariance[0] * covariance[3])).isCloseTo(r, within(0.03));
    }

    /**
     * After a final buffer of 500; after Stan's 50 the averaged step still remembers its start, and the acceptance lies up to
     * 0.1 above its target. The mean of 2000 statistics has a standard error below 0.01, that of 500 with which the step was
     * learnt below 0.02: 0.08 is 3.5 times both together, six tests of 5e-4 each, a total of 3e-3. Static trajectories of
     * several steps would not do: their acceptance is no falling function of the step size, where a period fits into them.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.8, 0.9})
    void stepSizeReachesTheTargetAcceptance(double target) {
        double[] ones = new double[50];
        java.util.Arrays.fill(ones, 1.0);
        LogDensity density = Targets.normal(ones);
        WarmupSettings settings = new WarmupSettings(WindowSchedule.of(1000, 75, 25, 500), MetricKind.DIAGONAL,
                DualAveragingSettings.defaults().withTarget(target), 1.0);
        assertThat(run(density, settings, 2000, 53L).meanAcceptance()).isCloseTo(target, within(0.08));
        Chain<HamiltonianTuning> hmc = Chain.run(density, new StaticHmc(density, HmcSettings.ofSteps(1)),
                new WindowedWarmup(density, settings),
                1000, 2000, 54L);
        assertThat(hmc.meanAcceptance()).isCloseTo(target, within(0.08));
    }

    @Test
    void theUnitMetricStaysAndTheStepAdapts() {
        Chain<HamiltonianTuning> chain = run(Targets.normal(0.01, 1.0),
                WarmupSettings.defaults(300).withMetric(MetricKind.UNIT), 300, 55L);
        assertThat(chain.tuning.metric().inverseDiagonal()).containsOnly(1.0);
        assertThat(chain.tuning.stepSize()).isBetween(0.003, 0.03);
        assertThat(chain.tuning.warmup()).isFalse();
    }

    @Test
    void aRunWithoutWarmupKeepsTheStepThatTheSearchFound() {
        Chain<HamiltonianTuning> chain = run(Targets.normal(0.01, 0.01), WarmupSettings.defaults(0), 100, 56L);
        assertThat(chain.tuning.stepSize()).isBetween(0.001, 0.1);
        assertThat(chain.tuning.metric().inverseDiagonal()).containsOnly(1.0);
    }

    @Test
    void fewerThanTwentyTransitionsAdaptTheStepAlone() {
        Chain<HamiltonianTuning> chain = run(Targets.normal(0.01, 3.0), WarmupSettings.defaults(19), 10, 57L);
        assertThat(chain.tuning.metric().inverseDiagonal()).containsOnly(1.0);
        Chain<HamiltonianTuning> longer = run(Targets.normal(0.01, 3.0), WarmupSettings.defaults(20), 10, 57L);
        assertThat(longer.tuning.metric().inverseDiagonal()).isNotEqualTo(new double[]{1.0, 1.0});
    }
}
