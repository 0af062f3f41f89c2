package ergodic.benchmarks.kernel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ergodic.autodiff.kernel.KernelProvider;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.MultiplyAddPeak;
import ergodic.autodiff.kernel.Precision;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast every kernel is, in one virtual machine and about a minute, beside the multiply-adds that the core can do. All kernels
 * are warmed up first; then each is timed in samples of a millisecond, of which the best and the median count. Prints two tables
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

        void measure() {
            double[] samples = new double[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                samples[i] = sample();
            }
            Arrays.sort(samples);
            best = samples[0];
            median = samples[SAMPLES / 2];
        }
    }

    private KernelRates() {}

    /**
     * Prints the tables and writes the numbers.
     *
     * @param args {@code vector} or {@code scalar}; {@code all} or {@code products}; the file to write
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3 || !List.of("vector", "scalar").contains(args[0])
                || !List.of("all", "products").contains(args[1])) {
            throw new IllegalArgumentException("arguments: vector|scalar all|products FILE");
        }
        boolean all = args[1].equals("all");
        Map<KernelCase, Map<Precision, Timed>> cases = new EnumMap<>(KernelCase.class);
        for (KernelCase kernel : KernelCase.values()) {
            for (Precision precision : Precision.values()) {
                Kernels k = args[0].equals("scalar") ? KernelProvider.scalar(precision)
                        : KernelProvider.vector(precision);
                Timed timed = new Timed(kernel.work(k));
                if (all || timed.work.unit() == KernelWork.Unit.MULTIPLY_ADD) {
                    timed.warmUp();
                    cases.computeIfAbsent(kernel, key -> new EnumMap<>(Precision.class)).put(precision, timed);
                }
            }
        }
        Map<Precision, Double> peaks = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            peaks.put(precision, MultiplyAddPeak.gigaFma(precision));
        }
        cases.values().forEach(row -> row.values().forEach(Timed::measure));
        for (Precision precision : Precision.values()) {
            peaks.merge(precision, MultiplyAddPeak.gigaFma(precision), Math::max);
        }
        print(cases, peaks);
        write(cases, peaks, args[0].equals("scalar") ? "scalar" : KernelProvider.vector().name(), Path.of(args[2]));
    }

    private static void print(Map<KernelCase, Map<Precision, Timed>> cases, Map<Precision, Double> peaks) {
        System.out.printf(Locale.ROOT, "| GFMA/s (share of the peak) | float64, peak %.0f | float32, peak %.0f |%n",
                peaks.get(Precision.FLOAT64), peaks.get(Precision.FLOAT32));
        System.out.println("|---|---:|---:|");
        for (Map.Entry<KernelCase, Map<Precision, Timed>> row : cases.entrySet()) {
            Timed wide = row.getValue().get(Precision.FLOAT64);
            Timed narrow = row.getValue().get(Precision.FLOAT32);
            if (wide.work.unit() == KernelWork.Unit.MULTIPLY_ADD) {
                System.out.printf(Locale.ROOT, "| %s | %.1f (%.0f %%) | %.1f (%.0f %%) |%n", row.getKey().label(),
                        1 / wide.best, 100 / wide.best / peaks.get(Precision.FLOAT64), 1 / narrow.best,
                        100 / narrow.best / peaks.get(Precision.FLOAT32));
            }
        }
        System.out.printf("%n| ns an element | float64 | float32 |%n|---|---:|---:|%n");
        for (Map.Entry<KernelCase, Map<Precision, Timed>> row : cases.entrySet()) {
            Timed wide = row.getValue().get(Precision.FLOAT64);
            if (wide.work.unit() == KernelWork.Unit.ELEMENT) {
                System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f |%n", row.getKey().label(), wide.best,
                        row.getValue().get(Precision.FLOAT32).best);
            }
        }
    }

    private static void write(Map<KernelCase, Map<Precision, Timed>> cases, Map<Precision, Double> peaks, String name,
            Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kernels", name);
        document.put("java", System.getProperty("java.vm.version"));
        document.put("flags", ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX")).toList());
        document.put("peak_gfma", peaks);
        List<Map<String, Object>> rows = new ArrayList<>();
        cases.forEach((kernel, row) -> row.forEach((precision, timed) -> {
            Map<String, Object> numbers = new LinkedHashMap<>();
            numbers.put("kernel", kernel.label());
            numbers.put("precision", precision.name().toLowerCase(Locale.ROOT));
            numbers.put("unit", timed.work.unit().name().toLowerCase(Locale.ROOT));
            numbers.put("units_a_call", timed.work.count());
            numbers.put("best_ns_a_unit", timed.best);
            numbers.put("median_ns_a_unit", timed.median);
            if (timed.work.unit() == KernelWork.Unit.MULTIPLY_ADD) {
                numbers.put("gfma", 1 / timed.best);
                numbers.put("share_of_peak", 1 / timed.best / peaks.get(precision));
            }
            rows.add(numbers);
        }));
        document.put("rates", rows);
        Files.writeString(file, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(document) + "\n");
    }
}
