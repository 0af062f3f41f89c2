package ergodic.study.config;

import ergodic.nn.Activation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [network]}.
 *
 * @param hidden
 *            units of each hidden layer; empty for a linear model
 * @param activation
 *            one activation for all hidden layers, or one a layer
 */
public record NetworkConfig(List<Integer> hidden, List<String> activation) {

    private static final List<String> ACTIVATIONS = Arrays.stream(Activation.values()).map(Activation::key).toList();

    /** Checks the keys. */
    public NetworkConfig(@Nullable List<Integer> hidden, @Nullable List<String> activation) {
        this.hidden = List.copyOf(Check.orElse(hidden, List.of(16, 16)));
        this.activation = List.copyOf(Check.orElse(activation, List.of("tanh")));
        for (int units : this.hidden) {
            Check.atLeast("network.hidden", 1, units);
        }
        for (String name : this.activation) {
            Check.oneOf("network.activation", ACTIVATIONS, name);
        }
        if (this.activation.size() != 1 && this.activation.size() != this.hidden.size()) {
            throw new ConfigException("network.activation must name one activation, or one for each of the "
                    + this.hidden.size() + " hidden layers, not " + this.activation.size());
        }
    }

    static NetworkConfig defaults() {
        return new NetworkConfig(null, null);
    }

    /** Activation of hidden layer {@code layer}. */
    public String activationOf(int layer) {
        return activation.get(activation.size() == 1 ? 0 : layer);
    }
}
