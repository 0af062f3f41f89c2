package ergodic.sampler.energy;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import java.util.List;

/** What helps against which difficulty of methods of single steps without an acceptance test, whose step is adapted to its energy errors. */
public final class EnergyAdvice {

    private EnergyAdvice() {}

    /**
     * Fills in the advice.
     *
     * @param shorter
     *            how the step is made shorter
     */
    public static void fill(Advice advice, String shorter) {
        List<String> steps = List.of(shorter);
        List<String> thin = List.of(advice.thin());
        List<String> warmup = List.of(advice.warmup());
        List<String> centred = advice.model(Advice.Model.FUNNELS);
        advice.put(Difficulty.TOO_FEW_DRAWS, thin);
        advice.put(Difficulty.DISAGREEMENT, warmup, thin, centred);
        advice.put(Difficulty.NOT_ARRIVED, warmup, thin, centred);
        advice.put(Difficulty.STANDSTILL, warmup, steps);
        advice.put(Difficulty.DIVERGENCES, steps, centred);
        advice.put(Difficulty.WRONG_WIDTH, steps, List.of(advice.other(", whose draws have no such bias")));
        advice.put(Difficulty.FEW_CHAINS, List.of(advice.chains()));
    }
}
