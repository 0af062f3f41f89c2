package ergodic.benchmarks.autodiff;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Precision;
import java.util.concurrent.TimeUnit;
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

/**
 * How much faster is a gradient of 8-50-50-1 over 10,000 rows with several threads? Run:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar ThreadsBenchmark -prof gc \
 *     -rf json -rff jmh-benchmarks/results/threads.json
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ThreadsBenchmark {

    /** Threads of an evaluation. */
    @Param({"1", "2"})
    public int threads = 1;

    /** In which numbers: {@code FLOAT64}, {@code FLOAT32}. */
    @Param({"FLOAT64", "FLOAT32"})
    public Precision precision = Precision.FLOAT64;

    @SuppressWarnings("NullAway.Init") // made by the set-up method
    private CompiledProgram compiled;
    private double[] theta = new double[0];
    private double[] gradient = new double[0];

    /** Compiles the network. */
    @Setup
    public void compile() {
        Network network = Networks.named("8-50-50-1").repeated(10);
        compiled = network.compile(CompileOptions.defaults().withPrecision(precision).withFixedThreads(threads));
        theta = network.theta();
        gradient = new double[theta.length];
    }

    /** Value and gradient at all rows. */
    @Benchmark
    public double valueAndGradient() {
        compiled.run(theta);
        compiled.gradientInto(gradient);
        return compiled.scalar("logDensity");
    }
}
