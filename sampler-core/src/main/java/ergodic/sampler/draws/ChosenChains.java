package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of the chains of other draws, in their order: nothing is copied. */
public final class ChosenChains implements Draws {

    private final Draws all;
    private final List<Integer> chosen;

    /**
     * A view of these chains.
     *
     * @param all
     *            the draws
     * @param chosen
     *            chains from 0, each once, at least one
     */
    public ChosenChains(Draws all, List<Integer> chosen) {
        this.all = all;
        this.chosen = List.copyOf(chosen);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no chain is chosen");
        }
        for (int chain : chosen) {
            if (chain < 0 || chain >= all.chains() || chosen.indexOf(chain) != chosen.lastIndexOf(chain)) {
                throw new IllegalArgumentException("chain " + chain + " is not there, or chosen twice; there are "
                        + all.chains() + ", from 0");
            }
        }
    }

    @Override
    public DrawKind kind() {
        return all.kind();
    }

    @Override
    public @Nullable Draws firstPhase() {
        Draws first = all.firstPhase();
        return first == null ? null : new ChosenChains(first, chosen);
    }

    @Override
    public int chains() {
        return chosen.size();
    }

    @Override
    public int draws() {
        return all.draws();
    }

    @Override
    public List<Variable> variables() {
        return all.variables();
    }

    @Override
    public double[][] series(String variable, int element) {
        return of(all.series(variable, element));
    }

    @Override
    public void readInto(String variable, int chain, int draw, double[] values) {
        all.readInto(variable, chosen.get(chain), draw, values);
    }

    @Override
    public List<Statistic> statistics() {
        return all.statistics();
    }

    @Override
    public double[][] statistic(String name) {
        return of(all.statistic(name));
    }

    @Override
    public List<TransitionTotals> totals() {
        List<TransitionTotals> totals = all.totals();
        return totals.isEmpty() ? totals : chosen.stream().map(totals::get).toList();
    }

    private double[][] of(double[][] values) {
        double[][] some = new double[chosen.size()][];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[chosen.get(i)];
        }
        return some;
    }
}
