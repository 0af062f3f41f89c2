package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;

import ergodic.autodiff.UnaryFunction;

/** {@link VectorLogarithm} for floats, by single numbers. */
final class VectorFloatLogarithm {

    private VectorFloatLogarithm() {}

    static void log(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.LOG, m, out, a, n);
    }

    static void log1p(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.any(UnaryFunction.LOG1P, m, out, a, n);
    }
}
