package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuning;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** A leapfrog step allocates nothing: a transition of many steps allocates no more than one of few. */
class AllocationTest {

    private static final int DIMENSION = 40;
    private static final int TRANSITIONS = 100;

    /** What is allocated once a transition: its record, and the sampler of normals. */
    private static final long BYTES_A_TRANSITION = 512;

    /**
     * Vectors live in registers only once the JIT has compiled what uses them, in the background: so the rounds go on until one
     * allocates no more than it may. What allocates in compiled code does so in all of them.
     */
    private static final int MOST_ROUNDS = 2_000;

    /** The least over the rounds. */
    private static long bytesATransition(TransitionKernel kernel, LogDensity density, Metric metric) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(6L);
        ChainState state = new ChainState(DIMENSION);
        state.refresh(density);
        // A step so short that no trajectory turns.
        Tuning tuning = new Tuning(1e-6, metric);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && least >= BYTES_A_TRANSITION; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TRANSITIONS; i++) {
                kernel.step(state, tuning, rng);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / TRANSITIONS);
        }
        return least;
    }

    @Test
    void noAllocationALeapfrogStep() {
        double[] scale = new double[DIMENSION];
        Arrays.fill(scale, 1.0);
        double[] identity = new double[DIMENSION * DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            identity[i * DIMENSION + i] = 1.0;
        }
        LogDensity density = Targets.normal(scale);
        for (Metric metric : new Metric[]{new UnitMetric(DIMENSION), new DiagonalMetric(scale),
                new DenseMetric(identity)}) {
            for (int depth : new int[]{2, 8}) {
                assertThat(bytesATransition(new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(depth)), density,
                        metric)).isLessThan(BYTES_A_TRANSITION);
            }
            for (int steps : new int[]{1, 300}) {
                assertThat(bytesATransition(new StaticHmc(density, HmcSettings.ofSteps(steps)), density, metric))
                        .isLessThan(BYTES_A_TRANSITION);
            }
        }
    }
}
