package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;

import ergodic.autodiff.UnaryFunction;

/** {@link VectorSigmoidal} for floats, by single numbers. */
final class VectorFloatSigmoidal {

    private VectorFloatSigmoidal() {}

    static void tanh(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.TANH, m, out, a, n);
    }

    static void sigmoid(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.SIGMOID, m, out, a, n);
    }

    static void silu(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.SILU, m, out, a, n);
    }

    static void softplus(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.SOFTPLUS, m, out, a, n);
    }
}
