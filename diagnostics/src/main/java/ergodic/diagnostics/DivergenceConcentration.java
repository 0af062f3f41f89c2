package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * Where divergences lie: a few chains with many point at starts, many chains with some at the geometry.
 *
 * @param rates
 *            share of each chain's transitions that diverged
 * @param early
 *            share of divergent draws in the first quarter of each chain's draws
 * @param late
 *            the same of the last quarter
 */
public record DivergenceConcentration(List<Double> rates, List<Double> early, List<Double> late) {

    /** Share of a chain's transitions from which on it counts as diverging. */
    public static final double FLAGGED = 0.02;

    /** Copies the lists. */
    public DivergenceConcentration {
        rates = List.copyOf(rates);
        early = List.copyOf(early);
        late = List.copyOf(late);
    }

    /** Of the sampling phase. A flag that is not a number counts as a divergence. No chains where nothing was recorded. */
    static DivergenceConcentration of(Draws draws, SamplerHealth health) {
        double[][] flags = SamplerHealth.statistic(draws, SamplerHealth.DIVERGING);
        List<Double> rates = new ArrayList<>();
        List<Double> early = new ArrayList<>();
        List<Double> late = new ArrayList<>();
        for (int chain = 0; chain < Math.min(flags.length, health.divergences().size()); chain++) {
            double[] of = flags[chain];
            int quarter = Math.max(1, of.length / 4);
            double transitions = Math.max(1.0, (double) health.transitions() / health.chains());
            rates.add(Math.max(health.divergences().get(chain) / transitions, broken(of) / Math.max(1.0, of.length)));
            early.add(share(of, 0, Math.min(of.length, quarter)));
            late.add(share(of, Math.max(0, of.length - quarter), of.length));
        }
        return new DivergenceConcentration(rates, early, late);
    }

    private static double share(double[] flags, int from, int to) {
        double count = 0.0;
        for (int i = from; i < to; i++) {
            count += flags[i] == 0.0 ? 0.0 : 1.0;
        }
        return to == from ? 0.0 : count / (to - from);
    }

    private static double broken(double[] flags) {
        double count = 0.0;
        for (double flag : flags) {
            count += Double.isNaN(flag) ? 1.0 : 0.0;
        }
        return count;
    }

    /** The chains that diverge often, from 0. */
    public List<Integer> flagged() {
        List<Integer> flagged = new ArrayList<>();
        for (int chain = 0; chain < rates.size(); chain++) {
            if (rates.get(chain) >= FLAGGED) {
                flagged.add(chain);
            }
        }
        return flagged;
    }

    /** Whether a minority holds the trouble: at least one chain and at most a quarter of them. */
    public boolean concentrated() {
        int count = flagged().size();
        return rates.size() > 1 && count >= 1 && count <= Math.max(1, rates.size() / 4);
    }

    /** The largest rate of the chains that are not flagged. */
    double ofOthers() {
        return rates.stream().mapToDouble(Double::doubleValue).filter(rate -> rate < FLAGGED).max().orElse(0.0);
    }
}
