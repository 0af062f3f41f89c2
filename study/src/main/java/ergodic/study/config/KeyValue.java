package ergodic.study.config;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a configuration says for keys that a method, or a kind of data, declares. */
final class KeyValue {

    private KeyValue() {}

    /** What a node says for a key, of the key's type. */
    static Object of(Key<?> key, JsonNode node) {
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
                throw tooLarge(key, node);
            }
        }
        if (node.isIntegralNumber() && (type == Integer.class || type == Long.class)) {
            if (type == Integer.class ? !node.canConvertToInt() : !node.canConvertToLong()) {
                throw tooLarge(key, node);
            }
            return type == Integer.class ? (Object) node.intValue() : (Object) node.longValue();
        }
        throw new ConfigException(key.path() + " must be " + WrongType.wanted(type) + ", not " + WrongType.found(node));
    }

    /** Checked values of keys. */
    static Settings settings(List<Key<?>> keys, Map<String, Object> given) {
        try {
            return Settings.of(keys, given);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static ConfigException tooLarge(Key<?> key, JsonNode node) {
        return new ConfigException(key.path() + " " + WrongType.tooLarge(node, key.type()));
    }
}
