package ergodic.sampler.mala;

import ergodic.sampler.hmc.HamiltonianAdvice;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code mala}. */
public final class MalaType implements MethodType {

    /** Acceptance rate that the step size is adapted to, 0.574. */
    public static final Key<Double> TARGET_ACCEPTANCE = HamiltonianKeys.targetAcceptance(MalaMethod.TARGET_ACCEPTANCE);

    @Override
    public String name() {
        return "mala";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, HamiltonianKeys.STEP_SIZE);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new MalaMethod(HamiltonianKeys.warmup(settings, TARGET_ACCEPTANCE, warmup));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        HamiltonianAdvice.fill(advice, settings, TARGET_ACCEPTANCE, List.of());
        // A transition is one short step: draws come cheaper by more of them than by keeping more.
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.thin()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings, TARGET_ACCEPTANCE)
                + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return 1;
    }
}
