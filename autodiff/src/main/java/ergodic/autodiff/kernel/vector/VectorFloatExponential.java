package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorExponential} for floats: the same reduction, {@code exp(r) = 1 + r + r^2 P(r)} with minimax polynomials of degree
 * 4 for exp (error 0.03 ulp) and 5 for expm1 (relative to expm1, 0.002 ulp).
 */
public final class VectorFloatExponential {

    /** Above it exp overflows. */
    static final float LARGEST = 88.72284f;
    /**
     * Below it, where exp is less than 2^-63, the kernels give 0. Beside values near 1 that is nothing to a float, and a product of two such
     * results is still a normal number: denormals make a gradient several times slower.
     */
    static final float SMALLEST = -43.66827f;

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final FloatVector MAGIC = FloatVector.broadcast(S, 0x1.8p23f);
    private static final FloatVector SCALE = FloatVector.broadcast(S, 1.44269504f);
    /** log 2 in two parts: the fused product makes the first subtraction exact but for its own rounding. */
    private static final FloatVector HIGH = FloatVector.broadcast(S, -0.693147182f);
    private static final FloatVector LOW = FloatVector.broadcast(S, 1.90465427e-9f);
    private static final FloatVector P0 = FloatVector.broadcast(S, 0.49999993412389770f);
    private static final FloatVector P1 = FloatVector.broadcast(S, 0.16666520107641555f);
    private static final FloatVector P2 = FloatVector.broadcast(S, 0.04166839423180627f);
    private static final FloatVector P3 = FloatVector.broadcast(S, 0.00836878042781604f);
    private static final FloatVector P4 = FloatVector.broadcast(S, 0.00138144661112728f);
    private static final FloatVector Q0 = FloatVector.broadcast(S, 0.50000000443996670f);
    private static final FloatVector Q1 = FloatVector.broadcast(S, 0.16666666368862712f);
    private static final FloatVector Q2 = FloatVector.broadcast(S, 0.04166635981996586f);
    private static final FloatVector Q3 = FloatVector.broadcast(S, 0.00833338957176238f);
    private static final FloatVector Q4 = FloatVector.broadcast(S, 0.00139407200238388f);
    private static final FloatVector Q5 = FloatVector.broadcast(S, 0.00019845885246454f);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector HALF = FloatVector.broadcast(S, 0.5f);
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final IntVector HALF_BITS = HALF.reinterpretAsInts();

    private VectorFloatExponential() {}

    public static void exp(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, x));
            FloatVector r2 = r.mul(r);
            FloatVector p = P4.fma(r2, P3.fma(r, P2)).fma(r2, P1.fma(r, P0));
            FloatVector e = p.fma(r2, r).add(ONE);
            IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y = e.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            VectorMask<Float> usual = x.abs().compare(VectorOperators.LE, -SMALLEST);
            if (!usual.allTrue()) {
                y = y.blend(ZERO, x.compare(VectorOperators.LT, SMALLEST));
                y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, LARGEST));
                y = y.blend(x, x.compare(VectorOperators.NE, x));
            }
            y.intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    public static void expm1(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, x));
            FloatVector r2 = r.mul(r);
            FloatVector p = Q5.fma(r, Q4).fma(r2, Q3.fma(r, Q2)).fma(r2, Q1.fma(r, Q0));
            FloatVector q = p.fma(r2, r);
            FloatVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(HALF_BITS)
                    .reinterpretAsFloats();
            FloatVector e = q.fma(power, power.sub(HALF));
            e = e.add(e);
            e = e.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, LARGEST));
            e = e.blend(-1.0f, x.compare(VectorOperators.LT, -20.0f));
            e.intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    /** {@code x > 0 ? x : alpha expm1(x)}. */
    public static void elu(float alpha, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, x));
            FloatVector r2 = r.mul(r);
            FloatVector p = Q5.fma(r, Q4).fma(r2, Q3.fma(r, Q2)).fma(r2, Q1.fma(r, Q0));
            FloatVector q = p.fma(r2, r);
            FloatVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(HALF_BITS)
                    .reinterpretAsFloats();
            FloatVector e = q.fma(power, power.sub(HALF));
            e = e.add(e);
            e = e.blend(-1.0f, x.compare(VectorOperators.LT, -20.0f)).mul(alpha);
            e.blend(x, x.compare(VectorOperators.GT, ZERO)).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
