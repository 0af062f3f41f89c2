package ergodic.benchmarks.autodiff;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
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

import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.KernelProvider;
import ergodic.autodiff.kernel.Kernels;

/**
 * How fast are the kernels of which networks are made, at the sizes of a tile? A layer of 50 by 50 and 128 rows is 320,000
 * multiply-adds. Run:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar KernelBenchmark \
 *     -rf json -rff jmh-benchmarks/results/kernels.json
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class KernelBenchmark {

    private static final int ROWS = 128;
    private static final int UNITS = 50;
    private static final long X = 64;
    private static final long Y = X + 8L * UNITS * ROWS;
    private static final long WEIGHTS = Y + 8L * UNITS * ROWS;
    private static final long ACCUMULATORS = WEIGHTS + 8L * UNITS * 56;

    /** Which kernels. */
    @Param({"vector", "scalar"})
    public String kernels = "vector";

    private Kernels k = KernelProvider.scalar();
    private final MemorySegment m = Arena.ofAuto().allocate(ACCUMULATORS + 64L * UNITS * UNITS, 64);

    /** Fills the memory with numbers in (-1, 1). */
    @Setup
    public void fill() {
        k = kernels.equals("scalar") ? KernelProvider.scalar() : KernelProvider.vector();
        SplittableRandom random = new SplittableRandom(1);
        for (long i = 0; i < m.byteSize() / Double.BYTES; i++) {
            m.setAtIndex(ValueLayout.JAVA_DOUBLE, i, random.nextDouble(-1, 1));
        }
    }

    /** A layer forward. */
    @Benchmark
    public void affine() {
        k.affine(m, Y, ROWS, WEIGHTS, UNITS, 1, -1, X, ROWS, UNITS, UNITS, ROWS);
    }

    /** The gradient with respect to a layer's input. */
    @Benchmark
    public void transposed() {
        k.affine(m, Y, ROWS, WEIGHTS, 1, UNITS, -1, X, ROWS, UNITS, UNITS, ROWS);
    }

    /** The gradient with respect to a layer's weights. */
    @Benchmark
    public void outer() {
        k.accumulateOuter(m, ACCUMULATORS, X, UNITS, Y, UNITS, ROWS);
    }

    /** 6400 hyperbolic tangents. */
    @Benchmark
    public void tanh() {
        k.unary(UnaryFunction.TANH, m, Y, X, UNITS * ROWS);
    }

    /** 6400 exponentials. */
    @Benchmark
    public void exp() {
        k.unary(UnaryFunction.EXP, m, Y, X, UNITS * ROWS);
    }
}
