package ergodic.sampler.laplace;

import ergodic.sampler.method.ChosenScales;
import java.util.List;

/** Which scales of normal priors are chosen by the evidence, and how many of them. */
public enum PriorScale {
    /** None: they are as given. */
    GIVEN("given", ChosenScales.NONE),
    /** One factor of all. */
    GLOBAL("global", ChosenScales.BY_VARIABLE),
    /** One for each variable, such as the weights of a layer. */
    LAYER("layer", ChosenScales.BY_VARIABLE),
    /** One for each weight (automatic relevance determination). */
    WEIGHT("weight", ChosenScales.BY_WEIGHT);

    private final String key;
    private final ChosenScales stored;

    PriorScale(String key, ChosenScales stored) {
        this.key = key;
        this.stored = stored;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** What is stored of them. */
    public ChosenScales stored() {
        return stored;
    }

    /** Their names. */
    public static List<String> keys() {
        return List.of(GIVEN.key, GLOBAL.key, LAYER.key, WEIGHT.key);
    }

    /** The one of this name. */
    public static PriorScale of(String key) {
        for (PriorScale scale : values()) {
            if (scale.key.equals(key)) {
                return scale;
            }
        }
        throw new IllegalArgumentException("there is no choice of scales \"" + key + "\"; there are " + keys());
    }
}
