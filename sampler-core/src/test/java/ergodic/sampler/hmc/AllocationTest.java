package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.LowRankMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A transition allocates nothing, however many steps it takes. */
class AllocationTest {

    private static final int DIMENSION = 40;

    @Test
    void noAllocationATransition() {
        double[] scale = new double[DIMENSION];
        Arrays.fill(scale, 1.0);
        double[] identity = new double[DIMENSION * DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            identity[i * DIMENSION + i] = 1.0;
        }
        LogDensity density = Targets.normal(scale);
        for (Metric metric : new Metric[]{new UnitMetric(DIMENSION), new DiagonalMetric(scale),
                new DenseMetric(identity), lowRank(scale)}) {
            // A step so short that no trajectory turns.
            HamiltonianTuning tuning = new HamiltonianTuning(1e-6, metric);
            for (int depth : new int[]{2, 8}) {
                assertThat(Allocation.bytesATransition(
                        new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(depth)), density, tuning)).isZero();
            }
            for (int steps : new int[]{1, 300}) {
                assertThat(Allocation.bytesATransition(new StaticHmc(density, HmcSettings.ofSteps(steps)), density,
                        tuning)).isZero();
            }
        }
    }

    private static Metric lowRank(double[] scale) {
        double[] direction = new double[scale.length];
        direction[3] = 1.0;
        return new LowRankMetric(scale, direction, new double[]{4.0});
    }
}
