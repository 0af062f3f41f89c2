package ergodic.sampler.gist;

import ergodic.sampler.hmc.HamiltonianAdvice;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code gist}. */
public final class GistType implements MethodType {

    /** What is chosen at each transition. */
    public static final Key<String> CHOOSES = Key.choice("chooses",
            Arrays.stream(GistChoice.values()).map(GistType::word).toList(), word(GistChoice.STEP_SIZE),
            "what is chosen anew at each transition: `step_size`, `length` (to the U-turn) or `both`");
    /** Length of the trajectory that tries a step. */
    public static final Key<Integer> STEPS = Key.whole("leapfrog_steps", 16, Key.within(1, 1024),
            "most steps of the trajectory whose energy error chooses the step size, their number is uniform from 1 to it: with"
                    + " `chooses = \"step_size\"` of the whole trajectory, with `both` (where 5 is enough) of one that only"
                    + " tries");
    /** Most steps of a trajectory. */
    public static final Key<Integer> MAX_STEPS = Key.whole("max_steps", 1024, Key.within(1, 1 << 20),
            "most steps of a trajectory that goes to its U-turn; its states are kept, so memory grows with it");

    private static String word(GistChoice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static GistSettings gist(Settings settings) {
        return new GistSettings(GistChoice.valueOf(settings.get(CHOOSES).toUpperCase(Locale.ROOT)), settings.get(STEPS),
                settings.get(MAX_STEPS));
    }

    @Override
    public String name() {
        return "gist";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, HamiltonianKeys.STEP_SIZE, CHOOSES,
                STEPS, MAX_STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new GistMethod(HamiltonianKeys.warmup(settings, HamiltonianKeys.TARGET_ACCEPTANCE, warmup),
                gist(settings));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        int most = settings.get(MAX_STEPS);
        HamiltonianAdvice.fill(advice, settings, HamiltonianKeys.TARGET_ACCEPTANCE,
                List.of(MAX_STEPS.change(Math.min(1 << 20, 4 * most), most) + ", which costs more gradients a draw."));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings, HamiltonianKeys.TARGET_ACCEPTANCE)
                + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return gist(settings).mostGradients();
    }
}
