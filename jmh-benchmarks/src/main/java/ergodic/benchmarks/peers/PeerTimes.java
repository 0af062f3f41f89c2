package ergodic.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.kernel.Precision;
import ergodic.benchmarks.autodiff.Evaluation;
import ergodic.benchmarks.autodiff.Network;
import ergodic.benchmarks.autodiff.Networks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Times one network in a JVM of its own: {@code PeerTimes NETWORK f64|f32 WARMUP_SECONDS SECONDS DATA_DIRECTORY}. Prints one
 * JSON document: microseconds an evaluation in each sample of about 10 ms, milliseconds to trace and compile in the cold JVM,
 * bytes of the arena with the network's rows and with thousands, bytes allocated an evaluation, and the relative
 * difference of value and gradient from those that {@link PeerData} wrote.
 */
public final class PeerTimes {

    private static final long SAMPLE_NANOS = 10_000_000;
    private static final int LEAST_SAMPLES = 5;
    private static final long SETTLED_NANOS = 1_000_000_000;
    private static final long MOST_WARMUP_NANOS = 20_000_000_000L;
    private static final long FEW_BYTES = 1024;
    private static final int MANY_ROWS = 2000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PeerTimes() {}

    /** Prints the document. */
    public static void main(String[] args) throws IOException {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "usage: PeerTimes NETWORK f64|f32 WARMUP_SECONDS SECONDS DATA_DIRECTORY");
        }
        long begin = System.nanoTime();
        CompileOptions options = options(args[1]);
        Network network = Networks.named(args[0]);
        Evaluation evaluation = new Evaluation(network, options);
        long compiled = System.nanoTime();
        double value = evaluation.evaluate();
        long evaluated = System.nanoTime();

        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cold_compile_ms", (compiled - begin) / 1e6);
        document.put("cold_first_evaluation_ms", (evaluated - compiled) / 1e6);
        document.put("arena_bytes", evaluation.compiled().arenaBytes());
        document.put("tile_rows", evaluation.compiled().tileRows());
        document.put("gradient_error", gradientError(evaluation.gradient(), Path.of(args[4], args[0], "gradient.f64")));
        document.put("value", value);

        int times = warmUp(evaluation, (long) (1e9 * Double.parseDouble(args[2])));
        measure(evaluation, times, (long) (1e9 * Double.parseDouble(args[3])), document);
        arenas(network, options, document);
        System.out.println(JsonMapper.builder().build().writeValueAsString(document));
    }

    private static CompileOptions options(String precision) {
        return CompileOptions.defaults().withPrecision(switch (precision) {
            case "f64" -> Precision.FLOAT64;
            case "f32" -> Precision.FLOAT32;
            default -> throw new IllegalArgumentException("no precision " + precision + "; there are f64 and f32");
        });
    }

    /**
     * Evaluates for some time, until the JIT has brought nothing more for a while and nothing is allocated (interpreted vector
     * operations allocate); returns how many evaluations take as long as a sample should.
     */
    private static int warmUp(Evaluation evaluation, long nanos) {
        int times = 1;
        double best = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        long changed = begin;
        long now = begin;
        while (now - begin < nanos || (now - changed < SETTLED_NANOS && now - begin < MOST_WARMUP_NANOS)) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            evaluation.evaluate(times);
            now = System.nanoTime();
            double each = Math.max(1.0, (double) (now - start)) / times;
            if (each < 0.95 * best || THREADS.getCurrentThreadAllocatedBytes() - bytes > FEW_BYTES) {
                best = Math.min(best, each);
                changed = now;
            }
            times = (int) Math.max(1, Math.min(2.0 * times, SAMPLE_NANOS / best));
        }
        return times;
    }

    private static void measure(Evaluation evaluation, int times, long nanos, Map<String, Object> document) {
        List<Double> samples = new ArrayList<>();
        long allocated = Long.MAX_VALUE;
        long begin = System.nanoTime();
        while (samples.size() < LEAST_SAMPLES || System.nanoTime() - begin < nanos) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            double sum = evaluation.evaluate(times);
            long taken = System.nanoTime() - start;
            allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - bytes);
            if (!Double.isFinite(sum)) {
                throw new IllegalStateException("the log density became " + sum);
            }
            samples.add(taken / 1e3 / times);
        }
        document.put("evaluations_a_sample", times);
        document.put("samples_us", samples);
        document.put("bytes_a_sample", allocated);
    }

    /** Bytes of the arena when there are many rows, and twice as many: it does not depend on them. */
    private static void arenas(Network network, CompileOptions options, Map<String, Object> document) {
        int times = (MANY_ROWS + network.rows() - 1) / network.rows();
        document.put("arena_bytes_many_rows", network.repeated(times).compile(options).arenaBytes());
        document.put("arena_bytes_twice_as_many", network.repeated(2 * times).compile(options).arenaBytes());
    }

    /** Euclidean norm of the difference from a stored gradient, relative to that of the stored one. */
    private static double gradientError(double[] gradient, Path file) throws IOException {
        double[] expected = new double[gradient.length];
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(expected);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (gradient[i] - expected[i]) * (gradient[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }
}
