package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.BinaryFunction;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise vector loops of two operands. Every function and every pattern of operands (run and run, run and number,
 * number and run) is a loop of its own: an operator that is not a constant of the loop is not compiled to an instruction,
 * and a vector that comes from one of two branches may be boxed. What does not fill a vector is done by single numbers.
 */
final class VectorBinary {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);

    private VectorBinary() {}

    /** Both operands in the given pattern: run and run. */
    static void runs(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        int done = n - n % L;
        switch (function) {
            case ADD -> addVV(m, out, a, b, done);
            case SUBTRACT -> subtractVV(m, out, a, b, done);
            case MULTIPLY -> multiplyVV(m, out, a, b, done);
            case DIVIDE -> divideVV(m, out, a, b, done);
            case MAX -> maxVV(m, out, a, b, done);
            case MIN -> minVV(m, out, a, b, done);
            case POW -> ScalarElementwise.binary(function, m, out, a, Double.BYTES, b, Double.BYTES, done);
            case LESS -> lessVV(m, out, a, b, done);
            case LESS_EQUAL -> lessEqualVV(m, out, a, b, done);
            case EQUAL -> equalVV(m, out, a, b, done);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    ScalarMath.binary(function, m.get(JAVA_DOUBLE, a + 8L * i), m.get(JAVA_DOUBLE, b + 8L * i)));
        }
    }

    /** Both operands in the given pattern: run and number. */
    static void right(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        int done = n - n % L;
        switch (function) {
            case ADD -> addVS(m, out, a, b, done);
            case SUBTRACT -> subtractVS(m, out, a, b, done);
            case MULTIPLY -> multiplyVS(m, out, a, b, done);
            case DIVIDE -> divideVS(m, out, a, b, done);
            case MAX -> maxVS(m, out, a, b, done);
            case MIN -> minVS(m, out, a, b, done);
            case POW -> ScalarElementwise.binary(function, m, out, a, Double.BYTES, b, 0, done);
            case LESS -> lessVS(m, out, a, b, done);
            case LESS_EQUAL -> lessEqualVS(m, out, a, b, done);
            case EQUAL -> equalVS(m, out, a, b, done);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    ScalarMath.binary(function, m.get(JAVA_DOUBLE, a + 8L * i), m.get(JAVA_DOUBLE, b)));
        }
    }

    /** Both operands in the given pattern: number and run. */
    static void left(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        int done = n - n % L;
        switch (function) {
            case ADD -> addVS(m, out, b, a, done);
            case SUBTRACT -> subtractSV(m, out, a, b, done);
            case MULTIPLY -> multiplyVS(m, out, b, a, done);
            case DIVIDE -> divideSV(m, out, a, b, done);
            case MAX -> maxVS(m, out, b, a, done);
            case MIN -> minVS(m, out, b, a, done);
            case POW -> ScalarElementwise.binary(function, m, out, a, 0, b, Double.BYTES, done);
            case LESS -> lessSV(m, out, a, b, done);
            case LESS_EQUAL -> lessEqualSV(m, out, a, b, done);
            case EQUAL -> equalVS(m, out, b, a, done);
        }
        for (int i = done; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i,
                    ScalarMath.binary(function, m.get(JAVA_DOUBLE, a), m.get(JAVA_DOUBLE, b + 8L * i)));
        }
    }

    private static void addVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.add(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void addVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.add(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void subtractVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.sub(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void subtractVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.sub(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void subtractSV(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector x = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, a));
        for (int i = 0; i < n; i += L) {
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.sub(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void multiplyVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.mul(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void multiplyVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.mul(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void divideVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.div(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void divideVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.div(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void divideSV(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector x = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, a));
        for (int i = 0; i < n; i += L) {
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.div(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void maxVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.max(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void maxVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.max(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void minVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            x.min(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void minVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.min(y).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void lessVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.LT, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void lessVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.LT, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void lessSV(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector x = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, a));
        for (int i = 0; i < n; i += L) {
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.LT, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void lessEqualVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.LE, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void lessEqualVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.LE, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void lessEqualSV(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector x = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, a));
        for (int i = 0; i < n; i += L) {
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.LE, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void equalVV(MemorySegment m, long out, long a, long b, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.EQ, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    private static void equalVS(MemorySegment m, long out, long a, long b, int n) {
        DoubleVector y = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, b));
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            ZERO.blend(ONE, x.compare(VectorOperators.EQ, y)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
