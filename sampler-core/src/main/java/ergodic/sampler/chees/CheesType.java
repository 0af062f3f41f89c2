package ergodic.sampler.chees;

import ergodic.sampler.hmc.HamiltonianAdvice;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code chees}. */
public final class CheesType implements MethodType {

    /** Acceptance that the step is adapted to, 0.651. */
    public static final Key<Double> TARGET_ACCEPTANCE = Key.real("target_acceptance", CheesSettings.TARGET_ACCEPTANCE,
            Key.between(0, 1), "harmonic mean of the acceptance rates of a round that the step size is adapted to");
    /** Walkers of the warm-up. */
    public static final Key<Integer> WALKERS = Key.whole("walkers", CheesSettings.WALKERS,
            Key.within(3, CheesSettings.MOST_WALKERS),
            "walkers of a chain's warm-up, which move in turns, one a transition; one of them is the chain afterwards");
    /** Most steps of a trajectory. */
    public static final Key<Integer> MAX_STEPS = Key.whole("max_steps", CheesSettings.MAX_STEPS,
            Key.within(1, 1 << 20), "most leapfrog steps of a trajectory");

    @Override
    public String name() {
        return "chees";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, HamiltonianKeys.STEP_SIZE, WALKERS, MAX_STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        CheesSettings chosen = CheesSettings.of(warmup)
                .withMetric(HamiltonianKeys.metric(settings))
                .withTargetAcceptance(settings.get(TARGET_ACCEPTANCE))
                .within(settings.get(WALKERS), settings.get(MAX_STEPS));
        return new CheesMethod(
                settings.find(HamiltonianKeys.STEP_SIZE).map(chosen::withInitialStepSize).orElse(chosen));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        int most = settings.get(MAX_STEPS);
        HamiltonianAdvice.fill(advice, settings, TARGET_ACCEPTANCE,
                List.of(MAX_STEPS.change(Math.min(1 << 20, 4 * most), most) + ", which costs more gradients a draw."));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings, TARGET_ACCEPTANCE)
                + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return settings.get(MAX_STEPS);
    }
}
