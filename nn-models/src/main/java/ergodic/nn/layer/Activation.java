package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a hidden layer applies to each of its sums. */
public enum Activation {
    /** Hyperbolic tangent. */
    TANH,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x} above 0, {@code 0.01 x} below. */
    LEAKY_RELU,
    /** {@code x} above 0, {@code e^x - 1} below. */
    ELU,
    /** {@code x Phi(x)}. */
    GELU,
    /** {@code x sigmoid(x)}. */
    SILU,
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID,
    /** {@code log(1 + e^x)}. */
    SOFTPLUS,
    /** {@code x}. */
    IDENTITY;

    /** Their names in configurations. */
    public static final List<String> KEYS = Arrays.stream(values()).map(Activation::key).toList();

    /** The activation of this name, in lower case with underscores as in configurations. */
    public static Activation of(String name) {
        for (Activation activation : values()) {
            if (activation.key().equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("network.activation: there is no activation \"" + name + "\"; there are "
                + String.join(", ", KEYS));
    }

    /** Its name in configurations. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Applies it to each element. */
    public Tensor apply(Tensor x) {
        return switch (this) {
            case TANH -> x.tanh();
            case RELU -> x.relu();
            case LEAKY_RELU -> x.leakyRelu(0.01);
            case ELU -> x.elu(1);
            case GELU -> x.gelu();
            case SILU -> x.silu();
            case SIGMOID -> x.sigmoid();
            case SOFTPLUS -> x.softplus();
            case IDENTITY -> x;
        };
    }
}
