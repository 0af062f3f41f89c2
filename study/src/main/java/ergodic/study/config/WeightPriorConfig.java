package ergodic.study.config;

import ergodic.nn.prior.PriorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code prior.weights}, {@code prior.biases} or {@code prior.gains}, or the prior of a layer. Messages of faults name the key
 * within it.
 *
 * @param family
 *            normal, laplace, student_t, or hierarchical: normal with a scale for each layer that has a prior itself
 * @param scale
 *            scale of the prior; for hierarchical the scale of the prior of the layer's scale
 * @param scaling
 *            {@code none}, or {@code fan_in}: the scale is divided by the square root of the number of inputs
 * @param degrees
 *            degrees of freedom of student_t; null otherwise
 * @param hyper
 *            for hierarchical: {@code half_normal} or {@code half_cauchy}; null otherwise
 * @param centred
 *            for hierarchical: whether the weights are parameters themselves (true) or scale times standard normals
 *            (false); null otherwise
 */
public record WeightPriorConfig(String family, Double scale, String scaling, @Nullable Double degrees,
        @Nullable String hyper, @Nullable Boolean centred) {

    private static final List<String> FAMILIES = List.of("normal", "laplace", "student_t", "hierarchical");

    /** Checks the keys. */
    public WeightPriorConfig(@Nullable String family, @Nullable Double scale, @Nullable String scaling,
            @Nullable Double degrees, @Nullable String hyper, @Nullable Boolean centred) {
        this.family = Check.oneOf("family", FAMILIES, Check.orElse(family, "normal"));
        this.scale = Check.positive("scale", Check.orElse(scale, 1.0));
        this.scaling = Check.oneOf("scaling", List.of("none", "fan_in"), Check.orElse(scaling, "none"));
        boolean studentT = this.family.equals("student_t");
        boolean hierarchical = this.family.equals("hierarchical");
        reject(degrees != null && !studentT, "degrees", "student_t");
        reject(hyper != null && !hierarchical, "hyper", "hierarchical");
        reject(centred != null && !hierarchical, "centred", "hierarchical");
        this.degrees = studentT ? Check.positive("degrees", Check.orElse(degrees, 4.0)) : null;
        this.hyper = hierarchical
                ? Check.oneOf("hyper", List.of("half_normal", "half_cauchy"),
                        Check.orElse(hyper, "half_normal"))
                : null;
        this.centred = hierarchical ? Check.orElse(centred, false) : null;
    }

    private static void reject(boolean misplaced, String key, String family) {
        if (misplaced) {
            throw new ConfigException(key + " belongs to family = \"" + family + "\"; take it out");
        }
    }

    static WeightPriorConfig standardNormal() {
        return new WeightPriorConfig(null, null, null, null, null, null);
    }

    static WeightPriorConfig ofGains() {
        return new WeightPriorConfig(null, PriorSpec.GAIN_SCALE, null, null, null, null);
    }

    WeightPriorConfig forBiases() {
        return new WeightPriorConfig(family, scale, "none", degrees, hyper, centred);
    }
}
