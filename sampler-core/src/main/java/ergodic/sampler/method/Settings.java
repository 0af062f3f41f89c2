package ergodic.sampler.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of a method's keys: those given, checked, and the fallbacks of the others. Immutable; equal where the values are. */
public final class Settings {

    private final List<Key<?>> keys;
    private final Map<String, Object> values;
    /** Names of the keys that were given. */
    private final Set<String> given;

    private Settings(List<Key<?>> keys, Map<String, Object> values, Set<String> given) {
        this.keys = keys;
        this.values = Collections.unmodifiableMap(values);
        this.given = Set.copyOf(given);
    }

    /**
     * Settings of these keys.
     *
     * @param keys
     *            all keys of a method, in the order in which they are written
     * @param given
     *            values by the name of the key, of the keys' types; the others take their fallback
     * @throws IllegalArgumentException
     *             if a key that only means something with a value of another is given without it, a value breaks its key's rule, in a sentence that begins with the key, or no key has such a name
     */
    public static Settings of(List<Key<?>> keys, Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Key.Only<?> only = key.only();
            if (only != null && !only.value().equals(values.get(only.key().name()))) {
                if (given.containsKey(key.name())) {
                    throw new IllegalArgumentException(key.path() + " belongs to " + only.key().name() + " = \""
                            + only.value() + "\"; take it out");
                }
                continue;
            }
            Object value = given.containsKey(key.name()) ? given.get(key.name()) : key.fallback();
            if (value != null) {
                values.put(key.name(), key.checked(value));
            }
        }
        for (String name : given.keySet()) {
            if (keys.stream().noneMatch(key -> key.name().equals(name))) {
                throw new IllegalArgumentException("there is no key " + name + "; there are "
                        + keys.stream().map(Key::name).toList());
            }
        }
        return new Settings(List.copyOf(keys), values, given.keySet());
    }

    /** The value of a key that has a fallback, or was given. */
    public <V> V get(Key<V> key) {
        return Objects.requireNonNull(valueOf(key), key.name());
    }

    /** The value of a key; empty for one without a fallback that was left out. */
    public <V> Optional<V> find(Key<V> key) {
        return Optional.ofNullable(valueOf(key));
    }

    /** Whether somebody chose the value of a key, which otherwise is its fallback. */
    public boolean isGiven(Key<?> key) {
        return given.contains(key.name());
    }

    private <V> @Nullable V valueOf(Key<V> key) {
        if (!keys.contains(key)) {
            throw new IllegalArgumentException("these are no settings with a key " + key.name());
        }
        return key.type().cast(values.get(key.name()));
    }

    /** The same with another value of a key. */
    public <V> Settings with(Key<V> key, V value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.keySet().retainAll(given);
        changed.put(key.name(), value);
        return of(keys, changed);
    }

    /** Values by the name of the key, in the order of the keys. */
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings same && keys.equals(same.keys) && values.equals(same.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
