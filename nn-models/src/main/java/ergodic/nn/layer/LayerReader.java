package ergodic.nn.layer;

import java.util.Map;

/** Reads a layer of a configuration. */
@FunctionalInterface
public interface LayerReader {

    /**
     * The layer of a table.
     *
     * @param table
     *            the keys of the layer, {@code type} among them
     * @param number
     *            its number in the network, such as 3, or 3.1 within a container
     * @throws IllegalArgumentException
     *             with a sentence that begins with the layer, if it cannot be read
     */
    Layer read(Map<String, ?> table, String number);
}
