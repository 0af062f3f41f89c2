package ergodic.sampler.draws;

import java.util.List;

/**
 * A named quantity that every draw has: a tensor of fixed shape, row-major.
 *
 * @param name
 *            such as {@code layer1.weight}
 * @param shape
 *            dimensions; empty for a scalar
 * @param role
 *            what it is within its model
 */
public record Variable(String name, List<Integer> shape, VariableRole role) {

    /** A defensive copy of the shape. */
    public Variable {
        shape = List.copyOf(shape);
    }

    /** A variable with these dimensions, of no particular role. */
    public static Variable of(String name, Integer... shape) {
        return new Variable(name, List.of(shape), VariableRole.OTHER);
    }

    /** The same with another role. */
    public Variable as(VariableRole other) {
        return new Variable(name, shape, other);
    }

    /** Number of elements. */
    public int size() {
        int product = 1;
        for (int dim : shape) {
            product *= dim;
        }
        return product;
    }

    /** Name of one element, indices from 0 in brackets: {@code layer1.weight[3,2]}, or the bare name of a scalar. */
    public String elementName(int element) {
        if (shape.isEmpty()) {
            return name;
        }
        int[] index = new int[shape.size()];
        int rest = element;
        for (int i = index.length - 1; i >= 0; i--) {
            index[i] = rest % shape.get(i);
            rest /= shape.get(i);
        }
        StringBuilder text = new StringBuilder(name).append('[');
        for (int i = 0; i < index.length; i++) {
            text.append(i == 0 ? "" : ",").append(index[i]);
        }
        return text.append(']').toString();
    }
}
