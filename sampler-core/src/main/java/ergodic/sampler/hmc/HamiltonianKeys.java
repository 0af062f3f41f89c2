package ergodic.sampler.hmc;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.metric.MetricKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Keys of methods that are tuned by {@link WindowedWarmup}. */
public final class HamiltonianKeys {

    /** Acceptance rate that the step size is adapted to, 0.8. */
    public static final Key<Double> TARGET_ACCEPTANCE = targetAcceptance(0.8);
    /** Kind of metric. */
    public static final Key<String> METRIC = Key.choice("metric",
            Arrays.stream(MetricKind.values()).map(HamiltonianKeys::word).toList(), word(MetricKind.DIAGONAL),
            "`unit`, `diagonal`, `dense` or `low_rank`");
    /** Where the search for a step size begins. */
    public static final Key<Double> STEP_SIZE = Key.found("step_size", "found", Key.positive(),
            "where the search for a step size begins");

    private HamiltonianKeys() {}

    /** The key of a method with another target. */
    public static Key<Double> targetAcceptance(double fallback) {
        return Key.real("target_acceptance", fallback, Key.between(0, 1),
                "acceptance rate that the step size is adapted to");
    }

    private static String word(MetricKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The warm-up that these settings ask for.
     *
     * @param target
     *            the method's key of the target acceptance
     */
    public static WarmupSettings warmup(Settings settings, Key<Double> target, int warmup) {
        WarmupSettings chosen = WarmupSettings.defaults(warmup)
                .withMetric(metric(settings))
                .withTargetAcceptance(settings.get(target));
        return settings.find(STEP_SIZE).map(chosen::withInitialStepSize).orElse(chosen);
    }

    /** The metric that was chosen by {@link #METRIC}. */
    public static MetricKind metric(Settings settings) {
        return MetricKind.valueOf(settings.get(METRIC).toUpperCase(Locale.ROOT));
    }

    /**
     * What shortens the steps of a method whose step size is adapted: half the way from {@link #TARGET_ACCEPTANCE}
     * to 1.
     */
    public static List<String> shorterSteps(Settings settings) {
        double target = settings.get(TARGET_ACCEPTANCE);
        return List.of(String.format(Locale.ROOT, "Set %s = %.3g (now %.3g), which makes the steps shorter.",
                TARGET_ACCEPTANCE.path(), 0.5 * (1.0 + target), target));
    }

    /** What to change against divergences of such a method. */
    public static String againstDivergences(Settings settings) {
        return "raise " + TARGET_ACCEPTANCE.path() + " (it is " + settings.get(TARGET_ACCEPTANCE)
                + "); check the scales of the data and the priors";
    }

    /** What to change against divergences: a higher target, or the step that was given. */
    public static String againstDivergences(Settings settings, Key<Double> target) {
        String smaller = settings.find(STEP_SIZE)
                .map(step -> " or lower " + STEP_SIZE.path() + " (it is " + step + ")").orElse("");
        return "raise " + target.path() + " (it is " + settings.get(target) + ")" + smaller;
    }

    /** The metric that is not used and would help: a dense one for few unknowns, for more one of low rank. */
    static List<String> betterMetric(Settings settings, int unknowns) {
        if (settings.get(METRIC).equals(word(MetricKind.DENSE))) {
            return List.of();
        }
        if (unknowns <= HamiltonianAdvice.DENSE) {
            return List.of("Set " + METRIC.path() + " = \"" + word(MetricKind.DENSE) + "\" (" + unknowns
                    + " unknowns are few enough).");
        }
        return settings.get(METRIC).equals(word(MetricKind.LOW_RANK))
                ? List.of()
                : List.of("Set " + METRIC.path() + " = \"" + word(MetricKind.LOW_RANK)
                        + "\", which also learns the few directions in which the posterior is far wider or narrower.");
    }
}
