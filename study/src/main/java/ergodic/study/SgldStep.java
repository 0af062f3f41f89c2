package ergodic.study;

import ergodic.study.config.ConfigException;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.model.Posterior;
import ergodic.sampler.ChainState;
import ergodic.sampler.langevin.StepGuide;
import ergodic.sampler.langevin.StepMeasurement;
import ergodic.sampler.run.RandomStreams;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * The step of a run by stochastic gradients: chosen for the data where the configuration leaves it out, and in either case
 * with the bias that it is predicted to have.
 *
 * @param config
 *            the configuration with the step spelled out
 * @param chosen
 *            whether the step was chosen here
 * @param guide
 *            what was measured at the mode where the first chain begins
 */
record SgldStep(RunPlan config, boolean chosen, StepGuide guide) {

    /** The step of a configuration; null for a method that finds its own. */
    static @Nullable SgldStep of(Study study, RunPlan config) {
        SamplerConfig sampler = config.sampler();
        Integer batch = sampler.batchSize();
        if (batch == null) {
            return null;
        }
        Posterior density = study.posterior(1);
        UniformRandomProvider rng = RandomStreams.ofChain(sampler.seed(), 0);
        ChainState state = new ChainState(density.dimension());
        study.start().findInto(state, density, rng);
        StepGuide guide;
        try {
            guide = StepMeasurement.at(density, state.theta(), batch, rng);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("no step can be chosen for sgld: at the mode that the warm start finds the"
                    + " gradients are not finite or the density is flat; check the data and the priors, or enable the"
                    + " warm start");
        }
        Double given = sampler.stepSize();
        return given != null ? new SgldStep(config, false, guide)
                : new SgldStep(config.withSampler(sampler.withStepSize(rounded(guide.stepSize()))), true, guide);
    }

    /** Three digits, rounded down. */
    private static double rounded(double step) {
        double unit = Math.pow(10, Math.floor(Math.log10(step)) - 2);
        return Double.parseDouble(String.format(Locale.ROOT, "%.2e", Math.floor(step / unit) * unit));
    }

    private double step() {
        return Objects.requireNonNull(config.sampler().stepSize());
    }

    /** One sentence. */
    String text() {
        double bias = guide.bias(step());
        String measured = String.format(Locale.ROOT,
                " (at a mode: largest curvature %.3g, noise %.3g; measured with %d gradients)",
                guide.largestCurvature(), guide.noise(), guide.gradients());
        if (guide.diverges(step())) {
            return String.format(Locale.ROOT,
                    "warning: sampler.step_size = %s diverges: stable below %.3g; leave it out to have"
                            + " it chosen",
                    step(), 4 / guide.largestCurvature()) + measured;
        }
        String said = String.format(Locale.ROOT,
                "sampler.step_size = %s: variances are predicted to be up to %.2g times too large", step(), 1 + bias);
        return chosen ? said + ", " + StepGuide.TOLERANCE + " over 1 being what the step was chosen for" + measured
                : bias <= StepGuide.TOLERANCE ? said + measured
                        : "warning: " + said
                                + String.format(Locale.ROOT, "; %.3g would make that %.2g", guide.stepSize(),
                                        1 + StepGuide.TOLERANCE)
                                + measured;
    }

    /** As JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("step_size", step());
        document.put("chosen", chosen);
        document.put("diverges", guide.diverges(step()));
        if (!guide.diverges(step())) {
            document.put("predicted_variance_bias", guide.bias(step()));
        }
        document.put("largest_curvature", guide.largestCurvature());
        document.put("gradient_noise", guide.noise());
        document.put("gradients", guide.gradients());
        return document;
    }
}
