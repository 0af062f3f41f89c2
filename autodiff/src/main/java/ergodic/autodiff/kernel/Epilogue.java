package ergodic.autodiff.kernel;

import org.jspecify.annotations.Nullable;

/**
 * An elementwise function that is applied to the results of a product before they leave the registers or the first-level cache
 * ({@link Kernels#affineThen}). It rounds as the elementwise kernel does, on the rounded result.
 */
public enum Epilogue {
    /** {@code max(s, 0)} of the result s. */
    RELU(null),
    /** The result times a derivative of tanh. */
    TANH_DERIVATIVE(FusedFunction.TANH_DERIVATIVE),
    /** The result times a derivative of the logistic function. */
    SIGMOID_DERIVATIVE(FusedFunction.SIGMOID_DERIVATIVE),
    /** The result times a derivative of a rectifier. */
    STEP_DERIVATIVE(FusedFunction.STEP_DERIVATIVE),
    /** The result times a derivative that was computed with its function. */
    TIMES_DERIVATIVE(FusedFunction.TIMES_DERIVATIVE);

    private final @Nullable FusedFunction derivative;

    Epilogue(@Nullable FusedFunction derivative) {
        this.derivative = derivative;
    }

    /** The derivative that multiplies the result; null if it is a function of the result alone. */
    public @Nullable FusedFunction derivative() {
        return derivative;
    }

    /** The product with a derivative. */
    public static Epilogue of(FusedFunction derivative) {
        return switch (derivative) {
            case TANH_DERIVATIVE -> TANH_DERIVATIVE;
            case SIGMOID_DERIVATIVE -> SIGMOID_DERIVATIVE;
            case STEP_DERIVATIVE -> STEP_DERIVATIVE;
            case TIMES_DERIVATIVE -> TIMES_DERIVATIVE;
        };
    }
}
