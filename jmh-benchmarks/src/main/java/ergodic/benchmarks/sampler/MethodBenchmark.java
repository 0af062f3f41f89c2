package ergodic.benchmarks.sampler;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.LogDensity;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.EvaluationClock;
import ergodic.sampler.run.Inference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What does a transition of each method cost beside its gradients, with its defaults, tuned? The density costs next to nothing (a negation
 * of the position), so times are those of what lies outside gradients; {@code evaluations} over {@code transitions} is how many gradients
 * such a transition takes, prior and batches included. Every chain method that is listed takes part by its line in {@link Methods}:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp jmh-benchmarks/target/benchmarks.jar ergodic.benchmarks.sampler.MethodBenchmark \
 *     -prof gc -rf json -rff jmh-benchmarks/results/methods.json
 * </pre>
 *
 * By {@code -jar} it is one of all benchmarks, of the first method or of that which {@code -p method=NAME} names.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class MethodBenchmark {

    private static final int WARMUP = 300;
    private static final int ROWS = 1202;
    private static final String FIRST = "";

    /** A standard normal, half of it a prior. */
    private static final class Free implements TemperedLogDensity {
        private final HalfNormal prior;

        Free(int dimension) {
            this.prior = new HalfNormal(dimension);
        }

        @Override
        public PriorDensity prior() {
            return prior;
        }

        @Override
        public int dimension() {
            return prior.dimension();
        }

        @Override
        public int rowCount() {
            return ROWS;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return negate(theta, gradient, 1.0);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return negate(theta, gradient, 1.0);
        }
    }

    /**
     * N(0, 2).
     *
     * @param dimension
     *            number of unknowns
     */
    private record HalfNormal(int dimension) implements PriorDensity {

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return negate(theta, gradient, 0.5);
        }

        @Override
        public void drawInto(double[] theta, UniformRandomProvider rng) {
            ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
            for (int i = 0; i < theta.length; i++) {
                theta[i] = Math.sqrt(2.0) * gaussian.sample();
            }
        }
    }

    private static double negate(double[] theta, double[] gradient, double share) {
        double squares = 0.0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -share * theta[i];
            squares += theta[i] * theta[i];
        }
        return -0.5 * share * squares;
    }

    /**
     * Stores the position.
     *
     * @param dimension
     *            number of unknowns
     */
    private record Whole(int dimension) implements DrawTransform {
        @Override
        public List<Variable> variables() {
            return List.of(Variable.of("theta", dimension));
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            System.arraycopy(theta, 0, values, 0, theta.length);
        }
    }

    /** What was counted beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counts {
        /** Transitions made. */
        public long transitions;
        /** Evaluations of the density that they took. */
        public long evaluations;
    }

    /** Its name; empty for the first that is listed. */
    @Param(FIRST)
    public String method = FIRST;

    /** Number of unknowns. */
    @Param({"58", "946"})
    public int dimension = 58;

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);

    @SuppressWarnings("NullAway.Init") // made by the set-up method, as all below
    private Inference chain;
    @SuppressWarnings("NullAway.Init")
    private ChainState state;
    @SuppressWarnings("NullAway.Init")
    private Transition transition;
    @SuppressWarnings("NullAway.Init")
    private EvaluationClock clock;

    /** Makes a chain and runs its warm-up. */
    @Setup
    public void prepare() {
        MethodType type = method.equals(FIRST) ? Methods.DEFAULT : Methods.named(method).orElseThrow();
        Settings given = Settings.of(type.keys(), Map.of());
        Settings settings = type.prepare(given, () -> new Free(dimension), new UniformStart(), rng)
                .map(Preparation::settings).orElse(given);
        chain = type.method(settings, WARMUP).kit(EvaluationClock.over(new Free(dimension)), new UniformStart(),
                new Whole(dimension));
        LogDensity density = chain.density();
        clock = EvaluationClock.of(density);
        state = new ChainState(dimension);
        chain.start().findInto(state, density, rng);
        transition = new Transition(chain.statistics());
        chain.begin(state, rng);
        for (int i = 0; i < WARMUP; i++) {
            chain.firstStep(state, rng, transition);
        }
        chain.endFirstPhase(state);
    }

    /** One transition. */
    @Benchmark
    public double transition(Counts counts) {
        long before = clock.evaluations();
        chain.drawStep(state, rng, transition);
        counts.transitions++;
        counts.evaluations += clock.evaluations() - before;
        return transition.logDensity();
    }

    /** Runs it for each method of chains; options are JMH's. */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        String[] chains = Methods.ALL.stream().filter(type -> type.kind() == DrawKind.CHAIN).map(MethodType::name)
                .toArray(String[]::new);
        CommandLineOptions options = new CommandLineOptions(args);
        OptionsBuilder all = new OptionsBuilder();
        all.parent(options).include(MethodBenchmark.class.getName());
        if (!options.getParameter("method").hasValue()) {
            all.param("method", chains);
        }
        new Runner(all.build()).run();
    }
}
