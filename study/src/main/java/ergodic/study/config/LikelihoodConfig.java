package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.likelihood.LikelihoodType;
import ergodic.nn.likelihood.LikelihoodTypes;
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
 * @param settings
 *            values of its keys
 */
public record LikelihoodConfig(LikelihoodType type, Settings settings) {

    static final Families FAMILIES = families();

    private static Families families() {
        Map<String, List<Key<?>>> keys = new LinkedHashMap<>();
        LikelihoodTypes.ALL.forEach(type -> keys.put(type.name(), type.keys()));
        return new Families(LikelihoodType.SECTION, List.of(), keys);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LikelihoodConfig of(ObjectNode section) {
        Families.Read read = FAMILIES.read(section);
        return new LikelihoodConfig(LikelihoodTypes.named(read.family()).orElseThrow(), read.own());
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

    /** The likelihood. */
    public Likelihood toLikelihood() {
        return type.maker().apply(settings);
    }

    @JsonValue
    Map<String, Object> toMap() {
        return FAMILIES.written(family(), Settings.of(List.of(), Map.of()), settings);
    }
}
