package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;

/**
 * Elementwise loops over single numbers. The frequent functions have loops of their own, so that the choice of the
 * function is made once a run; the rest choose for each number, which their own cost hides.
 */
final class ScalarElementwise {

    private ScalarElementwise() {}

    static void any(UnaryFunction function, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, ScalarMath.unary(function, m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    static void negate(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, -m.get(JAVA_DOUBLE, a + 8L * i));
        }
    }

    static void square(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            double x = m.get(JAVA_DOUBLE, a + 8L * i);
            m.set(JAVA_DOUBLE, out + 8L * i, x * x);
        }
    }

    static void relu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            double x = m.get(JAVA_DOUBLE, a + 8L * i);
            m.set(JAVA_DOUBLE, out + 8L * i, x <= 0 ? 0 : x);
        }
    }

    static void exp(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, Math.exp(m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    static void tanh(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, Math.tanh(m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    static void sigmoid(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, SpecialFunctions.sigmoid(m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    /** {@code a > 0 ? a : slope a}. */
    static void leakyRelu(double slope, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            double x = m.get(JAVA_DOUBLE, a + 8L * i);
            m.set(JAVA_DOUBLE, out + 8L * i, x > 0 ? x : slope * x);
        }
    }

    /** {@code a > 0 ? a : alpha expm1(a)}. */
    static void elu(double alpha, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, ScalarMath.elu(alpha, m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    static void polygamma(int order, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, SpecialFunctions.polygamma(order, m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    static void stirlingRemainder(int order, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, ScalarMath.stirlingRemainder(order, m.get(JAVA_DOUBLE, a + 8L * i)));
        }
    }

    static void copy(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, m.get(JAVA_DOUBLE, a + 8L * i));
        }
    }

    static void fill(MemorySegment m, long out, double value, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, value);
        }
    }

    /** Steps in bytes: a number along a run, 0 for one number. */
    static void binary(BinaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep,
            int n) {
        switch (function) {
            case ADD -> add(m, out, a, aStep, b, bStep, n);
            case SUBTRACT -> subtract(m, out, a, aStep, b, bStep, n);
            case MULTIPLY -> multiply(m, out, a, aStep, b, bStep, n);
            case DIVIDE -> divide(m, out, a, aStep, b, bStep, n);
            default -> any(function, m, out, a, aStep, b, bStep, n);
        }
    }

    private static void any(BinaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep,
            int n) {
        for (int i = 0; i < n; i++) {
            double x = m.get(JAVA_DOUBLE, a + (long) aStep * i);
            double y = m.get(JAVA_DOUBLE, b + (long) bStep * i);
            m.set(JAVA_DOUBLE, out + 8L * i, ScalarMath.binary(function, x, y));
        }
    }

    private static void add(MemorySegment m, long out, long a, int aStep, long b, int bStep, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    m.get(JAVA_DOUBLE, a + (long) aStep * i) + m.get(JAVA_DOUBLE, b + (long) bStep * i));
        }
    }

    private static void subtract(MemorySegment m, long out, long a, int aStep, long b, int bStep, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    m.get(JAVA_DOUBLE, a + (long) aStep * i) - m.get(JAVA_DOUBLE, b + (long) bStep * i));
        }
    }

    private static void multiply(MemorySegment m, long out, long a, int aStep, long b, int bStep, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    m.get(JAVA_DOUBLE, a + (long) aStep * i) * m.get(JAVA_DOUBLE, b + (long) bStep * i));
        }
    }

    private static void divide(MemorySegment m, long out, long a, int aStep, long b, int bStep, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    m.get(JAVA_DOUBLE, a + (long) aStep * i) / m.get(JAVA_DOUBLE, b + (long) bStep * i));
        }
    }

    /** Steps in numbers. */
    static void select(MemorySegment m, long out, long c, int cStep, long a, int aStep, long b, int bStep, int n) {
        for (int i = 0; i < n; i++) {
            boolean first = m.get(JAVA_DOUBLE, c + 8L * cStep * i) != 0;
            double value = first ? m.get(JAVA_DOUBLE, a + 8L * aStep * i) : m.get(JAVA_DOUBLE, b + 8L * bStep * i);
            m.set(JAVA_DOUBLE, out + 8L * i, value);
        }
    }

    /** Steps in numbers. */
    static void ternary(TernaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep,
            long c, int cStep, int n) {
        for (int i = 0; i < n; i++) {
            double x = m.get(JAVA_DOUBLE, a + 8L * aStep * i);
            double y = m.get(JAVA_DOUBLE, b + 8L * bStep * i);
            double z = m.get(JAVA_DOUBLE, c + 8L * cStep * i);
            m.set(JAVA_DOUBLE, out + 8L * i, ScalarMath.ternary(function, x, y, z));
        }
    }

    static void fused(FusedFunction function, MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i++) {
            double value = m.get(JAVA_DOUBLE, y + 8L * i);
            double derivative = switch (function) {
                case TANH_DERIVATIVE -> 1 - value * value;
                case SIGMOID_DERIVATIVE -> value * (1 - value);
                case STEP_DERIVATIVE -> value > 0 ? 1 : value <= 0 ? 0 : value;
            };
            m.set(JAVA_DOUBLE, out + 8L * i, m.get(JAVA_DOUBLE, gradient + 8L * i) * derivative);
        }
    }
}
