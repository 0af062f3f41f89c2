package ergodic.nn.layer;

import ergodic.sampler.words.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The keys of one layer in a configuration, checked, defaults filled in. */
public final class LayerKeys {

    private final Map<String, Object> values;
    private final String number;
    private final LayerReader nested;

    private LayerKeys(Map<String, Object> values, String number, LayerReader nested) {
        this.values = values;
        this.number = number;
        this.nested = nested;
    }

    /**
     * Checks keys.
     *
     * @param type
     *            the layer, which knows its keys
     * @param table
     *            what the configuration holds, but for {@code type} and what all layers share
     * @param shared
     *            keys that all layers share, for messages
     * @param number
     *            number of the layer in its network
     * @param nested
     *            reads the layers of a container
     * @throws IllegalArgumentException
     *             if a key is unknown, missing or holds something else
     */
    static LayerKeys of(LayerType type, Map<String, ?> table, Collection<String> shared, String number,
            LayerReader nested) {
        List<String> names = new ArrayList<>(type.keys().stream().map(LayerKey::name).toList());
        for (String name : table.keySet()) {
            if (!names.contains(name)) {
                names.addAll(shared);
                throw new IllegalArgumentException("there is no key " + name + Normalization.reason(name)
                        .map(reason -> ": " + reason).orElseGet(() -> Nearest.hint(name, names)
                                + "; known there: " + (names.isEmpty() ? "none" : String.join(", ", names))));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (LayerKey key : type.keys()) {
            Object given = table.get(key.name());
            Object value = given == null ? key.fallback() : key.checked(given);
            if (value == null) {
                throw new IllegalArgumentException(key.name() + " is missing (" + key.what() + "); add it");
            }
            values.put(key.name(), value);
        }
        return new LayerKeys(values, number, nested);
    }

    /** All keys with what holds. */
    Map<String, Object> values() {
        return values;
    }

    int whole(String key) {
        return (Integer) value(key);
    }

    double number(String key) {
        return ((Number) value(key)).doubleValue();
    }

    boolean flag(String key) {
        return (Boolean) value(key);
    }

    String word(String key) {
        return (String) value(key);
    }

    /** Whether a key that takes sizes or words holds this word. */
    boolean isWord(String key, String word) {
        return value(key).equals(word);
    }

    /** Sizes along the axes; none where the default is not one of its own. */
    List<Integer> sizes(String key) {
        List<Integer> sizes = new ArrayList<>();
        for (Object size : (List<?>) value(key)) {
            sizes.add((Integer) size);
        }
        return sizes;
    }

    Activation activation() {
        return Activation.of(word("activation"));
    }

    List<Layer> layers(String key) {
        List<Layer> layers = new ArrayList<>();
        for (Object table : (List<?>) value(key)) {
            Map<String, Object> keys = new LinkedHashMap<>();
            ((Map<?, ?>) table).forEach((name, held) -> keys.put(String.valueOf(name), Objects.requireNonNull(held)));
            layers.add(nested.read(keys, number + "." + (layers.size() + 1)));
        }
        return layers;
    }

    private Object value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
