package ergodic.study.config;

import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.words.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The keys of {@code [sampler]}: those of all methods, and how a section is read. */
final class SamplerKeys {

    static final Key<String> METHOD = Key.choice("method", Methods.names(), Methods.ALL.getFirst().name(),
            String.join(", ", Methods.names().stream().map(name -> '`' + name + '`').toList()));
    static final Key<Integer> CHAINS = Key.whole("chains", 4, Key.atLeast(1), "independent chains");
    static final Key<Integer> WARMUP = Key.whole("warmup", 1000, Key.atLeast(0), "warm-up transitions a chain");
    static final Key<Integer> DRAWS = Key.whole("draws", 1000, Key.atLeast(1), "draws kept of each chain");
    static final Key<Integer> THIN = Key.whole("thin", 1, Key.atLeast(1), "transitions for each draw kept");
    static final Key<Long> SEED = new Key<>("seed", Long.class, 1L, "1", value -> null,
            "same seed, same draws, whatever the number of threads");
    static final Key<String> PRECISION = Key.choice("precision", List.of("float64", "float32"), "float64",
            "numbers in which gradients are computed row by row; `\"float32\"` is nearly twice as fast. Positions,"
                    + " energies and sums over rows stay float64; see [the measurements](../validation.md#single-precision)");

    /** Those of all methods, in the order in which they are written. */
    static final List<Key<?>> COMMON = List.of(METHOD, CHAINS, WARMUP, DRAWS, THIN, SEED, PRECISION);

    private static final Set<Key<?>> OF_CHAINS = Set.of(WARMUP, THIN);

    private SamplerKeys() {}

    /** Whether a key of all methods means anything for those whose draws are of a kind. */
    static boolean belongs(Key<?> key, DrawKind kind) {
        return switch (kind) {
            case CHAIN -> true;
            case INDEPENDENT -> !OF_CHAINS.contains(key);
            case MEMBERS -> !OF_CHAINS.contains(key) && !key.equals(DRAWS);
        };
    }

    /** The keys that a method has in common with others. */
    static List<Key<?>> common(MethodType type) {
        return COMMON.stream().filter(key -> belongs(key, type.kind())).toList();
    }

    static SamplerConfig defaults(MethodType type) {
        return read(JsonNodeFactory.instance.objectNode().put(METHOD.name(), type.name()), type);
    }

    static SamplerConfig read(ObjectNode section) {
        Map<String, Object> method = new LinkedHashMap<>();
        JsonNode word = section.get(METHOD.name());
        if (word != null) {
            method.put(METHOD.name(), value(METHOD, word));
        }
        String name = settings(List.of(METHOD), method).get(METHOD);
        return read(section, Methods.named(name).orElseThrow());
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
            (shared != null ? common : own).put(name, value(key, entry.getValue()));
        }
        Settings all = settings(COMMON, common);
        Settings settings = settings(type.keys(), own);
        DrawKind kind = type.kind();
        return new SamplerConfig(type, all.get(CHAINS),
                belongs(WARMUP, kind) ? all.get(WARMUP) : type.steps(settings),
                belongs(DRAWS, kind) ? all.get(DRAWS) : 1, all.get(THIN), all.get(SEED), all.get(PRECISION), settings);
    }

    private static Settings settings(List<Key<?>> keys, Map<String, Object> given) {
        try {
            return Settings.of(keys, given);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** The value, or a sentence about it. */
    static <V> V checked(Key<V> key, V value) {
        return settings(List.of(key), Map.of(key.name(), value)).get(key);
    }

    private static @org.jspecify.annotations.Nullable Key<?> find(List<Key<?>> keys, String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElse(null);
    }

    private static ConfigException unknown(String name, MethodType type) {
        TreeSet<String> known = new TreeSet<>();
        COMMON.forEach(key -> known.add(key.name()));
        Methods.ALL.forEach(other -> other.keys().forEach(key -> known.add(key.name())));
        return new ConfigException(known.contains(name)
                ? "sampler." + name + " does not belong to method = \"" + type.name() + "\"; take it out"
                : "there is no key sampler." + name + Nearest.hint(name, new ArrayList<>(known)) + "; known there: "
                        + String.join(", ", known));
    }

    private static ConfigException tooLarge(Key<?> key) {
        return new ConfigException(
                key.path() + " is too large to be used; docs/guide/configuration.md says what the keys mean");
    }

    /** What a node says for a key, of the key's type. */
    private static Object value(Key<?> key, JsonNode node) {
        Class<?> type = key.type();
        if (type == String.class && node.isString()) {
            return node.stringValue();
        }
        if (type == Boolean.class && node.isBoolean()) {
            return node.booleanValue();
        }
        if (type == Double.class && node.isNumber()) {
            try {
                return node.doubleValue();
            } catch (JacksonException e) {
                throw tooLarge(key);
            }
        }
        if (node.isIntegralNumber() && (type == Integer.class || type == Long.class)) {
            if (type == Integer.class ? !node.canConvertToInt() : !node.canConvertToLong()) {
                throw tooLarge(key);
            }
            return type == Integer.class ? (Object) node.intValue() : (Object) node.longValue();
        }
        throw new ConfigException(key.path() + " must be " + WrongType.wanted(type) + ", not " + WrongType.found(node));
    }
}
