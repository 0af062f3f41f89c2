package ergodic.study.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [likelihood]}.
 *
 * @param family
 *            gaussian, bernoulli, categorical, poisson or negative_binomial
 * @param noise
 *            for gaussian: {@code constant}, one scale with a prior, or {@code network}, a second output; null otherwise
 * @param noiseScale
 *            for constant noise: scale of the half-normal prior of the noise scale, in standardised units; null otherwise
 */
public record LikelihoodConfig(String family, @Nullable String noise, @Nullable Double noiseScale) {

    private static final List<String> FAMILIES = List.of("gaussian", "bernoulli", "categorical", "poisson",
            "negative_binomial");

    /** Checks the keys. */
    public LikelihoodConfig(@Nullable String family, @Nullable String noise, @Nullable Double noiseScale) {
        this.family = Check.oneOf("likelihood.family", FAMILIES, Check.orElse(family, "gaussian"));
        boolean gaussian = this.family.equals("gaussian");
        if (!gaussian && (noise != null || noiseScale != null)) {
            throw new ConfigException("likelihood.noise and likelihood.noise_scale belong to family = \"gaussian\", not"
                    + " to \"" + family + "\"; take them out");
        }
        this.noise = gaussian
                ? Check.oneOf("likelihood.noise", List.of("constant", "network"), Check.orElse(noise, "constant"))
                : null;
        boolean constant = "constant".equals(this.noise);
        if (!constant && noiseScale != null) {
            throw new ConfigException("likelihood.noise_scale belongs to noise = \"constant\"; take it out");
        }
        this.noiseScale = constant ? Check.positive("likelihood.noise_scale", Check.orElse(noiseScale, 1.0)) : null;
    }

    /** The name of a family, or an exception that names the nearest one. */
    public static String requireFamily(String key, String family) {
        return Check.oneOf(key, FAMILIES, family);
    }

    static LikelihoodConfig defaults() {
        return new LikelihoodConfig(null, null, null);
    }
}
