package ergodic.study.config;

import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.part.Part;
import ergodic.sampler.words.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The keys of {@code [sampler]}: those of all methods, and how a section is read. */
final class SamplerKeys {

    static final Key<String> METHOD = Key.choice("method", words(), Methods.DEFAULT.name(),
            String.join(", ", Methods.names().stream().map(name -> '`' + name + '`').toList())
                    + "; or `auto`: [chosen](samplers.md#a-method-is-chosen) for the data before the run");
    static final Key<Integer> CHAINS = Key.whole("chains", 4, Key.atLeast(1), "independent chains");
    static final Key<Integer> WARMUP = Key.whole("warmup", 1000, Key.atLeast(0), "warm-up transitions a chain");
    static final Key<Integer> DRAWS = Key.whole("draws", 1000, Key.atLeast(1), "draws kept of each chain");
    static final Key<Integer> THIN = Key.whole("thin", 1, Key.atLeast(1), "transitions for each draw kept");
    static final Key<Long> SEED = new Key<>("seed", Long.class, 1L, "1", value -> null,
            "same seed, same draws, whatever the number of threads");
    static final Key<String> PRECISION = Key.choice("precision", List.of("float64", "float32"), "float64",
            "numbers in which gradients are computed row by row; `\"float32\"` is nearly twice as fast. Positions,"
                    + " energies and sums over rows stay float64; see [the measurements](../validation.md#single-precision)");

    static final Key<String> PART = new Key<>("part", String.class, Part.ALL, "\"" + Part.ALL + "\"",
            value -> value.isBlank() ? "must not be empty" : null,
            "weights that are sampled, the others [held](samplers.md#a-part-of-the-weights): `all`, `last_layer` (with the noise), or names of"
                    + " layers or variables between commas; not with `tempering` or `elliptical_slice`");

    static final Key<String> WHY = new Key<>("why", String.class, "", "\"\"", value -> null,
            "why this method, in words; `auto` writes it for the method that it chose");

    /** Those of all methods, in the order in which they are written. */
    static final List<Key<?>> COMMON = List.of(METHOD, CHAINS, WARMUP, DRAWS, THIN, SEED, PRECISION, PART, WHY);

    private static final Set<Key<?>> OF_CHAINS = Set.of(WARMUP, THIN, PART);

    private SamplerKeys() {}

    /** What may stand for a method. */
    private static List<String> words() {
        return Stream.concat(Methods.names().stream(), Stream.of(AutoMethod.TYPE.name())).toList();
    }

    /** The method of a word, or what stands for one that is to be chosen. */
    private static MethodType named(String word) {
        return Methods.named(word).orElse(AutoMethod.TYPE);
    }

    /** Whether a key of all methods means anything for those whose draws are of a kind. */
    static boolean belongs(Key<?> key, DrawKind kind) {
        return switch (kind) {
            case CHAIN -> true;
            case INDEPENDENT, POPULATION -> !OF_CHAINS.contains(key);
            case MEMBERS -> !OF_CHAINS.contains(key) && !key.equals(DRAWS);
        };
    }

    /** The keys that a method has in common with others. */
    static List<Key<?>> common(MethodType type) {
        return COMMON.stream().filter(key -> belongs(key, type.kind()))
                .filter(key -> !key.equals(PART) || type.takesParts()).toList();
    }

    static SamplerConfig defaults(MethodType type) {
        return read(JsonNodeFactory.instance.objectNode().put(METHOD.name(), type.name()), type);
    }

    static SamplerConfig read(ObjectNode section) {
        Map<String, Object> method = new LinkedHashMap<>();
        JsonNode word = section.get(METHOD.name());
        if (word != null) {
            method.put(METHOD.name(), KeyValue.of(METHOD, word));
        }
        String name = KeyValue.settings(List.of(METHOD), method).get(METHOD);
        return read(section, named(name));
    }

    private static SamplerConfig read(ObjectNode section, MethodType type) {
        Map<String, Object> common = new LinkedHashMap<>();
        Map<String, Object> own = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            String name = entry.getKey();
            Key<?> shared = find(common(type), name);
            Key<?> key = shared != null ? shared : find(type.keys(), name);
            if (key == null) {
                throw unknown(name, type);
            }
            (shared != null ? common : own).put(name, KeyValue.of(key, entry.getValue()));
        }
        Settings all = KeyValue.settings(COMMON, common);
        Settings settings = KeyValue.settings(type.keys(), own);
        DrawKind kind = type.kind();
        if (type == AutoMethod.TYPE) {
            return new SamplerConfig(type, given(all, CHAINS, common), given(all, WARMUP, common),
                    given(all, DRAWS, common), given(all, THIN, common), all.get(SEED), all.get(PRECISION),
                    all.get(PART), settings, all.get(WHY));
        }
        return new SamplerConfig(type, all.get(CHAINS),
                belongs(WARMUP, kind) ? all.get(WARMUP) : type.steps(settings),
                belongs(DRAWS, kind) ? all.get(DRAWS) : 1, all.get(THIN), all.get(SEED), all.get(PRECISION),
                all.get(PART), settings, all.get(WHY));
    }

    /** A number that was given, or 0. */
    private static int given(Settings all, Key<Integer> key, Map<String, Object> given) {
        return given.containsKey(key.name()) ? all.get(key) : 0;
    }

    /** The value, or a sentence about it. */
    static <V> V checked(Key<V> key, V value) {
        return KeyValue.settings(List.of(key), Map.of(key.name(), value)).get(key);
    }

    private static @org.jspecify.annotations.Nullable Key<?> find(List<Key<?>> keys, String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElse(null);
    }

    private static ConfigException unknown(String name, MethodType type) {
        List<String> own = names(type);
        String known = "; known with " + setting(type) + ": " + String.join(", ", own);
        List<MethodType> owners = owners(name);
        if (!owners.isEmpty()) {
            return new ConfigException("sampler." + name + " does not belong to " + setting(type) + "; take it out, or"
                    + " choose a method that has it ("
                    + String.join(", ", owners.stream().map(MethodType::name).toList())
                    + ")" + another(name, owners) + known);
        }
        String hint = Nearest.hint(name, own);
        if (hint.isEmpty()) {
            hint = Nearest.of(name, Methods.ALL.stream().flatMap(other -> names(other).stream()).distinct().toList())
                    .map(theirs -> " (did you mean \"" + theirs + "\", a key of " + setting(owners(theirs).getFirst())
                            + "?)")
                    .orElse("");
        }
        return new ConfigException("there is no key sampler." + name + hint + known);
    }

    /** A common key may be the name of a method's own, which means something else. */
    private static String another(String name, List<MethodType> owners) {
        List<String> own = owners.stream()
                .filter(owner -> find(COMMON, name) != null && find(owner.keys(), name) != null)
                .map(MethodType::name).toList();
        return own.isEmpty() ? "" : "; that of " + String.join(", ", own) + " is another thing of the same name";
    }

    private static String setting(MethodType type) {
        return METHOD.name() + " = \"" + type.name() + '"';
    }

    /** The methods that have a key of this name. */
    private static List<MethodType> owners(String name) {
        return Methods.ALL.stream().filter(type -> names(type).contains(name)).toList();
    }

    /** Names of all keys that a section with this method may have. */
    private static List<String> names(MethodType type) {
        return Stream.concat(common(type).stream(), type.keys().stream()).map(Key::name).sorted().toList();
    }
}
