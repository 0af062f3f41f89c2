package ergodic.sampler.metropolis;

import ergodic.sampler.hmc.HamiltonianAdvice;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code random_walk}. */
public final class RandomWalkType implements MethodType {

    /** Acceptance rate that the scale is adapted to, 0.234. */
    public static final Key<Double> TARGET_ACCEPTANCE = HamiltonianKeys
            .targetAcceptance(RandomWalkSettings.TARGET_ACCEPTANCE);

    @Override
    public String name() {
        return "random_walk";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TARGET_ACCEPTANCE, HamiltonianKeys.METRIC);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new RandomWalkMethod(RandomWalkSettings.of(warmup)
                .withMetric(HamiltonianKeys.metric(settings))
                .withTargetAcceptance(settings.get(TARGET_ACCEPTANCE)));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        HamiltonianAdvice.fill(advice, settings, TARGET_ACCEPTANCE, List.of());
        // A random walk needs about d^2 transitions to cross a posterior of d unknowns: draws come by more of them.
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.thin()),
                List.of(advice.other(", which follows the gradient")));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "check the scales of the data and the priors: proposals lie where the density cannot be computed";
    }

    @Override
    public double mostGradients(Settings settings) {
        return 1;
    }
}
