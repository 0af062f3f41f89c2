package ergodic.sampler.draws;

import ergodic.sampler.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What all transitions of a chain's sampling phase amount to, those between kept draws included: what the statistics of kept
 * draws cannot tell when draws are thinned.
 *
 * @param transitions
 *            number of transitions
 * @param divergences
 *            those that diverged
 * @param cut
 *            those that were cut at the largest tree depth
 * @param gradients
 *            gradients of all of them
 * @param acceptanceRate
 *            mean acceptance rate; NaN for a method without one
 * @param bfmi
 *            estimated fraction of missing information about the energy (Betancourt 2016, eq. 2) from one transition to the
 *            next; NaN for a method without an energy
 * @param startGradients
 *            gradients that the chain took until its first transition; empty where that was not recorded
 * @param tuningGradients
 *            gradients of its warm-up, or of the steps of a fit; empty where that was not recorded
 */
public record TransitionTotals(long transitions, long divergences, long cut, long gradients, double acceptanceRate,
        double bfmi, OptionalLong startGradients, OptionalLong tuningGradients) {

    /** Names of the arrays of a store that hold them, in the order of {@link #values}. */
    static final List<String> NAMES = List.of("all_transitions", "all_diverging", "all_reached_max_treedepth",
            "all_n_steps", "all_acceptance_rate", "all_bfmi", "all_start_n_steps", "all_tuning_n_steps");
    /** The first so many are of every method, in every store that has totals. */
    static final int ALWAYS = 4;

    /** Those that transitions with these statistics have: no mean acceptance without a rate, no E-BFMI without energies. */
    static List<String> names(List<Statistic> statistics) {
        List<String> names = new ArrayList<>(NAMES.subList(0, ALWAYS));
        if (statistics.contains(Statistic.ACCEPTANCE_RATE)) {
            names.add(NAMES.get(ALWAYS));
        }
        if (statistics.contains(Statistic.ENERGY)) {
            names.add(NAMES.get(ALWAYS + 1));
        }
        names.addAll(NAMES.subList(ALWAYS + 2, NAMES.size()));
        return names;
    }

    double[] values() {
        return new double[]{transitions, divergences, cut, gradients, acceptanceRate, bfmi,
                number(startGradients), number(tuningGradients)};
    }

    static TransitionTotals of(double[] values) {
        return new TransitionTotals((long) values[0], (long) values[1], (long) values[2], (long) values[3], values[4],
                values[5], count(values[6]), count(values[7]));
    }

    private static double number(OptionalLong count) {
        return count.isPresent() ? count.getAsLong() : Double.NaN;
    }

    private static OptionalLong count(double number) {
        return Double.isNaN(number) ? OptionalLong.empty() : OptionalLong.of((long) number);
    }
}
