package ergodic.autodiff;

/** Elementwise functions of one argument, with IEEE semantics outside their domain (NaN, infinities). */
public enum UnaryFunction {
    /** {@code -x}. */
    NEGATE,
    /** {@code e^x}. */
    EXP,
    /** Natural logarithm. */
    LOG,
    /** {@code log(1 + x)}. */
    LOG1P,
    /** {@code e^x - 1}. */
    EXPM1,
    /** Square root; its derivative at 0 is infinite. */
    SQRT,
    /** {@code x^2}. */
    SQUARE,
    /** {@code 1 / x}. */
    RECIPROCAL,
    /** Hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID,
    /** {@code log(1 + e^x)}, without overflow. */
    SOFTPLUS,
    /** {@code max(x, 0)}; derivative 0 at 0. */
    RELU,
    /** {@code x Phi(x)}, exact form by erf (Hendrycks and Gimpel 2016). */
    GELU,
    /** {@code x sigmoid(x)}. */
    SILU,
    /** Absolute value; derivative 0 at 0. */
    ABS,
    /** -1, 0 or 1; derivative 0. */
    SIGN,
    /** 1 if {@code x > 0}, else 0; NaN for NaN; derivative 0. */
    STEP,
    /** Error function. */
    ERF,
    /** Sine. */
    SIN,
    /** Cosine. */
    COS,
    /** Log of the absolute value of the gamma function. */
    LGAMMA,
    /** {@code log(1 + x^2)}, without overflow. */
    LOG1P_SQUARE
}
