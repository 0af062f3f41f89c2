package ergodic.autodiff.kernel;

/**
 * Products of a gradient g with the derivative of an activation, written by its value or argument y: what reverse derivatives of
 * networks do most often elementwise, in one pass instead of three.
 */
public enum FusedFunction {
    /** {@code g (1 - y^2)}, y the value of tanh. */
    TANH_DERIVATIVE,
    /** {@code g (y (1 - y))}, y the value of the logistic function. */
    SIGMOID_DERIVATIVE,
    /** {@code g step(y)}, y the argument of a rectifier. */
    STEP_DERIVATIVE,
    /** {@code g y}, y the derivative itself. */
    TIMES_DERIVATIVE
}
