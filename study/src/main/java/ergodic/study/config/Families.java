package ergodic.study.config;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A section whose {@code family} says which other keys it has.
 *
 * @param section
 *            its name, for messages; empty if it stands in several places
 * @param shared
 *            keys of all families
 * @param own
 *            keys of each family, in the order in which families are named; the first is the default
 */
record Families(String section, List<Key<?>> shared, Map<String, List<Key<?>>> own) {

    /**
     * A section as it was read.
     *
     * @param family
     *            the family
     * @param shared
     *            values of the keys of all families
     * @param own
     *            values of the family's keys
     */
    record Read(String family, Settings shared, Settings own) {}

    /** The key that decides. */
    Key<String> family() {
        List<String> names = List.copyOf(own.keySet());
        return Key.choice("family", names, names.getFirst(), String.join(", ", names)).in(section);
    }

    /** Values of a section, checked; what is left out takes its default. */
    Read read(ObjectNode node) {
        Key<String> decides = family();
        JsonNode word = node.get(decides.name());
        String family = KeyValue.settings(List.of(decides),
                word == null ? Map.of() : Map.of(decides.name(), KeyValue.of(decides, word))).get(decides);
        Map<String, Object> ofAll = new LinkedHashMap<>();
        Map<String, Object> ofFamily = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (name.equals(decides.name())) {
                continue;
            }
            Key<?> key = keys(family).filter(known -> known.name().equals(name)).findFirst()
                    .orElseThrow(() -> unknown(name, family));
            (shared.contains(key) ? ofAll : ofFamily).put(name, KeyValue.of(key, entry.getValue()));
        }
        return new Read(family, KeyValue.settings(shared, ofAll), KeyValue.settings(keysOf(family), ofFamily));
    }

    /** All keys with their values, in the order in which they are written. */
    Map<String, Object> written(String family, Settings ofAll, Settings ofFamily) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(family().name(), family);
        map.putAll(ofAll.values());
        map.putAll(ofFamily.values());
        return map;
    }

    /** What of this section depends on the family, and on keys of families, at a place. */
    List<Choice> choices(List<String> place) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice(place, family().name(), family().otherwise()
                .replace("\"", ""), this::owners)));
        Map<Key<?>, Map<String, Set<String>>> dependent = new LinkedHashMap<>();
        own.values().forEach(keys -> keys.forEach(key -> {
            Key.Only<?> only = key.only();
            if (only != null) {
                dependent.computeIfAbsent(only.key(), first -> new HashMap<>()).put(key.name(),
                        Set.of(String.valueOf(only.value())));
            }
        }));
        dependent.forEach((key, owners) -> choices
                .add(new Choice(place, key.name(), String.valueOf(key.fallback()), old -> owners)));
        return choices;
    }

    /** The keys of a family, each with the families that mean the same by it. */
    private Map<String, Set<String>> owners(String old) {
        Map<String, Set<String>> owners = new HashMap<>();
        for (Key<?> key : keysOf(old)) {
            Set<String> families = new HashSet<>();
            own.forEach((family, keys) -> {
                if (keys.contains(key)) {
                    families.add(family);
                }
            });
            owners.put(key.name(), families);
        }
        return owners;
    }

    private List<Key<?>> keysOf(String family) {
        return own.getOrDefault(family, List.of());
    }

    private Stream<Key<?>> keys(String family) {
        return Stream.concat(shared.stream(), keysOf(family).stream());
    }

    private ConfigException unknown(String name, String family) {
        String path = section.isEmpty() ? name : section + "." + name;
        List<String> having = own.keySet().stream()
                .filter(other -> keys(other).anyMatch(key -> key.name().equals(name))).toList();
        if (!having.isEmpty()) {
            return new ConfigException(
                    path + " belongs to family = \"" + String.join("\" or \"", having) + "\", not to \""
                            + family + "\"; take it out");
        }
        List<String> known = Stream.concat(Stream.of(family().name()), keys(family).map(Key::name)).toList();
        return new ConfigException(path + " is not known" + Nearest.hint(name, known) + "; known keys with family = \""
                + family + "\": " + String.join(", ", known));
    }
}
