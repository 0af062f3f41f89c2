package ergodic.sampler.support;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the cases of a sealed interface say of themselves by a static field: so that a case is told in its own file alone, and by its
 * name in {@code permits}.
 */
public final class SealedCases {

    private SealedCases() {}

    /**
     * The values of all static fields of a type in the cases of an interface, and in those of cases that are sealed too, in the order of
     * {@code permits}. Cases without such a field are passed over.
     *
     * @param sealed
     *            the interface
     * @param type
     *            type of the fields, of any access
     */
    public static <T> List<T> constants(Class<?> sealed, Class<T> type) {
        List<T> all = new ArrayList<>();
        collect(sealed, type, all);
        return List.copyOf(all);
    }

    private static <T> void collect(Class<?> sealed, Class<T> type, List<T> all) {
        for (Class<?> found : Objects.requireNonNull(sealed.getPermittedSubclasses(), sealed.getName())) {
            if (found.isSealed()) {
                collect(found, type, all);
            }
            for (Field field : found.getDeclaredFields()) {
                if (field.getType() == type && Modifier.isStatic(field.getModifiers())) {
                    all.add(read(field, type));
                }
            }
        }
    }

    private static <T> T read(Field field, Class<T> type) {
        try {
            field.setAccessible(true);
            return type.cast(Objects.requireNonNull(field.get(null)));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }
}
