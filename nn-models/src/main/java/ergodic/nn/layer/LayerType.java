package ergodic.nn.layer;

import java.util.List;
import java.util.function.Function;

/**
 * How a configuration tells a layer. It stands beside the layer, as a static field, by which {@link LayerTypes} finds it.
 *
 * @param name
 *            its name
 * @param keys
 *            its keys
 * @param maker
 *            makes the layer of checked keys
 */
public record LayerType(String name, List<LayerKey> keys, Function<LayerKeys, Layer> maker) {

    /** Copies the list. */
    public LayerType {
        keys = List.copyOf(keys);
    }

    static LayerType of(String name, Function<LayerKeys, Layer> maker, LayerKey... keys) {
        return new LayerType(name, List.of(keys), maker);
    }
}
