package ergodic.sampler.swag;

import ergodic.sampler.optimize.AdamW;
import ergodic.sampler.optimize.AdamWSettings;
import ergodic.sampler.optimize.Optimizer;
import ergodic.sampler.optimize.Sgd;
import java.util.List;

/** What makes the steps of a path: its points spread as its steps do. */
public enum PathKind {
    /** Gradient descent with momentum 0.9, as published. */
    SGD("sgd"),
    /** Adam, whose steps have one length in all coordinates. */
    ADAM("adam");

    private static final double MOMENTUM = 0.9;

    private final String key;

    PathKind(String key) {
        this.key = key;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** Their names. */
    public static List<String> keys() {
        return List.of(SGD.key, ADAM.key);
    }

    /** The one of this name. */
    public static PathKind of(String key) {
        for (PathKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no path by \"" + key + "\"; there are " + keys());
    }

    Optimizer create(int dimension, double rate) {
        return switch (this) {
            case SGD -> new Sgd(dimension, rate, MOMENTUM);
            case ADAM -> new AdamW(dimension, AdamWSettings.of(rate));
        };
    }
}
