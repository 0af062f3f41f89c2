package ergodic.sampler.hmc;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;

/** What helps against which difficulty of a method that is tuned by {@link WindowedWarmup}. */
public final class HamiltonianAdvice {

    /** Most unknowns for which a dense metric is proposed: its products take as long as the gradient of a small network. */
    static final int DENSE = 200;

    private static final List<Double> ACCEPTANCES = List.of(0.8, 0.9, 0.95, 0.99);

    private HamiltonianAdvice() {}

    /**
     * Fills in the advice.
     *
     * @param target
     *            the method's key of the target acceptance
     * @param longer
     *            what lets trajectories go on that are cut; may be empty
     */
    public static void fill(Advice advice, Settings settings, Key<Double> target, List<String> longer) {
        List<String> shorter = List.of(acceptance(advice, settings, target));
        List<String> metric = HamiltonianKeys.betterMetric(settings, advice.run().unknowns());
        List<String> centred = advice.model(Advice.Model.FUNNELS);
        List<String> warmup = List.of(advice.warmup());
        List<String> both = List.of(advice.warmupAndDraws());
        List<String> draws = List.of(advice.draws());
        advice.put(Difficulty.TOO_FEW_DRAWS, draws);
        advice.put(Difficulty.DISAGREEMENT, both, metric, centred);
        advice.put(Difficulty.NOT_ARRIVED, warmup, metric, centred);
        advice.put(Difficulty.STANDSTILL, warmup, shorter);
        advice.put(Difficulty.DIVERGENCES, shorter, centred);
        advice.put(Difficulty.CUT_TRAJECTORIES, metric, advice.model(Advice.Model.SCALES), longer);
        advice.put(Difficulty.LOW_ENERGY, centred, advice.model(Advice.Model.TAILS), draws);
        advice.put(Difficulty.FEW_CHAINS, List.of(advice.chains()));
        advice.put(Difficulty.WRONG_WIDTH, both);
    }

    private static String acceptance(Advice advice, Settings settings, Key<Double> target) {
        double now = settings.get(target);
        for (double higher : ACCEPTANCES) {
            if (higher > now + 1e-9) {
                return "Set " + target.path() + " = " + higher + " (now " + now + "), which makes the steps shorter.";
            }
        }
        return "The target acceptance is as high as it helps: change the prior or the network, or set "
                + advice.longerWarmupKey() + ".";
    }
}
