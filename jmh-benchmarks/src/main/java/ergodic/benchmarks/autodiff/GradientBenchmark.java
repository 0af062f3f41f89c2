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
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.KernelProvider;

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
    @Param({"24-8-2", "8-50-1", "8-50-50-1", "5-16x4-2", "logistic", "784-200-10", "eight-schools", "regression"})
    public String network = "8-50-1";

    /** Which kernels. */
    @Param({"vector", "scalar"})
    public String kernels = "vector";

    @SuppressWarnings("NullAway.Init") // made by the set-up method
    private CompiledProgram compiled;
    private double[] theta = new double[0];
    private double[] gradient = new double[0];

    /** Compiles the network for its data. */
    @Setup
    public void compile() {
        Network chosen = Networks.named(network);
        compiled = chosen.compile(CompileOptions.defaults()
                .withKernels(kernels.equals("scalar") ? KernelProvider.scalar() : KernelProvider.vector()));
        theta = chosen.theta();
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
