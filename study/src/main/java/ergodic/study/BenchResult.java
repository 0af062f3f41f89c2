package ergodic.study;

import ergodic.autodiff.compile.Profile;
import ergodic.autodiff.kernel.Precision;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ergodic bench} measured.
 *
 * @param minMicros
 *            shortest time of a gradient, microseconds
 * @param medianMicros
 *            median
 * @param maxMicros
 *            longest
 * @param samples
 *            number of measurements
 * @param bytes
 *            bytes that a gradient allocates
 * @param flops
 *            floating point operations of a gradient, counted from the program
 * @param peak
 *            measured multiply-adds of so many cores, in GFLOP/s
 * @param precision
 *            numbers in which rows are computed
 * @param threads
 *            threads of an evaluation
 * @param parameters
 *            length of theta
 * @param rows
 *            training rows
 * @param batch
 *            rows of a gradient, 0 for all
 * @param tileRows
 *            rows of a tile
 * @param arenaBytes
 *            working memory
 * @param kernels
 *            name of the kernels
 * @param profile
 *            time by operator at all rows on one thread
 * @param network
 *            the same by layer
 */
public record BenchResult(double minMicros, double medianMicros, double maxMicros, int samples, double bytes,
        long flops, double peak, Precision precision, int threads, int parameters, int rows, int batch, int tileRows,
        long arenaBytes, String kernels, Profile profile, NetworkSummary network) {

    private static final int SHOWN = 12;

    /** Billions of operations a second at the median time. */
    public double gflops() {
        return flops / (1000 * medianMicros);
    }

    /** Share of the multiply-add peak. */
    public double peakShare() {
        return gflops() / peak;
    }

    private String numbers() {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /** As JSON. */
    public Map<String, Object> document(RunEstimate estimate) {
        Map<String, Object> gradient = new LinkedHashMap<>();
        gradient.put("min_us", minMicros);
        gradient.put("median_us", medianMicros);
        gradient.put("max_us", maxMicros);
        gradient.put("bytes", bytes);
        gradient.put("samples", samples);
        gradient.put("flops", flops);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("gradient", gradient);
        document.put("gflops", gflops());
        document.put("peak_gflops", peak);
        document.put("peak_share", peakShare());
        document.put("precision", numbers());
        document.put("threads", threads);
        document.put("kernels", kernels);
        document.put("parameters", parameters);
        document.put("rows", rows);
        document.put("batch_rows", batch == 0 ? rows : batch);
        document.put("tile_rows", tileRows);
        document.put("arena_bytes", arenaBytes);
        List<Map<String, Object>> operators = new ArrayList<>();
        for (Profile.Operator operator : profile.operators()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", operator.name());
            line.put("us", operator.nanos() / 1000);
            line.put("share", operator.nanos() / profile.nanos());
            line.put("flops", operator.flops());
            line.put("gflops", operator.nanos() > 0 ? operator.flops() / operator.nanos() : 0);
            operators.add(line);
        }
        document.put("operators", operators);
        document.put("network", network.document());
        document.put("estimate", estimate.document());
        return document;
    }

    /** For people. */
    public List<String> lines(RunEstimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT,
                "gradient of %s %s, %s, %s, %s: %s best, %s median, %s worst of %,d",
                batch == 0 ? "all " + rows : batch + " of " + rows, Counted.noun(rows, "row"),
                Counted.of(parameters, "parameter"), numbers(), Counted.of(threads, "thread"), time(minMicros),
                time(medianMicros), time(maxMicros), samples));
        lines.add(String.format(Locale.ROOT,
                "%.3g GFLOP/s, %.0f %% of the %.0f GFLOP/s of multiply-adds that %s; %.0f bytes allocated a gradient",
                gflops(), 100 * peakShare(), peak, threads == 1 ? "this core does" : threads + " such cores do",
                bytes));
        lines.add(String.format(Locale.ROOT, "kernels: %s; tiles of %s; arena of %,d KB", kernels,
                Counted.of(tileRows, "row"),
                (arenaBytes + 1023) / 1024));
        lines.add("");
        lines.add(batch == 0 ? "time by operator, on one thread:" : "time by operator, of all rows, on one thread:");
        TextTable table = new TextTable(List.of("operator", "us", "share", "GFLOP/s"));
        double rest = profile.nanos();
        for (Profile.Operator operator : profile.operators().subList(0, Math.min(SHOWN, profile.operators().size()))) {
            rest -= operator.nanos();
            double rate = operator.nanos() > 0 ? operator.flops() / operator.nanos() : 0;
            table.add(List.of(operator.name(), TextTable.number(operator.nanos() / 1000), share(operator.nanos()),
                    operator.flops() == 0 ? "" : TextTable.number(rate)));
        }
        if (profile.operators().size() > SHOWN) {
            table.add(List.of("all others", TextTable.number(rest / 1000), share(rest), ""));
        }
        lines.addAll(table.lines());
        lines.add("");
        lines.add("time by layer, of the same gradient:");
        lines.addAll(network.lines());
        lines.add("");
        lines.add(estimate.transitionText());
        lines.add(estimate.text());
        return lines;
    }

    private String share(double nanos) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * nanos / profile.nanos());
    }

    private static String time(double micros) {
        return micros < 1000 ? TextTable.number(micros) + " us"
                : micros < 1e6 ? TextTable.number(micros / 1000) + " ms" : TextTable.number(micros / 1e6) + " s";
    }
}
