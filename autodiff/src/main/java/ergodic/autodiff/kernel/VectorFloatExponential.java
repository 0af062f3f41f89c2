package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;

import ergodic.autodiff.UnaryFunction;

/** {@link VectorExponential} for floats, by single numbers. */
final class VectorFloatExponential {

    private VectorFloatExponential() {}

    static void exp(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.EXP, m, out, a, n);
    }

    static void expm1(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.EXPM1, m, out, a, n);
    }

    static void elu(float alpha, MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.elu(alpha, m, out, a, n);
    }
}
