package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorLogarithm} for floats, with a polynomial Q of degree 2 (error 0.007 ulp). */
public final class VectorFloatLogarithm {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    static final FloatVector Q0 = FloatVector.broadcast(S, 0.6666677641970776f);
    static final FloatVector Q1 = FloatVector.broadcast(S, 0.3997752812043956f);
    static final FloatVector Q2 = FloatVector.broadcast(S, 0.2987228108838446f);
    static final FloatVector HIGH = FloatVector.broadcast(S, 0.693147182f);
    static final FloatVector LOW = FloatVector.broadcast(S, -1.90465427e-9f);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector TWO = FloatVector.broadcast(S, 2.0f);
    private static final FloatVector HALF = FloatVector.broadcast(S, 0.5f);
    private static final FloatVector ZERO = FloatVector.zero(S);

    private static final int ROOT_BITS = 0x3f3504f3;
    /** The bits of sqrt(1/2). */
    static final IntVector ROOT = IntVector.broadcast(S.withLanes(int.class), ROOT_BITS);
    static final IntVector MOVE = IntVector.broadcast(S.withLanes(int.class), (127 << 23) - ROOT_BITS);
    static final IntVector MANTISSA = IntVector.broadcast(S.withLanes(int.class), 0x007fffff);
    static final IntVector MAGIC_BITS = IntVector.broadcast(S.withLanes(int.class), 0x4b000000);
    static final FloatVector BIAS = FloatVector.broadcast(S, 0x1.0p23f + 127);
    static final IntVector TURN = IntVector.broadcast(S.withLanes(int.class), Integer.MIN_VALUE - 0x00800000);
    static final int TURNED_BOUND = Integer.MIN_VALUE + 0x7f000000;

    private VectorFloatLogarithm() {}

    public static void log(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            IntVector bits = x.reinterpretAsInts();
            FloatVector bias = BIAS;
            boolean special = bits.add(TURN).compare(VectorOperators.GE, TURNED_BOUND).anyTrue();
            if (special) {
                VectorMask<Float> small = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
                bits = x.blend(x.mul(0x1.0p25f), small).reinterpretAsInts();
                bias = bias.blend(0x1.0p23f + 127 + 25, small);
            }
            IntVector moved = bits.add(MOVE);
            FloatVector k = moved.lanewise(VectorOperators.LSHR, 23).or(MAGIC_BITS).reinterpretAsFloats().sub(bias);
            FloatVector f = moved.and(MANTISSA).add(ROOT).reinterpretAsFloats().sub(ONE);
            FloatVector s = f.div(f.add(TWO));
            FloatVector z = s.mul(s);
            FloatVector q = Q2.fma(z, Q1).fma(z, Q0);
            FloatVector half = f.mul(f).mul(HALF);
            FloatVector rest = z.fma(q, half).fma(s, k.mul(LOW));
            FloatVector result = k.fma(HIGH, f.sub(half.sub(rest)));
            if (special) {
                result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, ZERO));
                result = result.blend(Float.NaN, x.compare(VectorOperators.LT, ZERO));
                result = result.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
                result = result.blend(x, x.compare(VectorOperators.NE, x));
            }
            result.intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    public static void log1p(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector u = x.add(ONE);
            FloatVector rounding = x.sub(u.sub(ONE)).div(u);
            IntVector moved = u.reinterpretAsInts().add(MOVE);
            FloatVector k = moved.lanewise(VectorOperators.LSHR, 23).or(MAGIC_BITS).reinterpretAsFloats().sub(BIAS);
            FloatVector f = moved.and(MANTISSA).add(ROOT).reinterpretAsFloats().sub(ONE);
            FloatVector s = f.div(f.add(TWO));
            FloatVector z = s.mul(s);
            FloatVector q = Q2.fma(z, Q1).fma(z, Q0);
            FloatVector half = f.mul(f).mul(HALF);
            FloatVector rest = z.fma(q, half).fma(s, k.fma(LOW, rounding));
            FloatVector result = k.fma(HIGH, f.sub(half.sub(rest)));
            result = result.blend(Float.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, ZERO));
            result = result.blend(Float.NaN, u.compare(VectorOperators.LT, ZERO));
            VectorMask<Float> finite = x.compare(VectorOperators.LE, Float.MAX_VALUE);
            x.blend(result, finite).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
