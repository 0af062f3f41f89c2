package ergodic.sampler.laplace;

import java.util.Arrays;
import java.util.List;

/** How predictions are made of the draws. */
public enum LaplacePredictions {
    /** The network linearised about the mode, at each draw. */
    LINEARISED("linearised"),
    /** Of classes: the moments of the linearised network's logits, and the probit approximation of their integral. */
    PROBIT("probit"),
    /** The network itself, at each draw. */
    NETWORK("network");

    private final String key;

    LaplacePredictions(String key) {
        this.key = key;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** Names of all. */
    static List<String> keys() {
        return Arrays.stream(values()).map(LaplacePredictions::key).toList(); // cold: names of a key
    }

    /** The form of this name. */
    public static LaplacePredictions of(String key) {
        for (LaplacePredictions form : values()) {
            if (form.key.equals(key)) {
                return form;
            }
        }
        throw new IllegalArgumentException("there are no predictions \"" + key + "\"");
    }
}
