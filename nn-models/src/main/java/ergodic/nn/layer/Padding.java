package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Window;
import org.jspecify.annotations.Nullable;

/** Which steps of a row's sequence are there, when rows have sequences of different lengths. */
public sealed interface Padding {

    /** All steps of all rows are there. */
    record None() implements Padding {}

    /**
     * The first steps are there.
     *
     * @param lengths
     *            a scalar by row: step t, from 0, is there if t is less; a number of steps, or any number below it that is above the
     *            last step
     */
    record Lengths(Tensor lengths) implements Padding {
        /** Checks the shape. */
        public Lengths {
            if (lengths.shape().rank() != 0) {
                throw new IllegalArgumentException("lengths are one number a row, not " + lengths.shape());
            }
        }
    }

    /**
     * Any steps may be left out.
     *
     * @param present
     *            a vector [T] by row: 1 where there is a step, else 0
     */
    record Mask(Tensor present) implements Padding {
        /** Checks the shape. */
        public Mask {
            if (present.shape().rank() != 1) {
                throw new IllegalArgumentException("a mask is a vector of steps, not " + present.shape());
            }
        }
    }

    /** No padding. */
    static Padding none() {
        return new None();
    }

    /** Rows with sequences of these lengths. */
    static Padding lengths(Tensor lengths) {
        return new Lengths(lengths);
    }

    /** Rows with the steps at which this is not 0. */
    static Padding mask(Tensor present) {
        return new Mask(present);
    }

    /** 1 at each step that a row has, else 0, [steps]; null if all are there. */
    default @Nullable Tensor present(Tensor like, int steps) {
        return switch (this) {
            case None() -> null;
            case Lengths(Tensor lengths) -> {
                double[] numbers = new double[steps];
                java.util.Arrays.setAll(numbers, t -> t);
                yield like.tracer().constant(numbers, steps).less(lengths);
            }
            case Mask(Tensor present) -> present;
        };
    }

    /** 1 in rows that have step {@code t}, else 0; null if all have. */
    default @Nullable Tensor present(int t) {
        return switch (this) {
            case None() -> null;
            case Lengths(Tensor lengths) -> lengths.tracer().constant(t).less(lengths);
            case Mask(Tensor present) -> present.get(t);
        };
    }

    /**
     * Which windows are there, of those that move along the steps: those that a row by itself would have, with no window beyond its
     * last step and its padding. As many windows as {@link Window.Axis#outputs} says of the row's own steps.
     *
     * @throws IllegalArgumentException
     *             if any steps may be left out, and windows change their number
     */
    default Padding through(Window.Axis window) {
        int lost = (window.size() - 1) * window.dilation() - 2 * window.padding();
        if (this instanceof None || lost == 0 && window.stride() == 1) {
            return this;
        }
        if (!(this instanceof Lengths(Tensor lengths))) {
            throw new IllegalArgumentException(
                    "windows that change the number of steps need rows with lengths, not a mask");
        }
        // Window t ends before the padded row does if t stride + lost < length.
        return new Lengths(lengths.minus(lost).dividedBy(window.stride()));
    }

    /** The steps that are there in both. */
    default Padding and(Padding other) {
        if (equals(other) || other instanceof None) {
            return this;
        }
        return switch (this) {
            case None() -> other;
            case Lengths(Tensor lengths) -> other instanceof Lengths(Tensor more) ? new Lengths(lengths.min(more))
                    : other.and(this);
            case Mask(Tensor present) -> {
                Tensor more = other.present(present, present.shape().dim(0));
                yield more == null ? this : new Mask(present.times(more));
            }
        };
    }
}
