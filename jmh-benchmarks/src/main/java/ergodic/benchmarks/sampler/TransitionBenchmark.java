package ergodic.benchmarks.sampler;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.Leapfrog;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a transition of NUTS cost beside its gradients, and which part of it? The density costs next to nothing (a negation of
 * the position), so times are those of what lies outside gradients; compare them with {@code GradientBenchmark}. Trees are
 * full, of depth 5. Run; once more with {@code -jvmArgsAppend -Dergodic.kernels=scalar} for the scalar twins:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar TransitionBenchmark -prof gc \
 *     -rf json -rff jmh-benchmarks/results/transition.json
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class TransitionBenchmark {

    private static final int DEPTH = 5;
    private static final int STEPS = (1 << DEPTH) - 1;

    private record Free(int dimension) implements LogDensity {
        @Override
        public double evaluate(double[] theta, double[] gradient) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = -theta[i];
            }
            return -1.0;
        }
    }

    /** Number of unknowns and kind of the metric. */
    @Param({"58 dense", "946 diagonal", "946 dense"})
    public String chain = "58 dense";

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
    private final NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);

    @SuppressWarnings("NullAway.Init") // made by the set-up method, as all below
    private Metric metric;
    @SuppressWarnings("NullAway.Init")
    private HamiltonianTuning tuning;
    @SuppressWarnings("NullAway.Init")
    private Nuts nuts;
    @SuppressWarnings("NullAway.Init")
    private Transition transition;
    @SuppressWarnings("NullAway.Init")
    private Leapfrog leapfrog;
    @SuppressWarnings("NullAway.Init")
    private ChainState state;
    @SuppressWarnings("NullAway.Init")
    private PhasePoint point;

    /** Makes a chain of the kind that is asked for. */
    @Setup
    public void prepare() {
        String[] words = chain.split(" ", 2);
        int d = Integer.parseInt(words[0]);
        metric = words[1].equals("dense") ? dense(d) : diagonal(d);
        LogDensity density = new Free(d);
        // So short a step that no trajectory turns.
        tuning = new HamiltonianTuning(1e-9, metric);
        nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(DEPTH));
        transition = new Transition(nuts.statistics());
        leapfrog = new Leapfrog(density);
        state = new ChainState(d);
        for (int i = 0; i < d; i++) {
            state.theta()[i] = rng.nextDouble();
        }
        state.refresh(density);
        point = new PhasePoint(d);
        point.setPosition(state);
        metric.sampleMomentumInto(point.momentum(), gaussian);
    }

    private static Metric diagonal(int d) {
        double[] variance = new double[d];
        for (int i = 0; i < d; i++) {
            variance[i] = 0.5 + i / (double) d;
        }
        return new DiagonalMetric(variance);
    }

    private static Metric dense(int d) {
        double[] covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                covariance[i * d + j] = (i == j ? 1.0 : 0.0) + 0.3 / (1 + Math.abs(i - j));
            }
        }
        return new DenseMetric(covariance);
    }

    /** Everything but gradients, for a leapfrog step of a tree of 31. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public double tree() {
        nuts.step(state, tuning, rng, transition);
        return transition.logDensity();
    }

    /** Kicks, drift and the velocity at the middle of a step. */
    @Benchmark
    public double step() {
        leapfrog.step(point, 1e-9, metric);
        return point.logDensity();
    }

    /** The velocity at the end of a step, and its kinetic energy. */
    @Benchmark
    public double energy() {
        return point.energy(metric);
    }

    /** The momentum, once a transition. */
    @Benchmark
    public double momentum() {
        metric.sampleMomentumInto(point.momentum(), gaussian);
        return point.momentum()[0];
    }
}
