package ergodic.nn.prior;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a configuration tells a prior of weights. It stands in the prior, as a public static field, by which {@link PriorTypes} finds it. Its keys
 * stand in several sections, so that they name none.
 *
 * @param name
 *            value of {@code family}
 * @param keys
 *            its own keys, beside {@link #SCALE} and {@link #SCALING}, which all have
 * @param maker
 *            makes the prior
 * @param adviser
 *            what of its keys can be changed where sampling is hard
 */
public record PriorType(String name, List<Key<?>> keys, Maker maker, Adviser adviser) {

    /** {@code scale}. */
    public static final Key<Double> SCALE = Key.real("scale", 1.0, Key.positive(),
            "scale of the prior; for `hierarchical` the scale of the prior of the layer's scale").in("");
    /** {@code scaling}. */
    public static final Key<String> SCALING = Key.choice("scaling", List.of("none", "fan_in"), "none",
            "`\"fan_in\"` divides the scale by the square root of the layer's number of inputs").in("");

    /** Makes a prior of checked keys. */
    @FunctionalInterface
    public interface Maker {

        /** The prior of a scale and its scaling, and of the keys of its own. */
        WeightPrior make(double scale, Scaling scaling, Settings own);
    }

    /** Says what can be changed. */
    @FunctionalInterface
    public interface Adviser {

        /**
         * Sentences about keys of this prior, by what they help against.
         *
         * @param section
         *            where the prior stands, such as {@code prior.weights}
         * @param own
         *            values of the keys of its own
         */
        Map<Advice.Model, String> advice(String section, Settings own);
    }

    /** Copies the list. */
    public PriorType {
        keys = List.copyOf(keys);
    }

    /** A prior with nothing to be changed. */
    static PriorType of(String name, Maker maker) {
        return new PriorType(name, List.of(), maker, (section, own) -> Map.of());
    }

    /**
     * The prior.
     *
     * @param shared
     *            values of {@link #SCALE} and {@link #SCALING}
     * @param own
     *            values of the keys of its own
     */
    public WeightPrior prior(Settings shared, Settings own) {
        return maker.make(shared.get(SCALE), Scaling.valueOf(shared.get(SCALING).toUpperCase(Locale.ROOT)), own);
    }
}
