package ergodic.study.config;

import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerTypes;
import ergodic.nn.layer.WithPriors;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table of {@code [[network.layers]]}: the type of a layer and its keys, which it declares itself, and priors of its own, which
 * are keys of all layers.
 */
final class LayerConfig {

    /** Keys of priors, by the role of what they are of. */
    private static final Map<String, VariableRole> PRIORS = priors();

    private LayerConfig() {}

    private static Map<String, VariableRole> priors() {
        Map<String, VariableRole> keys = new LinkedHashMap<>();
        keys.put("weights", VariableRole.WEIGHT);
        keys.put("biases", VariableRole.BIAS);
        keys.put("gains", VariableRole.GAIN);
        return keys;
    }

    /**
     * The layer.
     *
     * @param table
     *            its keys
     * @param number
     *            its number in the network
     * @param priors
     *            makes priors of their sections
     * @throws IllegalArgumentException
     *             with a sentence that names the layer, if it cannot be read
     */
    static Layer layer(Map<String, ?> table, String number, Function<WeightPriorConfig, WeightPrior> priors) {
        Map<VariableRole, WeightPrior> own = new LinkedHashMap<>();
        PRIORS.forEach((key, role) -> {
            Object section = table.get(key);
            if (section != null) {
                own.put(role, priors.apply(ConfigFile.prior("network.layers: layer " + number, key, section)));
            }
        });
        Layer layer = LayerTypes.read(without(table), number, PRIORS.keySet(),
                (nested, at) -> layer(nested, at, priors));
        return own.isEmpty() ? layer : new WithPriors(layer, own);
    }

    /** The prior that a layer has of its own for a role. */
    static Optional<WeightPriorConfig> prior(Map<String, ?> table, VariableRole role) {
        return Optional.ofNullable(table.get(key(role)))
                .map(section -> ConfigFile.prior("network.layers", key(role), section));
    }

    /** Whether a layer within it, at any depth, has a prior of its own for a role. */
    static boolean hasWithin(Map<?, ?> table, VariableRole role) {
        return table.values().stream().anyMatch(value -> value instanceof List<?> list && list.stream()
                .anyMatch(one -> one instanceof Map<?, ?> inner
                        && (inner.containsKey(key(role)) || hasWithin(inner, role))));
    }

    /** The same layer with a prior of its own for a role. */
    static Map<String, Object> with(Map<String, Object> table, VariableRole role, WeightPriorConfig prior) {
        Map<String, Object> all = new LinkedHashMap<>(table);
        all.put(key(role), prior.toMap());
        return all;
    }

    private static String key(VariableRole role) {
        return PRIORS.entrySet().stream().filter(entry -> entry.getValue() == role).findFirst().orElseThrow().getKey();
    }

    /** The keys with all defaults of layers spelled out, within containers too. */
    static Map<String, Object> completed(Map<String, ?> table, String number) {
        Map<String, Object> all = LayerTypes.completed(without(table), number, PRIORS.keySet());
        all.replaceAll((key, value) -> value instanceof List<?> list && !list.isEmpty()
                && list.getFirst() instanceof Map ? completed(list, number) : value);
        PRIORS.keySet().forEach(key -> {
            Object section = table.get(key);
            if (section != null) {
                all.put(key, section);
            }
        });
        return all;
    }

    private static List<Object> completed(List<?> nested, String number) {
        List<Object> all = new ArrayList<>();
        for (Object table : nested) {
            Map<String, Object> keys = new LinkedHashMap<>();
            ((Map<?, ?>) table).forEach((key, value) -> keys.put(String.valueOf(key), value));
            all.add(completed(keys, number + "." + (all.size() + 1)));
        }
        return all;
    }

    private static Map<String, Object> without(Map<String, ?> table) {
        Map<String, Object> rest = new LinkedHashMap<>(table);
        rest.keySet().removeAll(PRIORS.keySet());
        return rest;
    }
}
