package ergodic.sampler.tempering;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code tempering}. */
public final class TemperingType implements MethodType {

    /** Number of powers of the likelihood. */
    public static final Key<Integer> RUNGS = Key.whole("rungs", TemperingSettings.RUNGS, Key.within(2, 100),
            "powers of the likelihood from 0 to 1, each with a replica of its own: about twice the barrier that is found");
    /** Trajectories of a rung. */
    public static final Key<Integer> MOVES = Key.whole("moves", TemperingSettings.MOVES, Key.within(1, 1000),
            "trajectories at each rung between two swaps");
    /** Length of a trajectory. */
    public static final Key<Integer> STEPS = Key.whole("leapfrog_steps", TemperingSettings.STEPS, Key.within(1, 1024),
            "most steps of a trajectory; their number is uniform from 1 to it");

    @Override
    public String name() {
        return "tempering";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, RUNGS, MOVES, STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new TemperingMethod(new TemperingSettings(settings.get(RUNGS), settings.get(MOVES), settings.get(STEPS),
                HamiltonianKeys.metric(settings),
                settings.get(HamiltonianKeys.TARGET_ACCEPTANCE), warmup));
    }

    /** It asks for the prior apart, which given other weights cannot be drawn from. */
    @Override
    public boolean takesParts() {
        return false;
    }

    @Override
    public boolean tellsEvidence(Settings settings) {
        return true;
    }

    @Override
    public boolean exact() {
        return true;
    }

    /** Log evidence, barrier and round trips. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        return measured(settings, draws, 0);
    }

    /** The same with WBIC. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws, int rows) {
        return TemperingFindings.of(draws, settings.get(RUNGS), rows);
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        List<String> rungs = List.of(RUNGS.change(Math.min(100, 2 * settings.get(RUNGS)), settings.get(RUNGS))
                + " if the barrier is above half of it.");
        List<String> moves = List.of(MOVES.change(2 * settings.get(MOVES), settings.get(MOVES))
                + ", so that replicas move further between two swaps.");
        List<String> shorter = HamiltonianKeys.shorterSteps(settings);
        List<String> centred = advice.model(Advice.Model.FUNNELS);
        List<String> both = List.of(advice.warmupAndDraws());
        List<String> warmup = List.of(advice.warmup());
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()), moves);
        advice.put(Difficulty.DISAGREEMENT, both, rungs, moves, centred);
        advice.put(Difficulty.NOT_ARRIVED, warmup, rungs, moves, centred);
        advice.put(Difficulty.STANDSTILL, warmup, moves);
        advice.put(Difficulty.DIVERGENCES, shorter, centred);
        advice.put(Difficulty.WRONG_WIDTH, both);
        advice.put(Difficulty.FEW_CHAINS, List.of(advice.chains()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings);
    }

    /** Those of a scan, and in the first one more for each replica. */
    @Override
    public double mostGradients(Settings settings) {
        double rungs = settings.get(RUNGS);
        return (rungs - 1) * settings.get(MOVES) * settings.get(STEPS) + 1 + rungs;
    }
}
