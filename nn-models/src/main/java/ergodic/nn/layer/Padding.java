package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import org.jspecify.annotations.Nullable;

/** Which steps of a row's sequence are there, when rows have sequences of different lengths. */
public sealed interface Padding {

    /** All steps of all rows are there. */
    record None() implements Padding {}

    /**
     * The first steps are there.
     *
     * @param lengths
     *            a scalar by row: number of steps
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
}
