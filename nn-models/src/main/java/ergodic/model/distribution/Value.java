package ergodic.model.distribution;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;

/** A parameter of a distribution, or a bound: a number, or a value of the program that is being traced. */
public sealed interface Value {

    /** A number, known before any program is. */
    record Known(double value) implements Value {}

    /** A value of a program. */
    record Traced(Tensor tensor) implements Value {}

    /** A number. */
    static Value of(double value) {
        return new Known(value);
    }

    /** A value of a program. */
    static Value of(Tensor tensor) {
        return new Traced(tensor);
    }

    /** This value in a program; a number becomes a constant. */
    default Tensor in(Tracer tracer) {
        return switch (this) {
            case Known(double value) -> tracer.constant(value);
            case Traced(Tensor tensor) -> tensor;
        };
    }

    /** This value in the program of {@code x}. */
    default Tensor like(Tensor x) {
        return in(x.tracer());
    }

    /** This value in a program, broadcast to a shape. */
    default Tensor in(Tracer tracer, Shape shape) {
        Tensor tensor = in(tracer);
        return tensor.shape().equals(shape) ? tensor : tensor.broadcastTo(shape);
    }

    /** True if this is the number {@code value}. */
    default boolean is(double value) {
        return this instanceof Known(double number) && number == value;
    }
}
