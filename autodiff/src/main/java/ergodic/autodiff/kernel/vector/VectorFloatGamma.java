package ergodic.autodiff.kernel.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.SpecialFunctions;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorGamma} for floats: degrees 4 and 4 (relative error 3.2e-9), series of degree 2. */
public final class VectorFloatGamma {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Numerator of R. */
    private static final FloatVector N0 = FloatVector.broadcast(S, 1.864392638206482f);
    private static final FloatVector N1 = FloatVector.broadcast(S, 8.523700714111328f);
    private static final FloatVector N2 = FloatVector.broadcast(S, 5.779336452484131f);
    private static final FloatVector N3 = FloatVector.broadcast(S, 0.6519910097122192f);
    private static final FloatVector N4 = FloatVector.broadcast(S, 0.003464312059804797f);
    /** Denominator of R, after 1. */
    private static final FloatVector D1 = FloatVector.broadcast(S, 10.130963325500488f);
    private static final FloatVector D2 = FloatVector.broadcast(S, 13.796344757080078f);
    private static final FloatVector D3 = FloatVector.broadcast(S, 4.006253242492676f);
    private static final FloatVector D4 = FloatVector.broadcast(S, 0.21132612228393555f);
    /** W. */
    private static final FloatVector W0 = FloatVector.broadcast(S, 0.0833333358168602f);
    private static final FloatVector W1 = FloatVector.broadcast(S, -0.002777287270873785f);
    private static final FloatVector W2 = FloatVector.broadcast(S, 0.0007601530523970723f);

    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector TWO = FloatVector.broadcast(S, 2.0f);
    private static final FloatVector HALF = FloatVector.broadcast(S, 0.5f);
    private static final FloatVector MINUS_ONE = FloatVector.broadcast(S, -1.0f);
    private static final FloatVector ZERO = FloatVector.zero(S);
    /** Beyond it Stirling's series is used. */
    private static final FloatVector LARGE = FloatVector.broadcast(S, 5.0f);
    /** {@code (log(2 pi) - 1) / 2}. */
    private static final FloatVector CONSTANT = FloatVector.broadcast(S, 0.418938547372818f);
    /** The number of each lane. */
    private static final FloatVector LANES = FloatVector.zero(S).addIndex(1);

    private VectorFloatGamma() {}

    public static void lgamma(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            IntVector bits = x.reinterpretAsInts();
            VectorMask<Float> below = x.compare(VectorOperators.LT, ONE);
            VectorMask<Float> large = x.compare(VectorOperators.GE, LARGE);
            FloatVector t = x.blend(x.add(ONE), below);
            FloatVector t2 = t.mul(t);
            FloatVector top = N4.fma(t2, N3.fma(t, N2)).fma(t2, N1.fma(t, N0));
            FloatVector bottom = D4.fma(t2, D3.fma(t, D2)).fma(t2, D1.fma(t, ONE));
            FloatVector quotient = top.blend(ONE, large).div(bottom.blend(x, large));
            FloatVector u = x.sub(ONE).blend(x, below);
            FloatVector middle = u.mul(u.sub(ONE)).fma(quotient, ZERO);
            IntVector moved = bits.add(VectorFloatLogarithm.MOVE);
            FloatVector k = moved.lanewise(VectorOperators.LSHR, 23).or(VectorFloatLogarithm.MAGIC_BITS)
                    .reinterpretAsFloats().sub(VectorFloatLogarithm.BIAS);
            FloatVector f = moved.and(VectorFloatLogarithm.MANTISSA).add(VectorFloatLogarithm.ROOT)
                    .reinterpretAsFloats().sub(ONE);
            FloatVector s = f.div(f.add(TWO));
            FloatVector z = s.mul(s);
            FloatVector q = VectorFloatLogarithm.Q2.fma(z, VectorFloatLogarithm.Q1).fma(z, VectorFloatLogarithm.Q0);
            FloatVector half = f.mul(f).mul(HALF);
            FloatVector rest = z.fma(q, half).fma(s, k.mul(VectorFloatLogarithm.LOW));
            FloatVector fraction = f.sub(half.sub(rest));
            FloatVector small = middle.sub(k.fma(VectorFloatLogarithm.HIGH, fraction));
            FloatVector logLessOne = k.fma(VectorFloatLogarithm.HIGH, MINUS_ONE).add(fraction);
            FloatVector w = quotient.mul(quotient);
            FloatVector series = W2.fma(w, W1).fma(w, W0);
            FloatVector stirling = x.sub(HALF).fma(logLessOne, series.fma(quotient, CONSTANT));
            FloatVector result = middle.blend(small, below).blend(stirling, large);
            if (bits.add(VectorFloatLogarithm.TURN).compare(VectorOperators.GE, VectorFloatLogarithm.TURNED_BOUND)
                    .anyTrue()) {
                for (int lane = 0; lane < L; lane++) {
                    float v = m.get(JAVA_FLOAT, a + 4L * (i + lane));
                    if (!(v >= Float.MIN_NORMAL && v <= Float.MAX_VALUE)) {
                        result = result.blend((float) SpecialFunctions.lgamma(v),
                                LANES.compare(VectorOperators.EQ, lane));
                    }
                }
            }
            result.intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
