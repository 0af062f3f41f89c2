package ergodic.architecture;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.warmup.WindowSchedule;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which fields of a class are state, and whether two values of them are the same. */
final class ChainFields {

    /** Values by their contract: a metric, a schedule and a starting point never change; a density is what the chain is about, not its state. */
    private static final Set<Class<?>> VALUES = Set.of(LogDensity.class, Metric.class, StartingPoint.class,
            WindowSchedule.class);

    private ChainFields() {}

    /**
     * Fields that are neither constant nor a workspace, made accessible. A field that can hold any record is judged by the one that
     * it holds, and one that holds a kernel without a state, whose own fields are looked at where it is the kernel of a chain, has none.
     */
    static List<Field> state(Object whole) throws IllegalAccessException {
        List<Field> state = new ArrayList<>();
        for (Field field : fields(whole.getClass())) {
            Object held = field.get(whole);
            boolean constant = Modifier.isFinal(field.getModifiers())
                    && (held instanceof StatelessKernel<?>
                            || isConstant(field.getType() == Record.class && held != null ? held.getClass()
                                    : field.getType()));
            if (!constant) {
                state.add(field);
            }
        }
        return state;
    }

    private static boolean hasNoState(Class<?> type) {
        return fields(type).stream()
                .allMatch(field -> Modifier.isFinal(field.getModifiers()) && isConstant(field.getType()));
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isAnnotationPresent(Workspace.class)) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static boolean isConstant(Class<?> type) {
        if (type.isPrimitive() || type == String.class || type.isEnum()) {
            return true;
        }
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType)
                    .noneMatch(ChainFields::canChange);
        }
        if (VALUES.stream().anyMatch(value -> value.isAssignableFrom(type))) {
            return true;
        }
        if (type.isSealed()) {
            return List.of(type.getPermittedSubclasses()).stream().allMatch(ChainFields::isConstant);
        }
        return isOurs(type) && Modifier.isFinal(type.getModifiers()) && hasNoState(type);
    }

    /** Whether what a record holds can change under it: an array, or an object of ours with a state, in a list of them too. */
    private static boolean canChange(Type component) {
        return switch (component) {
            case Class<?> type -> type.isArray() || isOurs(type) && !isConstant(type);
            case GenericArrayType array -> true;
            case ParameterizedType generic -> canChange(generic.getRawType())
                    || Arrays.stream(generic.getActualTypeArguments()).anyMatch(ChainFields::canChange);
            default -> false;
        };
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("ergodic.") && !type.isInterface();
    }

    /** The same state: numbers bit by bit, arrays element by element, objects of the product field by field. */
    @SuppressWarnings("ReferenceEquality") // the same object first, which also ends circles
    static boolean same(Object a, Object b) throws IllegalAccessException {
        if (a == b) {
            return true;
        }
        if (a == null || b == null || a.getClass() != b.getClass()) {
            return false;
        }
        if (a.getClass().isArray()) {
            boolean same = Array.getLength(a) == Array.getLength(b);
            for (int i = 0; same && i < Array.getLength(a); i++) {
                same = same(Array.get(a, i), Array.get(b, i));
            }
            return same;
        }
        if (a instanceof List<?> list) {
            return same(list.toArray(), ((List<?>) b).toArray());
        }
        if (!isOurs(a.getClass()) || a.getClass().isEnum()) {
            return Objects.equals(a, b);
        }
        boolean same = true;
        for (Field field : fields(a.getClass())) {
            // What a record or a constant of it points to may be another instance, such as the density of another chain.
            same = same && (field.getType().isAssignableFrom(LogDensity.class) || same(field.get(a), field.get(b)));
        }
        return same;
    }
}
