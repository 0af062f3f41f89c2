package ergodic.study.config;

import java.util.function.Function;
import java.util.stream.Collectors;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.methods.Methods;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key whose value decides which other keys of its section there are. When {@code --set} chooses another value, the keys that a
 * file wrote for the old one go with it, and that is said; a key that {@code --set} itself gives stays, to be refused if it does
 * not fit.
 *
 * @param section
 *            keys that lead to the section
 * @param key
 *            the key that decides
 * @param fallback
 *            its value if it is left out
 * @param owners
 *            from the old value to the keys that depend on it, each with the values that mean the same by it
 */
record Choice(List<String> section, String key, String fallback,
        Function<String, Map<String, Set<String>>> owners) {

    private static final Choice METHOD = new Choice(List.of("sampler"), SamplerKeys.METHOD.name(),
            Methods.DEFAULT.name(), Choice::keysOfMethod);

    private static final List<Choice> ALL = all();

    private static List<Choice> all() {
        List<Choice> all = new ArrayList<>(LikelihoodConfig.FAMILIES.choices(List.of("likelihood")));
        all.add(METHOD);
        for (String role : List.of("weights", "biases", "gains", "outputs")) {
            all.addAll(WeightPriorConfig.FAMILIES.choices(List.of("prior", role)));
        }
        return List.copyOf(all);
    }

    /** The keys of a method, each with the methods that mean the same by it. */
    private static Map<String, Set<String>> keysOfMethod(String name) {
        Map<String, Set<String>> owners = new HashMap<>();
        for (Key<?> key : Methods.named(name).map(MethodType::keys).orElse(List.of())) {
            owners.put(key.name(), Methods.ALL.stream().filter(type -> type.keys().contains(key))
                    .map(MethodType::name).collect(Collectors.toSet()));
        }
        for (Key<?> key : SamplerKeys.COMMON) {
            Set<String> names = Methods.ALL.stream().filter(type -> SamplerKeys.common(type).contains(key))
                    .map(MethodType::name).collect(Collectors.toSet());
            names.add(AutoMethod.TYPE.name());
            owners.putIfAbsent(key.name(), key.equals(SamplerKeys.WHY) ? Set.of() : names);
        }
        return owners;
    }

    /** Drops what the overrides have made homeless, and says so. */
    static void settle(ObjectNode written, ObjectNode overridden, List<String> overrides, Consumer<String> notes) {
        for (Choice choice : ALL) {
            if (choice.section(overridden) instanceof ObjectNode now
                    && choice.section(written) instanceof ObjectNode before) {
                choice.drop(before, now, overrides, notes);
            }
        }
    }

    private JsonNode section(ObjectNode tree) {
        JsonNode at = tree;
        for (String name : section) {
            at = at.path(name);
        }
        return at;
    }

    private void drop(ObjectNode before, ObjectNode now, List<String> overrides, Consumer<String> notes) {
        String old = before.path(key).asString(fallback);
        String chosen = now.path(key).asString(fallback);
        if (old.equals(chosen)) {
            return;
        }
        List<String> dropped = new ArrayList<>();
        for (Map.Entry<String, Set<String>> owned : owners.apply(old).entrySet()) {
            String path = String.join(".", section) + "." + owned.getKey();
            boolean set = overrides.stream().anyMatch(override -> override.replace(" ", "").startsWith(path + "="));
            if (!set && now.has(owned.getKey()) && !owned.getValue().contains(chosen)) {
                now.remove(owned.getKey());
                dropped.add(owned.getKey());
            }
        }
        if (!dropped.isEmpty()) {
            dropped.sort(null);
            notes.accept(String.join(".", section) + "." + key + " is now \"" + chosen
                    + "\": what the file says for \"" + old + "\" is left aside (" + String.join(", ", dropped) + ")");
        }
    }
}
