package ergodic.benchmarks.autodiff;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Precision;
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

/**
 * What do mini-batches cost beside the computation itself: 1000 of 10,000 rows of 8-50-1 that follow each other, the same named
 * one by one, and rows at random? Run:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar jmh-benchmarks/target/benchmarks.jar SubsetBenchmark -prof gc \
 *     -rf json -rff jmh-benchmarks/results/subset.json
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class SubsetBenchmark {

    private static final int BATCH = 1000;

    /** Which rows. */
    @Param({"range", "named", "random"})
    public String rows = "range";

    /** In which numbers: {@code FLOAT64}, {@code FLOAT32}. */
    @Param({"FLOAT64", "FLOAT32"})
    public Precision precision = Precision.FLOAT64;

    @SuppressWarnings("NullAway.Init") // made by the set-up method
    private CompiledProgram compiled;
    private double[] theta = new double[0];
    private final int[] chosen = new int[BATCH];
    private boolean range;

    /** Compiles the network and chooses the rows. */
    @Setup
    public void compile() {
        Network network = Networks.named("8-50-1").repeated(10);
        compiled = network.compile(CompileOptions.defaults().withPrecision(precision));
        theta = network.theta();
        range = rows.equals("range");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BATCH; i++) {
            chosen[i] = rows.equals("random") ? random.nextInt(network.rows()) : 3 + i;
        }
    }

    /** Value and gradient at the rows. */
    @Benchmark
    public double valueAndGradient() {
        if (range) {
            compiled.run(theta, 3, BATCH);
        } else {
            compiled.run(theta, chosen, BATCH);
        }
        return compiled.scalar("logDensity");
    }
}
