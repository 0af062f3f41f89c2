package ergodic.benchmarks.autodiff;

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

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.kernel.Precision;

/**
 * How much faster is one evaluation of 8-50-50-1 with 10,000 rows on several threads? Run on a machine that is quiet on as many
 * cores:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar ThreadsBenchmark \
 *     -rf json -rff jmh-benchmarks/results/threads.json
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ThreadsBenchmark {

    /** Threads of one evaluation, with the calling one. */
    @Param({"1", "2"})
    public int threads = 1;

    /** In which numbers. */
    @Param({"FLOAT64", "FLOAT32"})
    public Precision precision = Precision.FLOAT64;

    @SuppressWarnings("NullAway.Init") // made by the set-up method
    private Evaluation evaluation;

    /** Compiles the network. */
    @Setup
    public void compile() {
        evaluation = new Evaluation(DenseNetworks.deepTanh(10_000),
                CompileOptions.defaults().withPrecision(precision).withFixedThreads(threads));
    }

    /** Value and gradient at all rows. */
    @Benchmark
    public double valueAndGradient() {
        return evaluation.evaluate();
    }
}
