package ergodic.sampler.langevin;

import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The step of a run by stochastic gradients: chosen for the data where the configuration leaves it out, and in either case with
 * the bias that it is predicted to have.
 *
 * @param settings
 *            the settings with the step spelled out
 * @param chosen
 *            whether the step was chosen here
 * @param guide
 *            what was measured at the mode where the first chain begins
 */
record StepChoice(Settings settings, boolean chosen, StepGuide guide) {

    static StepChoice of(Settings settings, StepGuide guide) {
        return settings.find(SgldType.STEP_SIZE).isPresent() ? new StepChoice(settings, false, guide)
                : new StepChoice(settings.with(SgldType.STEP_SIZE, StepGuide.rounded(guide.stepSize())), true, guide);
    }

    Preparation preparation() {
        return new Preparation(settings, text(), facts());
    }

    private double step() {
        return settings.get(SgldType.STEP_SIZE);
    }

    /** Whether the longest step is not stable. */
    private boolean diverges() {
        return guide.diverges(step() * CosineCycle.of(settings).stretch());
    }

    private String text() {
        double bias = guide.bias(step());
        String measured = String.format(Locale.ROOT,
                " (at a mode: largest curvature %.3g, noise %.3g; measured with %d gradients)",
                guide.largestCurvature(), guide.noise(), guide.gradients());
        if (diverges()) {
            return String.format(Locale.ROOT,
                    "warning: %s = %s diverges: stable below %.3g; leave it out to have it chosen",
                    SgldType.STEP_SIZE.path(), step(),
                    4 / guide.largestCurvature() / CosineCycle.of(settings).stretch()) + measured;
        }
        String said = String.format(Locale.ROOT,
                "%s = %s: variances are predicted to be up to %.2g times too large, and %.3g steps"
                        + " along the noisiest direction to be worth one draw",
                SgldType.STEP_SIZE.path(), step(), 1 + bias, guide.autocorrelationTime(step()));
        return chosen
                ? said + "; " + StepGuide.TOLERANCE + " over 1 is what the step was chosen for" + measured
                : bias <= StepGuide.TOLERANCE ? said + measured
                        : "warning: " + said
                                + String.format(Locale.ROOT, "; %.3g would make that %.2g", guide.stepSize(),
                                        1 + StepGuide.TOLERANCE)
                                + measured;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step_size", step());
        facts.put("chosen", chosen);
        facts.put("diverges", diverges());
        if (!diverges()) {
            facts.put("predicted_variance_bias", guide.bias(step()));
            facts.put("predicted_autocorrelation_time", guide.autocorrelationTime(step()));
        }
        facts.put("largest_curvature", guide.largestCurvature());
        facts.put("gradient_noise", guide.noise());
        facts.put("gradients", guide.gradients());
        return facts;
    }
}
