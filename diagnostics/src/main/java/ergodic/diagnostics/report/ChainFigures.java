package ergodic.diagnostics.report;

import ergodic.diagnostics.Autocovariance;
import ergodic.diagnostics.RankNormal;
import ergodic.diagnostics.SamplerHealth;
import ergodic.diagnostics.VariableSummary;
import ergodic.diagnostics.Words;
import ergodic.sampler.draws.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Figures of single quantities, chain by chain: traces, ranks, energies. */
final class ChainFigures {
    /** Points of all chains in one trace: what a screen shows, and what a page can carry. */
    private static final int TRACE_POINTS = 4000;
    /** Points of all chains in one rank plot. */
    private static final int RANK_POINTS = 1200;
    /** Chains named in a caption. */
    private static final int NAMED = 6;
    /** Bins of a histogram. */
    private static final int BINS = 32;
    /** 95 % point of Kolmogorov's distribution. */
    private static final double KOLMOGOROV = 1.358;

    private ChainFigures() {}

    /** Values of each chain against the number of the draw, thinned. */
    static Figure trace(String id, VariableSummary summary, double[][] chains) {
        int stride = PageNumbers.stride(chains[0].length, Math.max(100, TRACE_POINTS / chains.length));
        List<Object> series = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int chain = 0; chain < chains.length; chain++) {
            series.add(PageNumbers.brief(PageNumbers.thin(chains[chain], stride)));
            VariableSummary alone = VariableSummary.of("", new double[][]{chains[chain]});
            rows.add(List.of("chain " + (chain + 1), PageNumbers.show(alone.mean()), PageNumbers.show(alone.sd()),
                    PageNumbers.rhat(alone.rhat()), PageNumbers.whole(alone.essBulk()),
                    PageNumbers.show(lagOne(chains[chain]))));
        }
        String words = "Mean " + PageNumbers.show(summary.mean()) + ", standard deviation "
                + PageNumbers.show(summary.sd())
                + "; R-hat " + PageNumbers.rhat(summary.rhat()) + ", effective draws "
                + PageNumbers.whole(summary.essBulk())
                + " in the bulk and " + PageNumbers.whole(summary.essTail()) + " in the tails."
                + (stride > 1 ? " Every " + ordinal(stride) + " draw is shown." : "");
        Map<String, @Nullable Object> model = model("trace", "series", series);
        model.put("stride", stride);
        return new Figure(id, "Trace of " + summary.name(), words, model,
                List.of("Chain", "Mean", "Sd", "Split R-hat", "ESS bulk", "Autocorrelation at lag 1"), rows);
    }

    /**
     * How each chain's ranks among all draws differ from even ones: the difference between their distribution function
     * and the uniform one, with the band that it leaves with probability 5 % if the chain visits what the others visit
     * (Kolmogorov and Smirnov, with effective draws in the place of draws).
     */
    static Figure ranks(String id, VariableSummary summary, double[][] chains) {
        int draws = chains[0].length;
        double[] pooled = RankNormal.sorted(chains);
        int points = Math.min(pooled.length, Math.clamp(RANK_POINTS / chains.length, 20, 200));
        List<Object> series = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        double effective = 0;
        for (double[] chain : chains) {
            double ess = VariableSummary.of("", new double[][]{chain}).essBulk();
            effective += Math.min(draws, Double.isNaN(ess) ? draws : ess) / chains.length;
        }
        double band = KOLMOGOROV * Math.sqrt((chains.length - 1.0) / chains.length / effective);
        for (int chain = 0; chain < chains.length; chain++) {
            double[] sorted = RankNormal.sorted(new double[][]{chains[chain]});
            double[] difference = new double[points + 1];
            double largest = 0;
            for (int i = 1; i < points; i++) {
                double value = pooled[(int) ((long) i * pooled.length / points) - 1];
                difference[i] = (double) RankNormal.atMost(sorted, value) / draws
                        - (double) RankNormal.atMost(pooled, value) / pooled.length;
                largest = Math.abs(difference[i]) > Math.abs(largest) ? difference[i] : largest;
            }
            if (Math.abs(largest) > band) {
                outside.add(chain);
            }
            series.add(PageNumbers.brief(difference));
            rows.add(List.of("chain " + (chain + 1), PageNumbers.show(largest), PageNumbers.show(band)));
        }
        String words;
        if (outside.isEmpty()) {
            words = "Every chain stays within the band: each visits what the others visit.";
        } else if (outside.size() == 1) {
            words = Words.sentence(Words.chains(outside)) + " leaves the band: it visits other values than the rest.";
        } else {
            words = (outside.size() <= NAMED ? Words.sentence(Words.chains(outside))
                    : outside.size() + " of " + chains.length + " chains")
                    + " leave the band: they visit other values than the rest.";
        }
        Map<String, @Nullable Object> model = model("ranks", "series", series);
        model.put("band", PageNumbers.brief(band));
        return new Figure(id, "Ranks of " + summary.name(), words, model,
                List.of("Chain", "Largest difference", "95 % band ±"), rows);
    }

    /** Marginal energies beside their changes from draw to draw, all chains together, each about its own mean. */
    static Figure energy(double[][] energies, List<Double> bfmi) {
        List<double[]> marginal = new ArrayList<>();
        List<double[]> change = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int chain = 0; chain < energies.length; chain++) {
            double[] energy = energies[chain];
            double mean = Arrays.stream(energy).average().orElse(0);
            marginal.add(Arrays.stream(energy).map(value -> value - mean).toArray());
            double[] changes = new double[Math.max(0, energy.length - 1)];
            for (int i = 0; i < changes.length; i++) {
                changes[i] = energy[i + 1] - energy[i];
            }
            change.add(changes);
            rows.add(List.of("chain " + (chain + 1),
                    chain < bfmi.size() ? PageNumbers.show(bfmi.get(chain)) : PageNumbers.NONE));
        }
        double[] all = marginal.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
        double[] changes = change.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
        // All but the outermost thousandth at each end, so that one outlier does not make one bin of the rest.
        double[] both = DoubleStream.concat(Arrays.stream(all), Arrays.stream(changes)).sorted().toArray();
        double low = both.length == 0 ? 0 : both[both.length / 1000];
        double high = both.length == 0 ? 1 : both[both.length - 1 - both.length / 1000];
        Map<String, @Nullable Object> model = model("energy", "low", PageNumbers.brief(low));
        model.put("high", PageNumbers.brief(high));
        model.put("marginal", PageNumbers.brief(histogram(all, low, high, BINS)));
        model.put("change", PageNumbers.brief(histogram(changes, low, high, BINS)));
        double smallest = bfmi.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        return new Figure("energy", "Energy", "The energies of the draws, and their changes from one draw to the next. "
                + "Where the changes are much narrower, the sampler moves slowly between energies. Smallest E-BFMI: "
                + PageNumbers.show(smallest) + " (at least 0.3 is fine).", model, List.of("Chain", "E-BFMI"), rows);
    }

    /** Shares of the values in bins of equal width; values beyond the ends are left out. */
    static double[] histogram(double[] values, double low, double high, int bins) {
        double[] shares = new double[bins];
        for (double value : values) {
            if (value >= low && value <= high) {
                int bin = high > low ? (int) ((value - low) / (high - low) * bins) : 0;
                shares[Math.min(bin, bins - 1)] += 1.0 / values.length;
            }
        }
        return shares;
    }

    /** The series of a quantity that was judged: the log density, or an element of a variable. */
    static double[][] series(Draws draws, String name) {
        double[][] logDensity = name.equals(SamplerHealth.LOG_DENSITY) ? SamplerHealth.logDensity(draws)
                : new double[0][];
        if (logDensity.length != 0) {
            return logDensity;
        }
        for (var variable : draws.variables()) {
            if (name.startsWith(variable.name())) {
                for (int element = 0; element < variable.size(); element++) {
                    if (variable.elementName(element).equals(name)) {
                        return draws.series(variable.name(), element);
                    }
                }
            }
        }
        throw new IllegalArgumentException("the draws hold no \"" + name + "\"");
    }

    static Map<String, @Nullable Object> model(String kind, String key, @Nullable Object value) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("kind", kind);
        model.put(key, value);
        return model;
    }

    private static double lagOne(double[] chain) {
        return chain.length < 2 ? Double.NaN : Autocovariance.correlation(chain)[1];
    }

    static String ordinal(int number) {
        String ending = number % 100 / 10 == 1 ? "th" : switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return String.format(Locale.ROOT, "%d%s", number, ending);
    }
}
