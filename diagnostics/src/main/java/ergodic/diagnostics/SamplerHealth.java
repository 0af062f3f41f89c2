package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.TransitionTotals;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the sampler's own statistics say, chain by chain: of all transitions of the sampling phase where that is recorded, of
 * kept draws otherwise. An array is empty where the store has no such statistic.
 *
 * @param chains
 *            number of chains
 * @param draws
 *            draws a chain
 * @param transitions
 *            transitions of all chains that the rest is about
 * @param divergences
 *            number of divergent transitions of each chain
 * @param saturations
 *            number of transitions of each chain that were cut at the largest tree depth
 * @param bfmi
 *            E-BFMI of each chain; NaN where its energies are not finite or constant
 */
public record SamplerHealth(int chains, int draws, long transitions, List<Integer> divergences,
        List<Integer> saturations,
        List<Double> bfmi) {
    /** Name of the log density among the quantities that are judged. */
    public static final String LOG_DENSITY = "lp";
    /** E-BFMI below which the energy moves too slowly (Betancourt 2016). */
    public static final double LOW_BFMI = 0.3;

    static final List<String> DIVERGING = List.of("diverging");
    static final List<String> SATURATED = List.of("reached_max_treedepth", "reached_max_tree_depth",
            "maxdepth_reached");
    private static final List<String> ENERGY = List.of("energy");

    /** Copies the lists. */
    public SamplerHealth {
        divergences = List.copyOf(divergences);
        saturations = List.copyOf(saturations);
        bfmi = List.copyOf(bfmi);
    }

    /** Reads the statistics of the ArviZ schema from the store. */
    public static SamplerHealth of(Draws draws) {
        List<TransitionTotals> totals = draws.totals();
        if (!totals.isEmpty()) {
            return of(draws, totals);
        }
        double[][] energies = statistic(draws, ENERGY);
        List<Double> bfmi = Arrays.stream(energies).map(Energy::bfmi).toList();
        return new SamplerHealth(draws.chains(), draws.draws(), (long) draws.chains() * draws.draws(),
                counts(statistic(draws, DIVERGING)), counts(statistic(draws, SATURATED)), known(bfmi));
    }

    private static SamplerHealth of(Draws draws, List<TransitionTotals> totals) {
        return new SamplerHealth(draws.chains(), draws.draws(),
                totals.stream().mapToLong(TransitionTotals::transitions).sum(),
                totals.stream().map(total -> Math.toIntExact(total.divergences())).toList(),
                totals.stream().map(total -> Math.toIntExact(total.cut())).toList(),
                known(totals.stream().map(TransitionTotals::bfmi).toList()));
    }

    private static List<Double> known(List<Double> bfmi) {
        return bfmi.stream().allMatch(value -> value.isNaN()) ? List.of() : bfmi;
    }

    /** Divergent transitions of all chains. */
    public int totalDivergences() {
        return divergences.stream().mapToInt(Integer::intValue).sum();
    }

    /** Transitions of all chains that were cut at the largest tree depth. */
    public int totalSaturations() {
        return saturations.stream().mapToInt(Integer::intValue).sum();
    }

    /** The smallest E-BFMI of the chains that have one; NaN if none has. */
    public double smallestBfmi() {
        return bfmi.stream().mapToDouble(Double::doubleValue).filter(value -> !Double.isNaN(value)).min()
                .orElse(Double.NaN);
    }

    /** The log density of each draw by chain, under any of its usual names; no chains if it was not stored. */
    public static double[][] logDensity(Draws draws) {
        return statistic(draws, List.of(LOG_DENSITY, "logp", "lp__"));
    }

    /** The statistic of the first of these names that the store has, or no chains. */
    static double[][] statistic(Draws draws, List<String> names) {
        for (String name : names) {
            Optional<double[][]> found = draws.findStatistic(name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new double[0][];
    }

    private static List<Integer> counts(double[][] flags) {
        return Arrays.stream(flags).map(chain -> {
            int count = 0;
            for (double flag : chain) {
                count += flag != 0 ? 1 : 0;
            }
            return count;
        }).toList();
    }
}
