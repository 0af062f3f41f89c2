package ergodic.sampler.hmc;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code hmc}. */
public final class HmcType implements MethodType {

    /** Length of a trajectory. */
    public static final Key<Double> INTEGRATION_TIME = Key.real("integration_time", 1.0, Key.positive(),
            "length of a trajectory: step size times number of steps");
    /** How much the length varies. */
    public static final Key<Double> JITTER = Key.real("jitter", 0.2, Key.share(),
            "the integration time varies uniformly by this share");

    @Override
    public String name() {
        return "hmc";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, INTEGRATION_TIME, JITTER,
                HamiltonianKeys.STEP_SIZE);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new HmcMethod(HamiltonianKeys.warmup(settings, HamiltonianKeys.TARGET_ACCEPTANCE, warmup),
                HmcSettings.ofTime(settings.get(INTEGRATION_TIME)).withJitter(settings.get(JITTER), 0));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        HamiltonianAdvice.fill(advice, settings, HamiltonianKeys.TARGET_ACCEPTANCE, List.of());
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings, HamiltonianKeys.TARGET_ACCEPTANCE) + ", or lower "
                + INTEGRATION_TIME.path() + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return HmcSettings.MAX_STEPS;
    }
}
