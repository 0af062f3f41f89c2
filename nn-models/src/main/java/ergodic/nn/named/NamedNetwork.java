package ergodic.nn.named;

import ergodic.nn.NetworkSpec;
import ergodic.nn.layer.Layer;
import java.util.List;

/**
 * A network by its name.
 *
 * @param name
 *            as configurations write it
 * @param takes
 *            what rows are, for the table of names
 * @param description
 *            what it is and whose, for the table of names: one line
 * @param scale
 *            scale of a normal prior of weights, before it is divided by the root of the fan-in, that is a good first one: with biases of
 *            half and gains within half of 1 functions under the prior are about as large as logits are wanted, 0.5 to 2.5
 * @param layers
 *            from the inputs on; the output layer comes after them
 */
public record NamedNetwork(String name, String takes, String description, double scale, List<Layer> layers) {

    /** Copies the list. */
    public NamedNetwork {
        layers = List.copyOf(layers);
    }

    /** The network. */
    public NetworkSpec spec() {
        return new NetworkSpec(layers);
    }
}
