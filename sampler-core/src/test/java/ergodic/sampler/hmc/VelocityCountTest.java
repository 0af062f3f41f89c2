package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.testing.OneStep;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * Products with the inverse metric: one at the middle of each step, and one where the energy is asked for. Kinetic energy and
 * U-turn test cost none beside.
 */
class VelocityCountTest {

    private static final int DIMENSION = 5;

    private final LogDensity density = Targets.normal(1.0, 0.5, 1.0, 2.0, 1.0);
    private final Counting metric = new Counting(new DiagonalMetric(new double[]{1.0, 0.3, 1.0, 3.0, 1.0}));
    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(23L);

    private ChainState start() {
        ChainState state = new ChainState(DIMENSION);
        state.refresh(density);
        return state;
    }

    @Test
    void treesCostTwoAStepAndOneAtTheStart() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        int deepest = 0;
        for (int i = 0; i < 300; i++) {
            Transition transition = OneStep.of(nuts, state, new HamiltonianTuning(0.02 + 0.01 * i, metric), rng);
            assertThat(metric.takeCount()).isEqualTo(2 * transition.gradients() + 1);
            deepest = Math.max(deepest, (int) transition.value(Nuts.STATISTICS.getLast()));
        }
        assertThat(deepest).as("trees with joins of all kinds").isGreaterThan(3);
    }

    @Test
    void trajectoriesCostOneAStepAndOneAtEitherEnd() {
        ChainState state = start();
        StaticHmc hmc = new StaticHmc(density, HmcSettings.ofSteps(13));
        for (int i = 0; i < 20; i++) {
            OneStep.of(hmc, state, new HamiltonianTuning(0.2, metric), rng);
            assertThat(metric.takeCount()).isEqualTo(13 + 2);
        }
    }

    private static final class Counting implements Metric {

        private final Metric inner;
        private int count;

        Counting(Metric inner) {
            this.inner = inner;
        }

        int takeCount() {
            int taken = count;
            count = 0;
            return taken;
        }

        @Override
        public int dimension() {
            return inner.dimension();
        }

        @Override
        public void sampleMomentumInto(double[] momentum, NormalizedGaussianSampler gaussian) {
            inner.sampleMomentumInto(momentum, gaussian);
        }

        @Override
        public void velocityInto(double[] momentum, double[] velocity) {
            count++;
            inner.velocityInto(momentum, velocity);
        }

        @Override
        public void fromWhiteInto(double[] white, double[] vector) {
            inner.fromWhiteInto(white, vector);
        }

        @Override
        public void toWhiteInto(double[] gradient, double[] white) {
            inner.toWhiteInto(gradient, white);
        }

        @Override
        public void whitenInto(double[] vector, double[] white) {
            inner.whitenInto(vector, white);
        }

        @Override
        public double[] inverseDiagonal() {
            return inner.inverseDiagonal();
        }

        @Override
        public void write(DataOutput out) throws IOException {
            inner.write(out);
        }
    }
}
