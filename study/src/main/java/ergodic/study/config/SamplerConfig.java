package ergodic.study.config;

import ergodic.sampler.hmc.NutsSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [sampler]}. Keys that do not belong to the method are null.
 *
 * @param method
 *            nuts, hmc or sgld
 * @param chains
 *            number of chains
 * @param warmup
 *            warm-up transitions a chain; adapted and not kept
 * @param draws
 *            draws a chain
 * @param thin
 *            transitions for each draw kept
 * @param seed
 *            seed of everything random but the split of the data
 * @param precision
 *            float64 or float32: the numbers in which values of single rows are computed; positions, log densities and sums over
 *            rows are float64 in either case
 * @param targetAcceptance
 *            nuts, hmc: acceptance rate that the step size is adapted to
 * @param metric
 *            nuts, hmc: unit, diagonal or dense
 * @param maxTreeDepth
 *            nuts: largest depth of the trajectory tree
 * @param integrationTime
 *            hmc: step size times number of steps of a trajectory
 * @param jitter
 *            hmc: the integration time is multiplied by a uniform number between 1 - jitter and 1 + jitter
 * @param stepSize
 *            nuts, hmc: initial step size; sgld: (first) step; found if left out
 * @param batchSize
 *            sgld: rows in a gradient
 * @param stepDecay
 *            sgld: gamma of the steps {@code a (1 + t / b)^-gamma}; 0 keeps the step constant
 * @param stepDecayStart
 *            sgld: b of the steps
 */
public record SamplerConfig(String method, Integer chains, Integer warmup, Integer draws, Integer thin, Long seed,
        String precision, @Nullable Double targetAcceptance, @Nullable String metric, @Nullable Integer maxTreeDepth,
        @Nullable Double integrationTime, @Nullable Double jitter, @Nullable Double stepSize,
        @Nullable Integer batchSize, @Nullable Double stepDecay, @Nullable Double stepDecayStart) {

    /** Checks the keys. */
    public SamplerConfig(@Nullable String method, @Nullable Integer chains, @Nullable Integer warmup,
            @Nullable Integer draws, @Nullable Integer thin, @Nullable Long seed, @Nullable String precision,
            @Nullable Double targetAcceptance,
            @Nullable String metric, @Nullable Integer maxTreeDepth, @Nullable Double integrationTime,
            @Nullable Double jitter, @Nullable Double stepSize, @Nullable Integer batchSize,
            @Nullable Double stepDecay, @Nullable Double stepDecayStart) {
        this.method = Check.oneOf("sampler.method", List.of("nuts", "hmc", "sgld"), Check.orElse(method, "nuts"));
        this.chains = Check.atLeast("sampler.chains", 1, Check.orElse(chains, 4));
        this.warmup = Check.atLeast("sampler.warmup", 0, Check.orElse(warmup, 1000));
        this.draws = Check.atLeast("sampler.draws", 1, Check.orElse(draws, 1000));
        this.thin = Check.atLeast("sampler.thin", 1, Check.orElse(thin, 1));
        this.seed = Check.orElse(seed, 1L);
        this.precision = Check.oneOf("sampler.precision", List.of("float64", "float32"),
                Check.orElse(precision, "float64"));
        boolean nuts = this.method.equals("nuts");
        boolean hmc = this.method.equals("hmc");
        boolean sgld = this.method.equals("sgld");
        belongs("target_acceptance", targetAcceptance, nuts || hmc);
        belongs("metric", metric, nuts || hmc);
        belongs("max_tree_depth", maxTreeDepth, nuts);
        belongs("integration_time", integrationTime, hmc);
        belongs("jitter", jitter, hmc);
        belongs("batch_size", batchSize, sgld);
        belongs("step_decay", stepDecay, sgld);
        belongs("step_decay_start", stepDecayStart, sgld);
        this.targetAcceptance = sgld ? null
                : Check.between("sampler.target_acceptance", 0, 1, Check.orElse(targetAcceptance, 0.8));
        this.metric = sgld ? null
                : Check.oneOf("sampler.metric", List.of("unit", "diagonal", "dense"), Check.orElse(metric, "diagonal"));
        this.maxTreeDepth = nuts
                ? Check.within("sampler.max_tree_depth", 1, NutsSettings.DEEPEST, Check.orElse(maxTreeDepth, 10))
                : null;
        this.integrationTime = hmc ? Check.positive("sampler.integration_time", Check.orElse(integrationTime, 1.0))
                : null;
        this.jitter = hmc ? Check.share("sampler.jitter", Check.orElse(jitter, 0.2)) : null;
        if (stepSize != null) {
            Check.positive("sampler.step_size", stepSize);
        }
        this.stepSize = stepSize;
        this.batchSize = sgld ? Check.atLeast("sampler.batch_size", 1, Check.orElse(batchSize, 100)) : null;
        this.stepDecay = sgld ? decay(Check.orElse(stepDecay, 0.0)) : null;
        this.stepDecayStart = sgld ? Check.positive("sampler.step_decay_start", Check.orElse(stepDecayStart, 1000.0))
                : null;
    }

    private static double decay(double value) {
        if (value != 0 && !(value > 0.5 && value <= 1)) {
            throw new ConfigException(
                    "sampler.step_decay must be 0, for a constant step, or above 0.5 and at most 1, not "
                            + value);
        }
        return value;
    }

    private void belongs(String key, @Nullable Object value, boolean fits) {
        if (value != null && !fits) {
            throw new ConfigException(
                    "sampler." + key + " does not belong to method = \"" + method + "\"; take it out");
        }
    }

    static SamplerConfig defaults() {
        return new SamplerConfig(null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    /** The same with another number of draws. */
    public SamplerConfig withDraws(int newDraws) {
        return new SamplerConfig(method, chains, warmup, newDraws, thin, seed, precision, targetAcceptance, metric,
                maxTreeDepth, integrationTime, jitter, stepSize, batchSize, stepDecay, stepDecayStart);
    }

    /** The same with another step size. */
    public SamplerConfig withStepSize(double newStepSize) {
        return new SamplerConfig(method, chains, warmup, draws, thin, seed, precision, targetAcceptance, metric,
                maxTreeDepth, integrationTime, jitter, newStepSize, batchSize, stepDecay, stepDecayStart);
    }

    /** The same with another warm-up. */
    public SamplerConfig withWarmup(int newWarmup) {
        return new SamplerConfig(method, chains, newWarmup, draws, thin, seed, precision, targetAcceptance, metric,
                maxTreeDepth, integrationTime, jitter, stepSize, batchSize, stepDecay, stepDecayStart);
    }

    /** The same computed in other numbers: float64 or float32. */
    public SamplerConfig withPrecision(String newPrecision) {
        return new SamplerConfig(method, chains, warmup, draws, thin, seed, newPrecision, targetAcceptance, metric,
                maxTreeDepth, integrationTime, jitter, stepSize, batchSize, stepDecay, stepDecayStart);
    }
}
