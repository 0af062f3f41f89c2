package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.PriorType;
import ergodic.nn.prior.PriorTypes;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code prior.weights}, {@code prior.biases}, {@code prior.gains} or {@code prior.outputs}, or the prior of a layer: a family, which declares its keys beside
 * those of all. Messages of faults name the key within it.
 *
 * @param type
 *            the family
 * @param shared
 *            values of the keys of all families
 * @param settings
 *            values of the family's own keys
 */
public record WeightPriorConfig(PriorType type, Settings shared, Settings settings) {

    static final Families FAMILIES = families();

    private static Families families() {
        Map<String, List<Key<?>>> keys = new LinkedHashMap<>();
        PriorTypes.ALL.forEach(type -> keys.put(type.name(), type.keys()));
        return new Families("", List.of(PriorType.SCALE, PriorType.SCALING), keys);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WeightPriorConfig of(ObjectNode section) {
        Families.Read read = FAMILIES.read(section);
        return new WeightPriorConfig(PriorTypes.named(read.family()).orElseThrow(), read.shared(), read.own());
    }

    static WeightPriorConfig standardNormal() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    static WeightPriorConfig ofGains() {
        WeightPriorConfig normal = standardNormal();
        return new WeightPriorConfig(normal.type, normal.shared.with(PriorType.SCALE, PriorSpec.GAIN_SCALE),
                normal.settings);
    }

    WeightPriorConfig forBiases() {
        return new WeightPriorConfig(type, shared.with(PriorType.SCALING, "none"), settings);
    }

    /** Its scale, before scaling by fan-in. */
    public double scale() {
        return shared.get(PriorType.SCALE);
    }

    /** The same with another scale. */
    WeightPriorConfig withScale(double scale) {
        return new WeightPriorConfig(type, shared.with(PriorType.SCALE, scale), settings);
    }

    /** The prior. */
    public WeightPrior toPrior() {
        return type.prior(shared, settings);
    }

    /** Sentences about its keys, by what they help against. */
    public Map<Advice.Model, String> advice(String section) {
        return type.adviser().advice(section, settings);
    }

    @JsonValue
    Map<String, Object> toMap() {
        return FAMILIES.written(type.name(), shared, settings);
    }
}
