package ergodic.model;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;

/** A parameter of a model: where its free value lies in theta, and how it is made from it. */
final class ModelParameter {

    private final String name;
    private final VariableRole role;
    private final Support support;
    private final Shape shape;
    private final Shape freeShape;
    private final int offset;
    private final Tensor value;

    ModelParameter(String name, VariableRole role, Support support, Shape shape, Shape freeShape, int offset,
            Tensor value) {
        this.name = name;
        this.role = role;
        this.support = support;
        this.shape = shape;
        this.freeShape = freeShape;
        this.offset = offset;
        this.value = value;
    }

    String name() {
        return name;
    }

    Support support() {
        return support;
    }

    /** Shape of the value. */
    Shape shape() {
        return shape;
    }

    /** Shape of the free value. */
    Shape freeShape() {
        return freeShape;
    }

    /** Where the free value begins in theta. */
    int offset() {
        return offset;
    }

    /** The value in the trace. */
    Tensor value() {
        return value;
    }

    /** Name of the program output that is the value. */
    String output() {
        return "value of " + name;
    }

    /** Name of the program output that is a bound of the support. */
    String boundOutput(int bound) {
        return "bound " + bound + " of " + name;
    }

    /** Name of a coordinate of the free value. */
    String coordinateName(int element) {
        return variable(name, freeShape, role).elementName(element);
    }

    /** What is stored of it. */
    Variable variable() {
        return variable(name, shape, role);
    }

    static Variable variable(String name, Shape shape, VariableRole role) {
        List<Integer> dims = new ArrayList<>();
        for (int dim : shape.dims()) {
            dims.add(dim);
        }
        return new Variable(name, dims, role);
    }
}
