package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorUnary} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatUnary {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector MINUS_ONE = FloatVector.broadcast(S, -1.0f);

    private VectorFloatUnary() {}

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
            case LOG1P -> VectorFloatLogarithm.log1p(m, out, a, n);
            case EXPM1 -> VectorFloatExponential.expm1(m, out, a, n);
            case EXP -> VectorFloatExponential.exp(m, out, a, n);
            case TANH -> VectorFloatSigmoidal.tanh(m, out, a, n);
            case SIGMOID -> VectorFloatSigmoidal.sigmoid(m, out, a, n);
            case SILU -> VectorFloatSigmoidal.silu(m, out, a, n);
            case LOG -> VectorFloatLogarithm.log(m, out, a, n);
            case SOFTPLUS -> VectorFloatSigmoidal.softplus(m, out, a, n);
            case ERF -> VectorFloatNormal.erf(m, out, a, n);
            case GELU -> VectorFloatNormal.gelu(m, out, a, n);
            case LGAMMA -> VectorFloatGamma.lgamma(m, out, a, n);
            case SIN, COS, LOG1P_SQUARE -> ScalarFloatElementwise.any(function, m, out, a, n);
        }
    }

    static void leakyRelu(float slope, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            VectorMask<Float> positive = x.compare(VectorOperators.GT, ZERO);
            x.mul(slope).blend(x, positive).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    static void copy(MemorySegment m, long out, long a, int n) {
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER).intoMemorySegment(m, out + 4L * i, ORDER);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_FLOAT, out + 4L * i, m.get(JAVA_FLOAT, a + 4L * i));
        }
    }

    static void fill(MemorySegment m, long out, float value, int n) {
        int done = n - n % L;
        FloatVector x = FloatVector.broadcast(S, value);
        for (int i = 0; i < done; i += L) {
            x.intoMemorySegment(m, out + 4L * i, ORDER);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_FLOAT, out + 4L * i, value);
        }
    }

    /** {@code c != 0 ? a : b} where all three are runs. */
    static void select(MemorySegment m, long out, long c, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector condition = FloatVector.fromMemorySegment(S, m, c + 4L * i, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(S, m, b + 4L * i, ORDER);
            x.blend(y, condition.compare(VectorOperators.EQ, ZERO)).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    /** {@code c != 0 ? a : b} where c and a are runs and b one number. */
    static void selectRight(MemorySegment m, long out, long c, long a, float b, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector condition = FloatVector.fromMemorySegment(S, m, c + 4L * i, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.blend(b, condition.compare(VectorOperators.EQ, ZERO)).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    /** {@code c != 0 ? a : b} where c and b are runs and a one number. */
    static void selectLeft(MemorySegment m, long out, long c, float a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector condition = FloatVector.fromMemorySegment(S, m, c + 4L * i, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(S, m, b + 4L * i, ORDER);
            y.blend(a, condition.compare(VectorOperators.NE, ZERO)).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void negate(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.neg().intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void sqrt(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.sqrt().intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void square(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.mul(x).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void reciprocal(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            ONE.div(x).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void relu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.blend(ZERO, x.compare(VectorOperators.LE, ZERO)).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void abs(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.abs().intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void sign(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.blend(ONE, x.compare(VectorOperators.GT, ZERO)).blend(MINUS_ONE, x.compare(VectorOperators.LT, ZERO))
                    .intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    private static void step(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            x.blend(ONE, x.compare(VectorOperators.GT, ZERO)).blend(ZERO, x.compare(VectorOperators.LE, ZERO))
                    .intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
