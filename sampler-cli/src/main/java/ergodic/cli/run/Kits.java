package ergodic.cli.run;

import ergodic.cli.config.SamplerConfig;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Tuner;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.StaticHmc;
import ergodic.sampler.langevin.Sgld;
import ergodic.sampler.langevin.SgldSettings;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;
import ergodic.sampler.warmup.PolynomialDecay;
import ergodic.sampler.warmup.WarmupSettings;
import ergodic.sampler.warmup.WindowedWarmup;
import java.util.Locale;
import java.util.Objects;

/** From {@code [sampler]} to the kernel and tuner of a chain. */
final class Kits {

    private Kits() {}

    /** What one chain runs with; the density, start and transform must be its own. */
    static ChainKit of(SamplerConfig config, StochasticLogDensity density, StartingPoint start,
            DrawTransform transform) {
        return switch (config.method()) {
            case "nuts" ->
                new ChainKit(density, new Nuts(density, nuts(config)), warmup(config, density), start, transform);
            case "hmc" -> new ChainKit(density, new StaticHmc(density, hmc(config)), warmup(config, density), start,
                    transform);
            case "sgld" -> new ChainKit(density, new Sgld(density, new SgldSettings(given(config.batchSize()))),
                    steps(config, density.dimension()), start, transform);
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

    private static Tuner warmup(SamplerConfig config, StochasticLogDensity density) {
        WarmupSettings settings = WarmupSettings.defaults(config.warmup())
                .withMetric(MetricKind.valueOf(given(config.metric()).toUpperCase(Locale.ROOT)))
                .withTargetAcceptance(given(config.targetAcceptance()));
        Double stepSize = config.stepSize();
        return new WindowedWarmup(density, stepSize == null ? settings : settings.withInitialStepSize(stepSize));
    }

    /** Steps {@code a (1 + t / b)^-gamma}, which are {@code a b^gamma (b + t)^-gamma}. */
    private static Tuner steps(SamplerConfig config, int dimension) {
        double first = given(config.stepSize());
        double gamma = given(config.stepDecay());
        double start = given(config.stepDecayStart());
        UnitMetric metric = new UnitMetric(dimension);
        return gamma == 0 ? new FixedTuning(first, metric)
                : new PolynomialDecay(first * Math.pow(start, gamma), start, gamma, metric);
    }

    private static <T> T given(@org.jspecify.annotations.Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
