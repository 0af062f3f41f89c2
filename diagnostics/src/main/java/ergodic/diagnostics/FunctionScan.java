package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One pass over the quantities by which draws are judged: their summaries, and how each chain behaves by itself and beside
 * the others. One series is held at a time (a few, on several threads), since there may be very many.
 */
final class FunctionScan {
    /** The quantities, the log density first if it was stored. */
    final List<Line> lines;
    /** Their summaries. */
    final List<VariableSummary> summaries;
    /** How each chain behaves by itself. */
    final List<ChainBehaviour> chains;
    /** Whether the log density was stored, so that it is the first quantity. */
    final boolean hasLogDensity;

    private FunctionScan(List<Line> lines, List<ChainBehaviour> chains, boolean hasLogDensity) {
        this.lines = lines;
        this.summaries = lines.stream().map(Line::summary).toList();
        this.chains = chains;
        this.hasLogDensity = hasLogDensity;
    }

    /**
     * What one quantity says.
     *
     * @param constant
     *            whether it is the same in all draws of all chains, but for rounding
     */
    record Line(VariableSummary summary, ChainContrast contrast, boolean constant) {}

    /** Looks at the log density and at every element of the chosen variables. */
    static FunctionScan of(Draws draws, Predicate<Variable> functions) {
        int chains = draws.chains();
        boolean[][] still = new boolean[chains][draws.draws()];
        for (boolean[] chain : still) {
            Arrays.fill(chain, Math.min(1, chain.length), chain.length, true);
        }
        List<Line> lines = new ArrayList<>();
        double[][] logDensity = SamplerHealth.logDensity(draws);
        boolean hasLogDensity = logDensity.length != 0;
        if (hasLogDensity) {
            lines.add(look(SamplerHealth.LOG_DENSITY, logDensity, still));
        }
        for (Variable variable : draws.variables()) {
            if (functions.test(variable)) {
                lines.addAll(IntStream.range(0, variable.size()).parallel().mapToObj(
                        element -> look(variable.elementName(element), draws.series(variable.name(), element), still))
                        .toList());
            }
        }
        return new FunctionScan(lines, behaviours(still, logDensity, lines), hasLogDensity);
    }

    private static Line look(String name, double[][] series, boolean[][] still) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int chain = 0; chain < series.length; chain++) {
            // A chain stands still where nothing at all changes. Threads only ever write the same value: false.
            for (int i = 0; i < series[chain].length; i++) {
                if (i > 0 && series[chain][i] != series[chain][i - 1]) {
                    still[chain][i] = false;
                }
                smallest = Math.min(smallest, series[chain][i]);
                largest = Math.max(largest, series[chain][i]);
            }
        }
        return new Line(VariableSummary.of(name, series), ChainContrast.of(series),
                ChainArrays.constant(smallest, largest));
    }

    private static List<ChainBehaviour> behaviours(boolean[][] still, double[][] logDensity, List<Line> lines) {
        int[] longest = new int[still.length];
        double repeats = 0;
        double moves = 0;
        for (int chain = 0; chain < still.length; chain++) {
            longest[chain] = longestRun(still[chain]);
            for (boolean same : still[chain]) {
                repeats += same ? 1 : 0;
            }
            repeats -= longest[chain];
            moves += Math.max(0, still[chain].length - 1 - longest[chain]);
        }
        double repeatRate = moves == 0 ? 0 : repeats / moves;
        List<ChainBehaviour> behaviours = new ArrayList<>();
        for (int chain = 0; chain < still.length; chain++) {
            behaviours.add(behaviour(chain, longest[chain], repeatRate, logDensity, lines, still[chain].length));
        }
        return behaviours;
    }

    private static ChainBehaviour behaviour(int chain, int run, double repeatRate, double[][] logDensity,
            List<Line> lines, int draws) {
        boolean hasLogDensity = logDensity.length != 0;
        double shift = Double.NaN;
        double mean = Double.NaN;
        double sd = Double.NaN;
        if (hasLogDensity) {
            double[][] halves = ChainArrays.split(new double[][]{logDensity[chain]});
            mean = Descriptive.mean(logDensity[chain]);
            if (halves.length == 2) {
                sd = Math.sqrt((Descriptive.variance(halves[0]) + Descriptive.variance(halves[1])) / 2);
                shift = (Descriptive.mean(halves[1]) - Descriptive.mean(halves[0])) / sd;
            }
        }
        double[] ess = new double[lines.size()];
        int functions = 0;
        int fitted = 0;
        double rise = Double.NaN;
        String rising = "";
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < lines.size(); i++) {
            ChainContrast contrast = lines.get(i).contrast();
            if ((i > 0 || !hasLogDensity) && !Double.isNaN(contrast.ess()[chain])) {
                ess[functions++] = contrast.ess()[chain];
            }
            double probability = contrast.riseProbability()[chain];
            if (!Double.isNaN(probability)) {
                fitted++;
                if (probability < least) {
                    least = probability;
                    rise = contrast.rise()[chain];
                    rising = lines.get(i).summary().name();
                }
            }
        }
        int still = run == 0 ? 0 : run + 1;
        // Runs of repeats begin after a move, and have this length or more with the rate to that power.
        double chance = Math.min(1, draws * (1 - repeatRate) * Math.pow(repeatRate, run));
        return new ChainBehaviour(chain, still, (double) still / Math.max(1, draws), chance,
                hasLogDensity ? lines.getFirst().contrast().ess()[chain] : Double.NaN, shift, mean, sd,
                Descriptive.median(Arrays.copyOf(ess, functions)), rise, rising,
                fitted == 0 ? Double.NaN : Math.min(1, fitted * least));
    }

    /** Longest run of draws that equal the one before. */
    private static int longestRun(boolean[] still) {
        int longest = 0;
        int run = 0;
        for (boolean same : still) {
            run = same ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
