package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.testing.RandomWalk;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What the clock counts; of times only that they are there, since tests do not wait on the clock. */
class EvaluationClockTest {

    private final double[] theta = {0.5, -0.25};
    private final double[] gradient = new double[2];

    /** Works for so many rounds, so that an evaluation takes a time that can be seen. */
    private record Working(LogDensity density, int rounds) implements StochasticLogDensity {

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public int rowCount() {
            return 7;
        }

        @Override
        public double evaluate(double[] at, double[] into) {
            double value = 0;
            for (int i = 0; i < rounds; i++) {
                value = density.evaluate(at, into);
            }
            return value;
        }

        @Override
        public double evaluateSubset(double[] at, int[] rows, int count, double[] into) {
            return count + evaluate(at, into);
        }
    }

    private static Working working(int rounds) {
        return new Working(Targets.normal(1.0, 2.0), rounds);
    }

    /** What was evaluated before a chain was made is counted with its start, whenever that comes, and once. */
    @Test
    void aChainCountsWhatWasEvaluatedForItBefore() {
        RunSettings settings = RunSettings.of(1, 5, 5, 3L);
        long[] start = new long[2];
        long[] rest = new long[2];
        for (int before : new int[]{0, 1}) {
            RunResult result = Sampling.run(settings,
                    chain -> kit(EvaluationClock.over(new Working(Targets.normal(1.0, 2.0, 3.0), 1), 1000L * before)),
                    new MemoryDraws(1, RandomWalk.VARIABLES));
            start[before] = result.startGradients();
            rest[before] = result.tuningGradients() + result.samplingGradients();
            assertThat(result.time().evaluations()).isEqualTo(rest[before]);
        }
        assertThat(start[1]).isEqualTo(1000 + start[0]);
        assertThat(rest[1]).isEqualTo(rest[0]);
    }

    @Test
    void whatIsOverTheClockIsTheDensityItself() {
        StochasticLogDensity density = EvaluationClock.over(working(1));
        EvaluationClock clock = EvaluationClock.of(density);
        double[] expected = new double[2];
        for (int i = 0; i < 1000; i++) {
            theta[0] = i;
            assertThat(density.evaluate(theta, gradient)).isEqualTo(working(1).evaluate(theta, expected));
            assertThat(gradient).isEqualTo(expected);
            assertThat(density.evaluateSubset(theta, new int[0], i, gradient))
                    .isEqualTo(working(1).evaluateSubset(theta, new int[0], i, expected));
        }
        assertThat(clock.evaluations()).isEqualTo(2000);
        assertThat(density.value(theta, gradient)).isEqualTo(working(1).value(theta, expected));
        assertThat(clock.evaluations()).as("a density alone counts too").isEqualTo(2001);
        assertThat(density.dimension()).isEqualTo(2);
        assertThat(density.rowCount()).isEqualTo(7);
        assertThat(density.coordinateName(1)).isEqualTo(working(1).coordinateName(1));
    }

    /** Each long evaluation is timed, so that they add up to no more than the time that passes. */
    @Test
    void theTimeIsThatOfTheEvaluations() {
        LogDensity density = EvaluationClock.over((LogDensity) working(100_000));
        EvaluationClock clock = EvaluationClock.of(density);
        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            density.evaluate(theta, gradient);
        }
        assertThat(clock.nanos()).isPositive().isLessThanOrEqualTo(System.nanoTime() - begin);
        assertThat(clock.evaluations()).isEqualTo(50);
    }

    private static Inference kit() {
        return kit(EvaluationClock.over(Targets.normal(1.0, 2.0, 0.5)));
    }

    private static Inference kit(LogDensity density) {
        return new ChainKit<>(density, new Nuts(density, NutsSettings.defaults()),
                new WindowedWarmup(density, WarmupSettings.defaults(100)), new UniformStart(),
                RandomWalk.kit().transform());
    }

    @Test
    void aRunSaysWhereItsTimeWent() {
        RunSettings settings = new RunSettings(3, 100, 150, 2, 5L, 2);
        RunResult result = Sampling.run(settings, chain -> kit(), new MemoryDraws(3, RandomWalk.VARIABLES));
        long gradients = result.chains().stream().mapToLong(ChainResult::gradients).sum();
        PhaseTime sampling = result.samplingTime();
        assertThat(sampling.transitions()).isEqualTo(900);
        assertThat(sampling.evaluations()).isEqualTo(gradients);
        assertThat(sampling.nanos()).isEqualTo(result.chains().stream().mapToLong(ChainResult::samplingNanos).sum());
        assertThat(sampling.evaluationNanos()).isPositive();
        assertThat(sampling.outsideShare()).isBetween(0.0, 1.0);
        PhaseTime warmup = result.warmupTime();
        assertThat(warmup.transitions()).isEqualTo(300);
        assertThat(warmup.evaluations()).as("with those of the searches for a step size")
                .isEqualTo(result.tuningGradients());
        assertThat(result.gradients() - result.startGradients()).isEqualTo(warmup.evaluations() + gradients);
        assertThat(result.time()).isEqualTo(warmup.plus(sampling));
    }

    @Test
    void withoutAClockNothingIsSaid() {
        RunSettings settings = new RunSettings(1, 10, 10, 1, 5L, 1);
        RunResult result = Sampling.run(settings, chain -> RandomWalk.kit(), SamplingTest.memory(settings));
        assertThat(result.samplingTime().transitions()).isEqualTo(10);
        assertThat(result.samplingTime().evaluations()).isZero();
        assertThat(result.samplingTime().outsideShare()).isNaN();
        assertThat(result.samplingTime().evaluationMicros()).isNaN();
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LogDensity density = EvaluationClock.over((LogDensity) working(1));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                density.evaluate(theta, gradient);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}
