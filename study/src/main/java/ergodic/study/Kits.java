package ergodic.study;

import ergodic.study.config.SamplerConfig;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.langevin.SgldSettings;
import ergodic.sampler.method.HmcMethod;
import ergodic.sampler.method.NutsMethod;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.SgldMethod;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.run.Inference;
import ergodic.sampler.warmup.WarmupSettings;
import java.util.Locale;
import java.util.Objects;

/** From {@code [sampler]} to the method of its chains. */
final class Kits {

    private Kits() {}

    /** What one chain runs with; the density, start and transform must be its own. */
    static Inference of(SamplerConfig config, StochasticLogDensity density, StartingPoint start,
            DrawTransform transform) {
        return method(config).kit(density, start, transform);
    }

    /** The method of a configuration, with its settings. */
    static SamplingMethod method(SamplerConfig config) {
        return switch (config.method()) {
            case "nuts" -> new NutsMethod(warmup(config), nuts(config));
            case "hmc" -> new HmcMethod(warmup(config), hmc(config));
            case "sgld" -> new SgldMethod(new SgldSettings(given(config.batchSize())), given(config.stepSize()),
                    given(config.stepDecay()), given(config.stepDecayStart()));
            default -> throw new IllegalArgumentException("no method " + config.method());
        };
    }

    /** What to change of {@code [sampler]} when a run diverges, as the end of a sentence. */
    static String againstDivergences(SamplerConfig config) {
        String smaller = config.stepSize() == null ? ""
                : " or lower sampler.step_size (it is " + config.stepSize() + ")";
        return switch (config.method()) {
            case "sgld" -> "lower sampler.step_size (it is " + config.stepSize()
                    + "), or leave it out to have it chosen for the data";
            case "hmc" -> "raise sampler.target_acceptance (it is " + config.targetAcceptance() + ")" + smaller
                    + ", or lower sampler.integration_time; check the scales of the data and the priors";
            default -> "raise sampler.target_acceptance (it is " + config.targetAcceptance() + ")" + smaller
                    + "; check the scales of the data and the priors";
        };
    }

    private static NutsSettings nuts(SamplerConfig config) {
        return NutsSettings.defaults().withMaxTreeDepth(given(config.maxTreeDepth()));
    }

    private static HmcSettings hmc(SamplerConfig config) {
        return HmcSettings.ofTime(given(config.integrationTime())).withJitter(given(config.jitter()), 0);
    }

    private static WarmupSettings warmup(SamplerConfig config) {
        WarmupSettings settings = WarmupSettings.defaults(config.warmup())
                .withMetric(MetricKind.valueOf(given(config.metric()).toUpperCase(Locale.ROOT)))
                .withTargetAcceptance(given(config.targetAcceptance()));
        Double stepSize = config.stepSize();
        return stepSize == null ? settings : settings.withInitialStepSize(stepSize);
    }

    private static <T> T given(@org.jspecify.annotations.Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
