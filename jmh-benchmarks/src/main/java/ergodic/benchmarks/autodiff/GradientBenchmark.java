package ergodic.benchmarks.autodiff;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
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
 * How long does the value and gradient of a network's log posterior take, with vector and with scalar kernels? Run:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar GradientBenchmark -prof gc \
 *     -rf json -rff jmh-benchmarks/results/gradient.json
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class GradientBenchmark {

    /** Which network; see {@link Networks}. */
    @Param({"24-8-2", "8-50-1", "8-50-50-1", "5-16x4-2", "logistic", "784-200-10", "lenet", "resnet20-frn", "gru",
            "eight-schools", "regression"})
    public String network = "8-50-1";

    /** In which numbers: {@code FLOAT64}, {@code FLOAT32}. */
    @Param({"FLOAT64", "FLOAT32"})
    public Precision precision = Precision.FLOAT64;

    /** Which kernels. */
    @Param({"vector", "scalar"})
    public String kernels = "vector";

    @SuppressWarnings("NullAway.Init") // made by the set-up method
    private Evaluation evaluation;

    /** Compiles the network for its data. */
    @Setup
    public void compile() {
        evaluation = new Evaluation(Networks.named(network), CompileOptions.defaults().withPrecision(precision)
                .withKernels(kernels.equals("scalar") ? KernelProvider.scalar() : KernelProvider.vector()));
    }

    /** Value and gradient at all rows. */
    @Benchmark
    public double valueAndGradient() {
        return evaluation.evaluate();
    }
}
