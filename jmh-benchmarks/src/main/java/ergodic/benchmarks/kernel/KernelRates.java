package ergodic.benchmarks.kernel;

import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
import ergodic.autodiff.kernel.provider.MultiplyAddPeak;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast every kernel is, in one virtual machine and about a minute, beside the multiply-adds that the core can do. All kernels
 * are warmed up first, and once more when all are compiled; then each is timed in samples of a millisecond, of which the best and the median count. Prints two tables
 * in Markdown, GFMA/s (share of the peak) and nanoseconds an element.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp jmh-benchmarks/target/benchmarks.jar \
 *     ergodic.benchmarks.kernel.KernelRates vector all jmh-benchmarks/results/kernels.json
 * </pre>
 */
public final class KernelRates {

    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();
    private static final long WARM_UP_NANOS = 60_000_000;
    private static final long SETTLED_NANOS = 60_000_000;
    private static final long MOST_WARM_UP_NANOS = 2_000_000_000;
    private static final long GIVE_UP_NANOS = 20_000_000_000L;
    private static final double FASTER = 0.98;
    /** Interpreted vector operations allocate much; compiled kernels nothing. */
    private static final long FEW_BYTES = 256;
    private static final double SAMPLE_NANOS = 1e6;
    private static final int SAMPLES = 100;

    /** A kernel on its way through warm-up and samples. */
    private static final class Timed {
        private final KernelWork work;
        private int times = 1;
        private double best;
        private double median;

        Timed(KernelWork work) {
            this.work = work;
        }

        /** Nanoseconds a unit of work. */
        double sample() {
            Runnable call = work.call();
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                call.run();
            }
            return (double) Math.max(1, System.nanoTime() - start) / times / work.count();
        }

        /** Until nothing has become faster for a while and nothing is allocated. */
        void warmUp() {
            double fastest = Double.POSITIVE_INFINITY;
            long begin = System.nanoTime();
            long changed = begin;
            long now = begin;
            while ((now - begin < WARM_UP_NANOS || now - changed < SETTLED_NANOS) && now - begin < MOST_WARM_UP_NANOS) {
                long bytes = THREADS.getCurrentThreadAllocatedBytes();
                double each = sample();
                now = System.nanoTime();
                if (each < FASTER * fastest || THREADS.getCurrentThreadAllocatedBytes() - bytes > FEW_BYTES) {
                    fastest = Math.min(fastest, each);
                    changed = now;
                }
                times = (int) Math.max(1, Math.min(2.0 * times, SAMPLE_NANOS / (fastest * work.count())));
            }
        }

