package ergodic.sampler.draws;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a variable is within its model. It is said where the variable is declared and stored with it, and decides what draws
 * are judged by and which prior a layer's variable gets; its name decides nothing.
 */
public enum VariableRole {
    /** Multiplies the inputs of a unit. Not identifiable: units permute, signs flip. */
    WEIGHT(false),
    /** Is added to a unit's sum; it goes with its unit. */
    BIAS(false),
    /** Scales one channel or feature, as in a normalisation; it goes with its channel. */
    GAIN(false),
    /** Stands behind weights, one for each: not scaled yet, or a scale of its own. As little identifiable as they are. */
    LATENT(false),
    /** A standard deviation or a dispersion: of noise, or of all weights of a layer. */
    SCALE(true),
    /** What the model predicts at probe inputs: evidence where chains lie in several modes. */
    PREDICTION(true),
    /** Another function of the parameters that is identifiable. */
    FUNCTION(true),
    /** Parameters of the predictive distributions of rows: what predictions are made of where weights are not kept. Not judged. */
    COMPONENT(false),
    /** Log likelihood of each training row: for leave-one-out and weights of models. Stored in a group of its own, and not judged. */
    LOG_LIKELIHOOD(false),
    /**
     * A position about which the network is linear: where draws have one, predictions are those of the network linearised there, and not of the network at the
     * draw. Not judged.
     */
    CENTRE(false),
    /** Standard deviation of a prior that was chosen by the data and not sampled. Not judged. */
    PRIOR_SCALE(false),
    /** Of a model that does not say more. */
    OTHER(true);

    private final boolean identifiable;

    VariableRole(boolean identifiable) {
        this.identifiable = identifiable;
    }

    /**
     * Whether chains that explore the same posterior must agree on it. Of a network's weights they need not: where there are
     * predictions, draws are judged by identifiable variables only.
     */
    public boolean identifiable() {
        return identifiable;
    }

    /** Its word in a store. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word in a store; null if there is none, as in a store of an earlier version. */
    static @Nullable VariableRole ofKey(String key) {
        for (VariableRole role : values()) {
            if (role.key().equals(key)) {
                return role;
            }
        }
        return null;
    }

    /**
     * The role that a name suggests, for draws that come without roles: stores of earlier versions and files of other
     * programs. This is the only place where a name is read. A word {@code weight}, {@code weights} or {@code bias}
     * between points and underscores tells weights and biases, unless {@code scale} follows it:
     * {@code layer1.weight}, {@code layer1.weight_raw}, {@code out.bias}, but not {@code layer1.bias_scale}. A variable
     * {@code prediction} holds predictions. All else is {@link #OTHER}.
     *
     * @param variable
     *            name of a variable or of one of its elements
     */
    public static VariableRole ofName(String variable) {
        if (variable.equals("prediction")) {
            return PREDICTION;
        }
        int bracket = variable.indexOf('[');
        String[] words = (bracket < 0 ? variable : variable.substring(0, bracket)).split("[._]", -1);
        for (int i = 0; i < words.length; i++) {
            boolean ofScale = i + 1 < words.length && words[i + 1].equals("scale");
            switch (ofScale ? "" : words[i]) {
                case "weight", "weights" -> {
                    return WEIGHT;
                }
                case "bias" -> {
                    return BIAS;
                }
                default -> {
                    // The next word may tell.
                }
            }
        }
        return OTHER;
    }
}
