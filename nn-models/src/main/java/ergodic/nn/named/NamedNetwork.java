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
 * @param layers
 *            from the inputs on; the output layer comes after them
 */
public record NamedNetwork(String name, String takes, String description, List<Layer> layers) {

    /** Copies the list. */
    public NamedNetwork {
        layers = List.copyOf(layers);
    }

    /** The network. */
    public NetworkSpec spec() {
        return new NetworkSpec(layers);
    }
}
