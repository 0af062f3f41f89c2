package ergodic.testing;

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
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A kernel with a metric is the kernel without one in whitened coordinates: the same random numbers give the same draws, steps, energies and
 * turns. No test that mixes momenta with velocities, or forgets the metric at one place, passes.
 */
public final class Whitening {

    private static final LogDensity DENSITY = Targets.quartic();

    private Whitening() {}

    /** One metric of each kind in three dimensions. */
    public static Stream<Metric> metrics() {
        return Stream.of(new DiagonalMetric(new double[]{0.3, 4.0, 1.5}),
                new DenseMetric(new double[]{1.0, 0.4, 0.1, 0.4, 1.2, -0.3, 0.1, -0.3, 0.7}),
                new LowRankMetric(new double[]{0.6, 1.2, 0.8}, new double[]{0.6, 0.8, 0.0, 0.0, 0.0, 1.0},
                        new double[]{4.0, 0.2}));
    }

    /**
     * Holds a kernel to it over 200 transitions, each from where the two agree.
     *
     * @param kernels
     *            makes the kernel of a density
     * @param tunings
     *            the tuning with a metric
     */
    public static <T> void check(Metric metric, Function<LogDensity, TransitionKernel<T>> kernels,
            Function<Metric, T> tunings) {
        Whitened white = new Whitened(DENSITY, metric);
        TransitionKernel<T> plain = kernels.apply(DENSITY);
        TransitionKernel<T> whitened = kernels.apply(white);
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(3151L);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(3151L);
        ChainState x = new ChainState(3);
        ChainState y = new ChainState(3);
        y.theta()[0] = 0.3;
        y.refresh(white);
        for (int i = 0; i < 200; i++) {
            white.mapInto(y.theta(), x.theta());
            x.refresh(DENSITY);
            Transition ofX = OneStep.of(plain, x, tunings.apply(metric), one);
            Transition ofY = OneStep.of(whitened, y, tunings.apply(new UnitMetric(3)), other);
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
