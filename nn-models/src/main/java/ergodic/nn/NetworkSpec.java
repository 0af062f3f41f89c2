package ergodic.nn;

import java.util.List;

/**
 * A dense network ({@code [network]} of a configuration).
 *
 * @param hidden
 *            units of each hidden layer, from the inputs on; empty for a linear model
 * @param activations
 *            activation of each hidden layer
 */
public record NetworkSpec(List<Integer> hidden, List<Activation> activations) {

    /** Checks the numbers. */
    public NetworkSpec {
        hidden = List.copyOf(hidden);
        activations = List.copyOf(activations);
        for (int units : hidden) {
            if (units < 1) {
                throw new IllegalArgumentException("network.hidden: a layer must have at least 1 unit, not " + units);
            }
        }
        if (activations.size() != hidden.size()) {
            throw new IllegalArgumentException("network.activation must name one activation for each of the "
                    + hidden.size() + " hidden layers, not " + activations.size());
        }
    }

    /** Hidden layers with one activation. */
    public static NetworkSpec of(Activation activation, int... hidden) {
        List<Integer> units = java.util.Arrays.stream(hidden).boxed().toList();
        return new NetworkSpec(units, units.stream().map(u -> activation).toList());
    }
}
