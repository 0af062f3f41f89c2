package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.LowRankMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import ergodic.testing.Whitened;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A kernel with a metric is the kernel without one in whitened coordinates: the same random numbers give the same draws, steps,
 * energies and turns. No test that mixes momenta with velocities, or forgets the metric at one place, passes.
 */
class WhiteningTest {

    private static final LogDensity DENSITY = Targets.quartic();

    static Stream<Metric> metrics() {
        return Stream.of(new DiagonalMetric(new double[]{0.3, 4.0, 1.5}),
                new DenseMetric(new double[]{1.0, 0.4, 0.1, 0.4, 1.2, -0.3, 0.1, -0.3, 0.7}),
                new LowRankMetric(new double[]{0.6, 1.2, 0.8}, new double[]{0.6, 0.8, 0.0, 0.0, 0.0, 1.0},
                        new double[]{4.0, 0.2}));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void nuts(Metric metric) {
        check(metric, density -> new Nuts(density, NutsSettings.defaults()), 0.1);
        check(metric, density -> new Nuts(density, NutsSettings.defaults()), 0.5);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void hmc(Metric metric) {
        check(metric, density -> new StaticHmc(density, HmcSettings.ofTime(2.0).withJitter(0.1, 0.5)), 0.2);
    }

    private static void check(Metric metric, Function<LogDensity, TransitionKernel<HamiltonianTuning>> kernels,
            double stepSize) {
        Whitened white = new Whitened(DENSITY, metric);
        TransitionKernel<HamiltonianTuning> plain = kernels.apply(DENSITY);
        TransitionKernel<HamiltonianTuning> whitened = kernels.apply(white);
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(3151L);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(3151L);
        ChainState x = new ChainState(3);
        ChainState y = new ChainState(3);
        y.theta()[0] = 0.3;
        y.refresh(white);
        for (int i = 0; i < 200; i++) {
            white.mapInto(y.theta(), x.theta());
            x.refresh(DENSITY);
            Transition ofX = OneStep.of(plain, x, new HamiltonianTuning(stepSize, metric), one);
            Transition ofY = OneStep.of(whitened, y, new HamiltonianTuning(stepSize, new UnitMetric(3)), other);
            double[] mapped = new double[3];
            white.mapInto(y.theta(), mapped);
            assertThat(x.theta()).containsExactly(mapped, within(1e-10));
            assertThat(ofX.gradients()).isEqualTo(ofY.gradients());
            for (Statistic statistic : plain.statistics()) {
                double expected = ofY.value(statistic);
                assertThat(ofX.value(statistic)).as(statistic.name()).isCloseTo(expected,
                        within(1e-9 * Math.max(1.0, Math.abs(expected))));
            }
        }
    }
}
