package ergodic.sampler.stochastic;

import ergodic.sampler.langevin.StepGuide;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Step and friction of a run: chosen for the data where the configuration leaves them out, and in either case with the bias and the
 * autocorrelation that they are predicted to have.
 *
 * @param settings
 *            the settings with both spelled out
 * @param chosen
 *            whether the step was chosen here
 * @param guide
 *            what was measured at the mode where the first chain begins
 */
record KineticChoice(Settings settings, boolean chosen, KineticGuide guide) {

    static KineticChoice of(Settings given, KineticGuide guide) {
        double friction = given.find(KineticType.FRICTION).orElseGet(guide::friction);
        Settings settings = given.with(KineticType.FRICTION, friction);
        return settings.find(KineticType.STEP_SIZE).isPresent() ? new KineticChoice(settings, false, guide)
                : new KineticChoice(settings.with(KineticType.STEP_SIZE, guide.stepSize(friction)), true, guide);
    }

    Preparation preparation() {
        return new Preparation(settings, text(), facts());
    }

    private double step() {
        return settings.get(KineticType.STEP_SIZE);
    }

    private double friction() {
        return settings.get(KineticType.FRICTION);
    }

    private String text() {
        StepGuide measured = guide.measured();
        String where = String.format(Locale.ROOT,
                " (at a mode: largest curvature %.3g, noise %.3g; measured with %d gradients)",
                measured.largestCurvature(), measured.noise(), measured.gradients());
        String given = KineticType.STEP_SIZE.path() + " = " + step() + " with " + KineticType.FRICTION.path() + " = "
                + friction();
        if (guide.diverges(step(), friction())) {
            return "warning: " + given + " diverges; leave the step out to have it chosen" + where;
        }
        double bias = guide.bias(step(), friction());
        double bound = guide.bound(step(), friction());
        String said = String.format(Locale.ROOT,
                "%s: variances are predicted to be up to %.2g times the posterior's%s, and %.3g steps along the noisiest"
                        + " direction to be worth one draw",
                given, 1 + bias, bound == bias ? ""
                        : String.format(Locale.ROOT, " (%.2g times where a direction is stiff and has no noise)",
                                1 + bound),
                Math.max(1, guide.autocorrelationTime(step(), friction())));
        return (chosen || Math.abs(bound) <= StepGuide.TOLERANCE ? said
                : "warning: " + said
                        + String.format(Locale.ROOT, "; a step of %.3g would make that %.2g at most",
                                guide.stepSize(friction()), 1 + StepGuide.TOLERANCE))
                + where;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step_size", step());
        facts.put("friction", friction());
        facts.put("chosen", chosen);
        boolean diverges = guide.diverges(step(), friction());
        facts.put("diverges", diverges);
        if (!diverges) {
            facts.put("predicted_variance_bias", guide.bias(step(), friction()));
            facts.put("predicted_variance_bias_bound", guide.bound(step(), friction()));
            facts.put("predicted_autocorrelation_time", guide.autocorrelationTime(step(), friction()));
        }
        facts.put("largest_curvature", guide.measured().largestCurvature());
        facts.put("gradient_noise", guide.measured().noise());
        facts.put("gradients", guide.measured().gradients());
        return facts;
    }
}
