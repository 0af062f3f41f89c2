package ergodic.autodiff;

import java.util.List;

/** For each element of a result, row-major, the element of an operand from which it comes (-1: from none). */
final class ElementMaps {

    private ElementMaps() {}

    /** The element of {@code from} that stands at each element of {@code to} when broadcast. */
    static int[] broadcast(Shape from, Shape to) {
        int lead = to.rank() - from.rank();
        int[] map = new int[to.size()];
        for (int i = 0; i < map.length; i++) {
            int[] index = unravel(i, to);
            int element = 0;
            for (int axis = 0; axis < from.rank(); axis++) {
                element = element * from.dim(axis) + (from.dim(axis) == 1 ? 0 : index[lead + axis]);
            }
            map[i] = element;
        }
        return map;
    }

    /** Dimension {@code i} of {@code to} is dimension {@code permutation[i]} of {@code from}. */
    static int[] transpose(Shape from, Shape to, List<Integer> permutation) {
        int[] map = new int[to.size()];
        for (int i = 0; i < map.length; i++) {
            int[] index = unravel(i, to);
            int[] source = new int[index.length];
            for (int axis = 0; axis < index.length; axis++) {
                source[permutation.get(axis)] = index[axis];
            }
            map[i] = ravel(source, from);
        }
        return map;
    }

    /** {@code to[..., i, ...] = from[..., i + shift, ...]} along an axis, where that exists. */
    static int[] shift(Shape from, Shape to, int axis, int shift) {
        int[] map = new int[to.size()];
        for (int i = 0; i < map.length; i++) {
            int[] index = unravel(i, to);
            index[axis] += shift;
            map[i] = index[axis] >= 0 && index[axis] < from.dim(axis) ? ravel(index, from) : -1;
        }
        return map;
    }

    private static int[] unravel(int element, Shape shape) {
        int[] index = new int[shape.rank()];
        int rest = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return index;
    }

    private static int ravel(int[] index, Shape shape) {
        int element = 0;
        for (int axis = 0; axis < index.length; axis++) {
            element = element * shape.dim(axis) + index[axis];
        }
        return element;
    }
}
