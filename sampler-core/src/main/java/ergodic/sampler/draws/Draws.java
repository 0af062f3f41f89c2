package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finished draws of several chains, for reading: posterior variables and sampler statistics. Thread-safe. */
public interface Draws {

    /** What the draws are; Markov chains, where nobody says otherwise. */
    default DrawKind kind() {
        return DrawKind.CHAIN;
    }

    /** The warm-up of chains or the steps of fits, with their statistics; null where they were not kept. */
    default @Nullable Draws firstPhase() {
        return null;
    }

    /** Number of chains; of fits or members, where {@link #kind} says that they are those. */
    int chains();

    /** Number of complete draws that every chain has. */
    int draws();

    /** The stored variables. */
    List<Variable> variables();

    /** The variable of this name, or an {@link IllegalArgumentException} that lists what there is. */
    default Variable variable(String name) {
        for (Variable variable : variables()) {
            if (variable.name().equals(name)) {
                return variable;
            }
        }
        throw new IllegalArgumentException("no variable \"" + name + "\"; there are "
                + variables().stream().map(Variable::name).toList());
    }

    /** Values of one element of a variable: {@code [chain][draw]}. */
    double[][] series(String variable, int element);

    /** One draw of a variable, into {@code values} (length {@link Variable#size()}). */
    void readInto(String variable, int chain, int draw, double[] values);

    /** The sampler statistics, under their names in the ArviZ schema ({@code lp}, {@code diverging} ...). */
    List<Statistic> statistics();

    /**
     * One statistic, booleans as 0 and 1: {@code [chain][draw]}; an {@link IllegalArgumentException} that lists what there is
     * if there is none of this name.
     */
    double[][] statistic(String name);

    /** The same, or nothing where the method does not say it. */
    default Optional<double[][]> findStatistic(String name) {
        for (Statistic statistic : statistics()) {
            if (statistic.name().equals(name)) {
                return Optional.of(statistic(name));
            }
        }
        return Optional.empty();
    }

    /**
     * What all transitions of the sampling phase amount to, those between kept draws included, one entry a chain; empty where
     * that is not recorded.
     */
    default List<TransitionTotals> totals() {
        return List.of();
    }
}
