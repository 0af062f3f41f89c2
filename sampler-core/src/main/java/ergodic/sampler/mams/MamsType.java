package ergodic.sampler.mams;

import ergodic.sampler.hmc.HamiltonianAdvice;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code mams}. */
public final class MamsType implements MethodType {

    private static final String UNADJUSTED = "unadjusted";

    /** Acceptance rate that the step is adapted to, 0.9. */
    public static final Key<Double> TARGET_ACCEPTANCE = HamiltonianKeys
            .targetAcceptance(MamsSettings.TARGET_ACCEPTANCE);
    /** Mean number of steps of a trajectory. */
    public static final Key<Double> MEAN_STEPS = Key.found("mean_steps", "found", MamsType::complaint,
            "mean number of steps of a trajectory, each of 2 gradients; found from the autocorrelation of the warm-up"
                    + " where it is left out, 2 is cheap in many dimensions");

    /** What tells the length. */
    public static final Key<String> LENGTH_RULE = Key.choice("length_rule", List.of("adjusted", UNADJUSTED), "adjusted",
            "what the length of trajectories is found from: `adjusted` draws of the warm-up, or `unadjusted` single steps, four"
                    + " fifths of the warm-up, as in the method's paper (they want a warm-up of some thousands)");

    private static @Nullable String complaint(double steps) {
        return steps >= 1.0 && steps <= Mams.MAX_STEPS ? null
                : "must lie from 1 to " + Mams.MAX_STEPS + ", not " + steps;
    }

    @Override
    public String name() {
        return "mams";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, MEAN_STEPS, LENGTH_RULE);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        MamsSettings chosen = MamsSettings.of(warmup)
                .withMetric(HamiltonianKeys.metric(settings))
                .withTargetAcceptance(settings.get(TARGET_ACCEPTANCE))
                .withMeanSteps(settings.find(MEAN_STEPS).orElse(0.0));
        return unadjusted(settings) ? new UnadjustedMamsMethod(chosen, warmup) : new MamsMethod(chosen);
    }

    private static boolean unadjusted(Settings settings) {
        return settings.get(LENGTH_RULE).equals(UNADJUSTED);
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        return unadjusted(settings) && settings.find(MEAN_STEPS).isPresent()
                ? Optional.of(MEAN_STEPS.path() + " gives the length: it cannot be had with " + LENGTH_RULE.path()
                        + " = \"" + UNADJUSTED + "\", which finds it; take one of them out")
                : Optional.empty();
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        HamiltonianAdvice.fill(advice, settings, TARGET_ACCEPTANCE, List.of());
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "raise " + TARGET_ACCEPTANCE.path() + " (it is " + settings.get(TARGET_ACCEPTANCE)
                + "); check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return Math.ceil(StepCount.spread(settings.find(MEAN_STEPS).orElse((double) Mams.MAX_STEPS)))
                * SplittingScheme.MINIMAL_NORM.gradients();
    }
}
