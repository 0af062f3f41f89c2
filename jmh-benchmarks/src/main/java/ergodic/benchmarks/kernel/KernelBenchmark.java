package ergodic.benchmarks.kernel;

import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.concurrent.TimeUnit;
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

/**
 * Every kernel by shape, each in virtual machines of its own; the counter {@code work} is multiply-adds or elements a nanosecond
 * ({@link KernelCase}). {@link KernelRates} is quicker and knows the peak. Run:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar KernelBenchmark \
 *     -p kernel=AFFINE_50X50,TANH -p precision=FLOAT64 -p kernels=vector
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class KernelBenchmark {

    /** The kernel and its shape; all of them unless some are chosen. */
    @Param
    public KernelCase kernel = KernelCase.AFFINE_50X50;

    /** The numbers of values by row. */
    @Param
    public Precision precision = Precision.FLOAT64;

    /** Which implementation. */
    @Param({"vector", "scalar"})
    public String kernels = "vector";

    private KernelWork work = kernel.work(KernelProvider.scalar());

    /** What an iteration has done. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Done {
        /** Multiply-adds, or elements. */
        public long work;

        /** Begins an iteration. */
        @Setup(org.openjdk.jmh.annotations.Level.Iteration)
        public void reset() {
            work = 0;
        }
    }

    /** Makes the operands. */
    @Setup
    public void prepare() {
        work = kernel
                .work(kernels.equals("scalar") ? KernelProvider.scalar(precision) : KernelProvider.vector(precision));
    }

    /** One call. */
    @Benchmark
    public void call(Done done) {
        work.call().run();
        done.work += work.count();
    }
}
