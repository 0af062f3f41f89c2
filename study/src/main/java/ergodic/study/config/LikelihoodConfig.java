package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.likelihood.LikelihoodType;
import ergodic.nn.likelihood.LikelihoodTypes;
import ergodic.nn.likelihood.MultivariateNormalLikelihood;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code [likelihood]}: a family, which declares the other keys.
 *
 * @param type
 *            the family
 * @param shared
 *            values of the keys of all families
 * @param settings
 *            values of its keys
 */
public record LikelihoodConfig(LikelihoodType type, Settings shared, Settings settings) {

    static final Key<Double> TEMPERATURE = Key.real("temperature", 1.0, Key.positive(),
            "T of a [cold posterior](networks.md#cold-posteriors): the likelihood is raised to the power 1 / T, the prior is not; other than at 1"
                    + " that is not the posterior of the model, and is said")
            .in(LikelihoodType.SECTION);

    static final Families FAMILIES = families();

    private static Families families() {
        Map<String, List<Key<?>>> keys = new LinkedHashMap<>();
        LikelihoodTypes.ALL.forEach(type -> keys.put(type.name(), type.keys()));
        return new Families(LikelihoodType.SECTION, List.of(TEMPERATURE), keys);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LikelihoodConfig of(ObjectNode section) {
        Families.Read read = FAMILIES.read(section);
        LikelihoodType type = LikelihoodTypes.named(read.family()).orElseThrow();
        LikelihoodConfig config = new LikelihoodConfig(type, read.shared(), read.own());
        try {
            config.toLikelihood();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("likelihood: " + e.getMessage());
        }
        return config;
    }

    static LikelihoodConfig defaults() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    /** The name of a family, or an exception that names the nearest one. */
    public static String requireFamily(String key, String family) {
        return Check.oneOf(key, LikelihoodTypes.names(), family);
    }

    /** Name of the family. */
    public String family() {
        return type.name();
    }

    /** Temperature of the likelihood; 1 for the posterior of the model. */
    public double temperature() {
        return shared.get(TEMPERATURE);
    }

    /** The likelihood. */
    public Likelihood toLikelihood() {
        return type.maker().apply(settings);
    }

    @JsonValue
    Map<String, Object> toMap() {
        Map<String, Object> map = FAMILIES.written(family(), shared, settings);
        // Written only where it is another: configurations and fingerprints of all other runs stay what they were.
        map.remove(TEMPERATURE.name(), TEMPERATURE.fallback());
        if (type.equals(MultivariateNormalLikelihood.TYPE)) {
            map.remove(GaussianLikelihood.NOISE.name(), GaussianLikelihood.NOISE.fallback());
        }
        return map;
    }
}
