package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;

/** Theta as one vector: all parameters of a program, row-major, in the order of their declaration. */
final class Theta {

    private final List<Node> parameters;
    private final int size;

    Theta(Program program) {
        this.parameters = program.inputs(Op.InputKind.PARAMETER);
        this.size = program.parameterCount();
    }

    List<Node> parameters() {
        return parameters;
    }

    /** Its length. */
    int size() {
        return size;
    }

    /** The parts of a vector {@code [size]}, each in the shape of its parameter. */
    List<Tensor> split(Tensor vector) {
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (Node parameter : parameters) {
            Shape shape = parameter.shape();
            parts.add(vector.slice(0, start, shape.size()).reshape(shape.dims()));
            start += shape.size();
        }
        return parts;
    }

    /** A vector of parts, each in the shape of its parameter; by row if any of them is. */
    Tensor join(Tracer tracer, List<Tensor> parts) {
        List<Tensor> flat = new ArrayList<>();
        for (Tensor part : parts) {
            flat.add(part.reshape(part.shape().size()));
        }
        return flat.isEmpty() ? tracer.constant(new double[0], 0) : Tensor.concat(0, flat);
    }
}
