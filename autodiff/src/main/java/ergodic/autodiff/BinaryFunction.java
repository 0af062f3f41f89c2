package ergodic.autodiff;

/** Elementwise functions of two arguments. Comparisons give 1 or 0 (0 if an argument is NaN) and have derivative 0. */
public enum BinaryFunction {
    /** {@code a + b}. */
    ADD,
    /** {@code a - b}. */
    SUBTRACT,
    /** {@code a b}. */
    MULTIPLY,
    /** {@code a / b}. */
    DIVIDE,
    /** {@code a^b}, as {@link Math#pow}. */
    POW,
    /** Larger argument; NaN if either is; at a tie the derivative goes to the first. */
    MAX,
    /** Smaller argument; NaN if either is; at a tie the derivative goes to the first. */
    MIN,
    /** {@code a < b}. */
    LESS,
    /** {@code a <= b}. */
    LESS_EQUAL,
    /** {@code a == b}. */
    EQUAL
}
