package ergodic.sampler.hmc;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code nuts}. */
public final class NutsType implements MethodType {

    /** Largest depth of the trajectory tree. */
    public static final Key<Integer> MAX_TREE_DEPTH = Key.whole("max_tree_depth", 10,
            Key.within(1, NutsSettings.DEEPEST), "a trajectory has at most 2^depth - 1 steps");

    /** Deepest tree that is proposed. */
    private static final int DEEPEST = 12;

    @Override
    public String name() {
        return "nuts";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, MAX_TREE_DEPTH,
                HamiltonianKeys.STEP_SIZE);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new NutsMethod(HamiltonianKeys.warmup(settings, HamiltonianKeys.TARGET_ACCEPTANCE, warmup),
                NutsSettings.defaults().withMaxTreeDepth(settings.get(MAX_TREE_DEPTH)));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        int depth = settings.get(MAX_TREE_DEPTH);
        HamiltonianAdvice.fill(advice, settings, HamiltonianKeys.TARGET_ACCEPTANCE, depth >= DEEPEST ? List.of()
                : List.of("Set " + MAX_TREE_DEPTH.path() + " = " + Math.min(DEEPEST, depth + 2) + " (now " + depth
                        + "), which costs more gradients a draw."));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings, HamiltonianKeys.TARGET_ACCEPTANCE)
                + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return Math.pow(2, settings.get(MAX_TREE_DEPTH)) - 1;
    }
}
