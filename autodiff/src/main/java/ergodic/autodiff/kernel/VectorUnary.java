package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise vector loops of one operand, save for the transcendental functions that have polynomials of their own
 * ({@link VectorExponential}, {@link VectorSigmoidal}, {@link VectorLogarithm}, {@link VectorNormal}, {@link VectorGamma}). Loops run over whole vectors, so they write up to a vector more than
 * asked. Functions without a loop (sine, cosine, log(1 + x^2)) are done by single numbers. The transcendental operators of the
 * Vector API are not used: the interpreter and the JIT compute them by different methods, so that a result would depend on
 * when its loop was compiled.
 */
final class VectorUnary {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector MINUS_ONE = DoubleVector.broadcast(S, -1.0);

    private VectorUnary() {}

    static void apply(UnaryFunction function, MemorySegment m, long out, long a, int n) {
        switch (function) {
            case NEGATE -> negate(m, out, a, n);
            case SQRT -> sqrt(m, out, a, n);
            case SQUARE -> square(m, out, a, n);
            case RECIPROCAL -> reciprocal(m, out, a, n);
            case RELU -> relu(m, out, a, n);
            case ABS -> abs(m, out, a, n);
            case SIGN -> sign(m, out, a, n);
            case STEP -> step(m, out, a, n);
            case LOG1P -> VectorLogarithm.log1p(m, out, a, n);
            case EXPM1 -> VectorExponential.expm1(m, out, a, n);
            case EXP -> VectorExponential.exp(m, out, a, n);
            case TANH -> VectorSigmoidal.tanh(m, out, a, n);
            case SIGMOID -> VectorSigmoidal.sigmoid(m, out, a, n);
            case SILU -> VectorSigmoidal.silu(m, out, a, n);
            case LOG -> VectorLogarithm.log(m, out, a, n);
            case SOFTPLUS -> VectorSigmoidal.softplus(m, out, a, n);
            case ERF -> VectorNormal.erf(m, out, a, n);
            case GELU -> VectorNormal.gelu(m, out, a, n);
            case LGAMMA -> VectorGamma.lgamma(m, out, a, n);
            case SIN, COS, LOG1P_SQUARE -> ScalarElementwise.any(function, m, out, a, n);
        }
    }

    static void leakyRelu(double slope, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            VectorMask<Double> positive = x.compare(VectorOperators.GT, ZERO);
            x.mul(slope).blend(x, positive).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    static void copy(MemorySegment m, long out, long a, int n) {
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER).intoMemorySegment(m, out + 8L * i, ORDER);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, m.get(JAVA_DOUBLE, a + 8L * i));
        }
    }

    static void fill(MemorySegment m, long out, double value, int n) {
        int done = n - n % L;
        DoubleVector x = DoubleVector.broadcast(S, value);
        for (int i = 0; i < done; i += L) {
            x.intoMemorySegment(m, out + 8L * i, ORDER);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, value);
        }
    }

    /** {@code c != 0 ? a : b} where all three are runs. */
    static void select(MemorySegment m, long out, long c, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector condition = DoubleVector.fromMemorySegment(S, m, c + 8L * i, ORDER);
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.blend(y, condition.compare(VectorOperators.EQ, ZERO)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code c != 0 ? a : b} where c and a are runs and b one number. */
    static void selectRight(MemorySegment m, long out, long c, long a, double b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector condition = DoubleVector.fromMemorySegment(S, m, c + 8L * i, ORDER);
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.blend(b, condition.compare(VectorOperators.EQ, ZERO)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code c != 0 ? a : b} where c and b are runs and a one number. */
    static void selectLeft(MemorySegment m, long out, long c, double a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector condition = DoubleVector.fromMemorySegment(S, m, c + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            y.blend(a, condition.compare(VectorOperators.NE, ZERO)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void negate(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.neg().intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void sqrt(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.sqrt().intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void square(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.mul(x).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void reciprocal(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            ONE.div(x).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void relu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.blend(ZERO, x.compare(VectorOperators.LE, ZERO)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void abs(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.abs().intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void sign(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.blend(ONE, x.compare(VectorOperators.GT, ZERO)).blend(MINUS_ONE, x.compare(VectorOperators.LT, ZERO))
                    .intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void step(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.blend(ONE, x.compare(VectorOperators.GT, ZERO)).blend(ZERO, x.compare(VectorOperators.LE, ZERO))
                    .intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
