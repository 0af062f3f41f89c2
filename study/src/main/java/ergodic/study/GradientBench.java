package ergodic.study;

import ergodic.study.config.SamplerConfig;
import java.util.OptionalInt;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.Profile;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.MultiplyAddPeak;
import ergodic.model.Posterior;
import ergodic.study.config.RunPlan;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Times the gradient that the sampler of a configuration asks for: of all training rows, or for a method with mini-batches of as
 * many random rows as they have.
 */
public final class GradientBench {

    private static final com.sun.management.ThreadMXBean BEAN = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();
    private static final long ROUND = 500_000_000L;
    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 40;
    private static final long MEASURED = 2_000_000_000L;
    /** A sample is at least so long, so that looking at the clock does not count. */
    private static final long SAMPLE = 20_000L;
    private static final int MOST_SAMPLES = 20_000;
    private static final int PROFILED = 200;
    private static final long PROFILE_NANOS = 3_000_000_000L;

    private final Posterior density;
    private final int @Nullable [] batch;
    private final double[] theta;
    private final double[] gradient;
    private final SplittableRandom random = new SplittableRandom(1);

    private GradientBench(Posterior density, int @Nullable [] batch) {
        this.density = density;
        this.batch = batch;
        this.theta = new double[density.dimension()];
        this.gradient = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = random.nextDouble(-0.5, 0.5);
        }
    }

    /**
     * Measures for some seconds.
     *
     * @param study
     *            data and network
     * @param config
     *            their configuration
     * @param threads
     *            threads of an evaluation
     */
    public static BenchResult run(Study study, RunPlan config, int threads) {
        SamplerConfig sampler = config.sampler();
        OptionalInt batch = sampler.type().rowsOfGradient(sampler.settings());
        Posterior density = study.posterior(threads);
        return new GradientBench(density, batch.isPresent() ? new int[batch.getAsInt()] : null)
                .measure(NetworkSummary.of(study), threads);
    }

    private BenchResult measure(NetworkSummary network, int threads) {
        int each = warmUp();
        double[] micros = samples(each);
        double bytes = bytes(each);
        CompiledProgram program = density.program();
        Precision precision = program.options().precision();
        double peak = 2 * MultiplyAddPeak.gigaFma(precision) * threads;
        long flops = program.flops(batch == null ? density.rowCount() : batch.length);
        double median = micros[micros.length / 2];
        Profile profile = program.profile(theta,
                Math.clamp(PROFILE_NANOS / (long) (1000 * median + 1), 3, PROFILED));
        return new BenchResult(micros[0], median, micros[micros.length - 1], micros.length, bytes, flops, peak,
                precision, threads, density.dimension(), density.rowCount(), batch == null ? 0 : batch.length,
                program.tileRows(), program.arenaBytes(), program.options().rowKernels().name(), profile,
                network.with(profile, ""));
    }

    /**
     * Evaluates until the JIT is done: no round is faster than those before, and nothing is allocated any more. Returns how
     * many evaluations make a sample.
     */
    private int warmUp() {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double fastest = Double.POSITIVE_INFINITY;
            long begin = System.nanoTime();
            long bytes = 0;
            while (System.nanoTime() - begin < ROUND) {
                long before = BEAN.getThreadAllocatedBytes(Thread.currentThread().threadId());
                long start = System.nanoTime();
                evaluate();
                fastest = Math.min(fastest, (double) (System.nanoTime() - start));
                bytes = BEAN.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
            }
            boolean settled = fastest > 0.98 * best && bytes == 0;
            best = Math.min(best, fastest);
            if (settled && round >= LEAST_ROUNDS) {
                break;
            }
        }
        return Math.clamp((long) (SAMPLE / Math.max(1, best)), 1, 10_000);
    }

    /** Microseconds of an evaluation, sorted. */
    private double[] samples(int each) {
        double[] micros = new double[MOST_SAMPLES];
        int count = 0;
        long begin = System.nanoTime();
        while (count < 5 || count < MOST_SAMPLES && System.nanoTime() - begin < MEASURED) {
            long start = System.nanoTime();
            for (int i = 0; i < each; i++) {
                evaluate();
            }
            micros[count++] = (System.nanoTime() - start) / (1000.0 * each);
        }
        double[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Bytes that an evaluation allocates, the least of several measurements: the JIT allocates too. */
    private double bytes(int each) {
        long own = Thread.currentThread().threadId();
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 5; round++) {
            long before = BEAN.getThreadAllocatedBytes(own);
            for (int i = 0; i < each; i++) {
                evaluate();
            }
            least = Math.min(least, (double) (BEAN.getThreadAllocatedBytes(own) - before) / each);
        }
        return least;
    }

    private void evaluate() {
        int[] rows = batch;
        double value;
        if (rows == null) {
            value = density.evaluate(theta, gradient);
        } else {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.nextInt(density.rowCount());
            }
            value = density.evaluateSubset(theta, rows, rows.length, gradient);
        }
        // The next position depends on the result, as in a sampler.
        theta[0] += value == 0 ? 1e-300 : 0;
    }
}
