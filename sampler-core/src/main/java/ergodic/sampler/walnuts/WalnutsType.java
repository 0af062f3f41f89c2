package ergodic.sampler.walnuts;

import ergodic.sampler.hmc.HamiltonianAdvice;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.hmc.NutsType;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code walnuts}. */
public final class WalnutsType implements MethodType {

    /** Halvings of the step. */
    public static final Key<Integer> HALVINGS = Key.whole("max_halvings", WalnutsSettings.defaults().halvings(),
            Key.within(0, WalnutsSettings.MOST_HALVINGS),
            "most halvings of the step within a macro step, where the posterior is narrow");
    /** Tolerance of a macro step. */
    public static final Key<Double> TOLERANCE = Key.real("energy_tolerance", WalnutsSettings.defaults().tolerance(),
            Key.positive(), "largest change of the energy over a macro step: above it the step is halved");
    /** Steps of a macro step. */
    public static final Key<Integer> MACRO_STEPS = Key.whole("macro_steps", WalnutsSettings.defaults().macroSteps(),
            Key.within(1, 1024),
            "leapfrog steps of a macro step before any halving: more make the tree smaller, and halve"
                    + " more than the steps that need it");

    @Override
    public String name() {
        return "walnuts";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, NutsType.MAX_TREE_DEPTH,
                HamiltonianKeys.STEP_SIZE, HALVINGS, TOLERANCE, MACRO_STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new WalnutsMethod(HamiltonianKeys.warmup(settings, HamiltonianKeys.TARGET_ACCEPTANCE, warmup),
                new WalnutsSettings(settings.get(NutsType.MAX_TREE_DEPTH), settings.get(MACRO_STEPS),
                        settings.get(HALVINGS), settings.get(TOLERANCE)));
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        HamiltonianAdvice.fill(advice, settings, HamiltonianKeys.TARGET_ACCEPTANCE, NutsType.deeper(settings));
    }

    @Override
    public double mostGradients(Settings settings) {
        // Of a macro step: all levels, and from its end all coarser ones.
        double ofOne = 3.0 * settings.get(MACRO_STEPS) * Math.scalb(1.0, settings.get(HALVINGS));
        return ofOne * (Math.scalb(1.0, settings.get(NutsType.MAX_TREE_DEPTH)) - 1.0);
    }

    @Override
    public String againstDivergences(Settings settings) {
        int halvings = settings.get(HALVINGS);
        return "raise " + HALVINGS.path() + " (it is " + halvings + "), or "
                + HamiltonianKeys.againstDivergences(settings, HamiltonianKeys.TARGET_ACCEPTANCE)
                + "; check the scales of the data and the priors";
    }
}