        /**
         * Takes the samples, again if something was still being compiled.
         *
         * @throws IllegalStateException
         *             if a kernel allocates for long: then it was not compiled, and its time means nothing
         */
        void measure(KernelCase kernel) {
            double[] samples = new double[SAMPLES];
            long begin = System.nanoTime();
            long allocated;
            do {
                if (System.nanoTime() - begin > GIVE_UP_NANOS) {
                    throw new IllegalStateException("the kernel " + kernel.label()
                            + " still allocates: it is not compiled; run this again with fewer programs beside it");
                }
                warmUp();
                long bytes = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < SAMPLES; i++) {
                    samples[i] = sample();
                }
                allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            } while (allocated > FEW_BYTES);
            Arrays.sort(samples);
            best = samples[0];
            median = samples[SAMPLES / 2];
        }
    }

    /** A kernel for doubles and for floats. */
    private record Row(KernelCase kernel, Timed wide, Timed narrow) {
        boolean isProduct() {
            return wide.work.unit() == KernelWork.Unit.MULTIPLY_ADD;
        }
    }

    /** Billions of multiply-adds a second that the core can do, of doubles and of floats. */
    private record Peaks(double wide, double narrow) {
        static Peaks measure() {
            return new Peaks(MultiplyAddPeak.gigaFma(Precision.FLOAT64), MultiplyAddPeak.gigaFma(Precision.FLOAT32));
        }

        Peaks orHigher(Peaks other) {
            return new Peaks(Math.max(wide, other.wide), Math.max(narrow, other.narrow));
        }
    }

    private KernelRates() {}

    /**
     * Prints the tables and writes the numbers.
     *
     * @param args
     *            {@code vector} or {@code scalar}; {@code all} or {@code products}; the file to write
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3 || !List.of("vector", "scalar").contains(args[0])
                || !List.of("all", "products").contains(args[1])) {
            throw new IllegalArgumentException("arguments: vector|scalar all|products FILE");
        }
        boolean all = args[1].equals("all");
        List<Row> rows = new ArrayList<>();
        for (KernelCase kernel : KernelCase.values()) {
            Row row = new Row(kernel, timed(kernel, args[0], Precision.FLOAT64),
                    timed(kernel, args[0], Precision.FLOAT32));
            if (all || row.isProduct()) {
                row.wide.warmUp();
                row.narrow.warmUp();
                rows.add(row);
            }
        }
        Peaks before = Peaks.measure();
        for (Row row : rows) {
            row.wide.measure(row.kernel);
            row.narrow.measure(row.kernel);
        }
        Peaks peaks = before.orHigher(Peaks.measure());
        print(rows, peaks);
        write(rows, peaks, args[0].equals("scalar") ? "scalar" : KernelProvider.vector().name(), Path.of(args[2]));
    }

    private static Timed timed(KernelCase kernel, String kernels, Precision precision) {
        return new Timed(kernel.work(
                kernels.equals("scalar") ? KernelProvider.scalar(precision) : KernelProvider.vector(precision)));
    }

    private static void print(List<Row> rows, Peaks peaks) {
        System.out.printf(Locale.ROOT, "| GFMA/s (share of the peak) | float64, peak %.0f | float32, peak %.0f |%n",
                peaks.wide, peaks.narrow);
        System.out.println("|---|---:|---:|");
        for (Row row : rows) {
            if (row.isProduct()) {
                System.out.printf(Locale.ROOT, "| %s | %.1f (%.0f %%) | %.1f (%.0f %%) |%n", row.kernel.label(),
                        1 / row.wide.best, 100 / row.wide.best / peaks.wide, 1 / row.narrow.best,
                        100 / row.narrow.best / peaks.narrow);
            }
        }
        if (rows.stream().allMatch(Row::isProduct)) {
            return;
        }
        System.out.printf("%n| ns an element | float64 | float32 |%n|---|---:|---:|%n");
        for (Row row : rows) {
            if (!row.isProduct()) {
                System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f |%n", row.kernel.label(), row.wide.best,
                        row.narrow.best);
            }
        }
    }

    private static void write(List<Row> rows, Peaks peaks, String name, Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kernels", name);
        document.put("java", System.getProperty("java.vm.version"));
        document.put("flags", ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX")).toList());
        document.put("peak_gfma_float64", peaks.wide);
        document.put("peak_gfma_float32", peaks.narrow);
        List<Map<String, Object>> rates = new ArrayList<>();
        for (Row row : rows) {
            rates.add(numbers(row.kernel, "float64", row.wide, peaks.wide));
            rates.add(numbers(row.kernel, "float32", row.narrow, peaks.narrow));
        }
        document.put("rates", rates);
        Files.writeString(file, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(document) + "\n");
    }

    private static Map<String, Object> numbers(KernelCase kernel, String precision, Timed timed, double peak) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("kernel", kernel.label());
        numbers.put("precision", precision);
        numbers.put("unit", timed.work.unit().name().toLowerCase(Locale.ROOT));
        numbers.put("units_a_call", timed.work.count());
        numbers.put("best_ns_a_unit", timed.best);
        numbers.put("median_ns_a_unit", timed.median);
        if (timed.work.unit() == KernelWork.Unit.MULTIPLY_ADD) {
            numbers.put("gfma", 1 / timed.best);
            numbers.put("share_of_peak", 1 / timed.best / peak);
        }
        return numbers;
    }
}
