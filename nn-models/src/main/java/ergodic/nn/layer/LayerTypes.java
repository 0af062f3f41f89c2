package ergodic.nn.layer;

import ergodic.sampler.support.SealedCases;
import ergodic.sampler.words.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers that configurations know: the cases of {@link Layer} (and of its sealed parts) that have a static field of type
 * {@link LayerType}.
 */
public final class LayerTypes {

    private static final String TYPE = "type";
    private static final Map<String, LayerType> ALL = all();

    private LayerTypes() {}

    private static Map<String, LayerType> all() {
        Map<String, LayerType> all = new LinkedHashMap<>();
        SealedCases.constants(Layer.class, LayerType.class).forEach(type -> all.put(type.name(), type));
        return all;
    }

    /** All types, in the order of {@link Layer}'s cases. */
    public static Collection<LayerType> list() {
        return List.copyOf(ALL.values());
    }

    /**
     * Reads a layer.
     *
     * @param table
     *            keys of the layer, {@code type} among them, without those that all layers share
     * @param number
     *            its number, for messages
     * @param shared
     *            keys that all layers share, for messages
     * @param nested
     *            reads the layers of a container
     * @throws IllegalArgumentException
     *             if there is no such layer, or a key is unknown, missing or holds something else
     */
    public static Layer read(Map<String, ?> table, String number, Collection<String> shared, LayerReader nested) {
        LayerType type = type(table, number);
        try {
            return type.maker().apply(keys(type, table, shared, number, nested));
        } catch (LayerException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new LayerException("layer " + number + " (" + type.name() + "): " + e.getMessage(), e);
        }
    }

    /** The keys of a layer with all defaults spelled out, those of nested layers as they are. */
    public static Map<String, Object> completed(Map<String, ?> table, String number, Collection<String> shared) {
        LayerType type = type(table, number);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(TYPE, type.name());
        all.putAll(keys(type, table, shared, number, (some, at) -> {
            throw new IllegalStateException("no layer is made here");
        }).values());
        return all;
    }

    private static LayerKeys keys(LayerType type, Map<String, ?> table, Collection<String> shared, String number,
            LayerReader nested) {
        Map<String, Object> keys = new LinkedHashMap<>(table);
        keys.remove(TYPE);
        return LayerKeys.of(type, keys, shared, number, nested);
    }

    private static LayerType type(Map<String, ?> table, String number) {
        Object name = table.get(TYPE);
        LayerType type = name instanceof String word ? ALL.get(word) : null;
        if (type == null) {
            Optional<String> reason = name instanceof String word ? Normalization.reason(word) : Optional.empty();
            if (reason.isPresent()) {
                throw new LayerException("layer " + number + ": there is no type = \"" + name + "\": " + reason.get(),
                        null);
            }
            String names = String.join(", ", ALL.keySet());
            throw new LayerException("layer "
                    + number + (name == null ? " has no type; add type = \"dense\" or another of "
                            : ": type = \"" + name + "\" is not known"
                                    + Nearest.hint(String.valueOf(name), ALL.keySet())
                                    + "; choose one of ")
                    + names, null);
        }
        return type;
    }
}
