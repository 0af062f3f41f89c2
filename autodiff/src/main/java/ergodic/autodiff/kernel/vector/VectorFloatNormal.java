package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorNormal} for floats, with rational functions of degrees 4 and 3 for the error function (error 0.02 ulp) and 4 and 5
 * for the tail (0.04 ulp).
 */
public final class VectorFloatNormal {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Numerator of R. */
    private static final FloatVector A0 = FloatVector.broadcast(S, 1.1283791699576073f);
    private static final FloatVector A1 = FloatVector.broadcast(S, 1.544273287926387f);
    private static final FloatVector A2 = FloatVector.broadcast(S, 0.9464350586241794f);
    private static final FloatVector A3 = FloatVector.broadcast(S, 0.2962002172057625f);
    private static final FloatVector A4 = FloatVector.broadcast(S, 0.040374768812618284f);
    /** Denominator of R, after 1. */
    private static final FloatVector B1 = FloatVector.broadcast(S, 0.8043871980599175f);
    private static final FloatVector B2 = FloatVector.broadcast(S, 0.2938466884335927f);
    private static final FloatVector B3 = FloatVector.broadcast(S, 0.04041809699922852f);

    /** Numerator of G. */
    private static final FloatVector G0 = FloatVector.broadcast(S, 0.5000000024858969f);
    private static final FloatVector G1 = FloatVector.broadcast(S, 0.43568627052915837f);
    private static final FloatVector G2 = FloatVector.broadcast(S, 0.1813067292397356f);
    private static final FloatVector G3 = FloatVector.broadcast(S, 0.039984164017728765f);
    private static final FloatVector G4 = FloatVector.broadcast(S, 0.004020189815183723f);
    /** Denominator of G, after 1. */
    private static final FloatVector H1 = FloatVector.broadcast(S, 1.669257460129408f);
    private static final FloatVector H2 = FloatVector.broadcast(S, 1.1944840774508025f);
    private static final FloatVector H3 = FloatVector.broadcast(S, 0.46438025659584053f);
    private static final FloatVector H4 = FloatVector.broadcast(S, 0.10023281729938968f);
    private static final FloatVector H5 = FloatVector.broadcast(S, 0.010076978243145131f);

    private static final float FIT_N1 = 0.066587030056683f;
    private static final float FIT_D1 = 0.39992011700245295f;
    /** e^r = (q + u) / (q - u) with {@code u = r (1 + U1 r^2)}, {@code q = 2 + V1 r^2}. */
    private static final FloatVector U1 = FloatVector.broadcast(S, FIT_N1 / 4);
    private static final FloatVector V1 = FloatVector.broadcast(S, FIT_D1 / 2);
    private static final FloatVector MAGIC = FloatVector.broadcast(S, 0x1.8p23f);
    private static final FloatVector SCALE = FloatVector.broadcast(S, 1.44269504f);
    private static final FloatVector HIGH = FloatVector.broadcast(S, -0.693147182f);
    private static final FloatVector LOW = FloatVector.broadcast(S, 1.90465427e-9f);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector TWO = FloatVector.broadcast(S, 2.0f);
    private static final FloatVector MINUS_HALF = FloatVector.broadcast(S, -0.5f);
    private static final FloatVector MINUS_ZERO = FloatVector.broadcast(S, -0.0f);
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final IntVector ONE_BITS = ONE.reinterpretAsInts();
    private static final IntVector SIGN = MINUS_ZERO.reinterpretAsInts();
    /** Beyond it erf is 1 as rounded. */
    private static final FloatVector ERF_ONE = FloatVector.broadcast(S, 3.93f);
    private static final FloatVector SMALLEST = FloatVector.broadcast(S, VectorFloatExponential.SMALLEST);

    private VectorFloatNormal() {}

    /** With {@code e^w = 2^k (q + u) / (q - u)}: {@code -expm1(w) = (1 - 2^k) - 2^k 2 u / (q - u)}. */
    public static void erf(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector y = x.abs();
            FloatVector y2 = y.mul(y);
            FloatVector top = A4.fma(y2, A3.fma(y, A2)).fma(y2, A1.fma(y, A0)).mul(y);
            FloatVector w = top.div(B3.fma(y, B2).fma(y2, B1.fma(y, ONE))).neg();
            FloatVector t = w.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, w));
            FloatVector z = r.mul(r);
            FloatVector u = U1.fma(z, ONE).mul(r);
            FloatVector q = V1.fma(z, TWO);
            FloatVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS)
                    .reinterpretAsFloats();
            FloatVector e = ONE.sub(power).sub(u.add(u).div(q.sub(u)).mul(power));
            e = e.blend(ONE, y.compare(VectorOperators.GT, ERF_ONE));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            e.reinterpretAsInts().or(sign).reinterpretAsFloats().intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    /** {@code x Phi(x)}: x times the tail for negative x, x less that for positive. */
    public static void gelu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector y = x.abs();
            FloatVector y2 = y.mul(y);
            FloatVector rounding = y.fma(y, y2.neg());
            FloatVector w = y2.mul(MINUS_HALF);
            FloatVector t = w.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = rounding.fma(MINUS_HALF, k.fma(LOW, k.fma(HIGH, w)));
            FloatVector z = r.mul(r);
            FloatVector u = U1.fma(z, ONE).mul(r);
            FloatVector q = V1.fma(z, TWO);
            IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = q.add(u).reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector top = G4.fma(y2, G3.fma(y, G2)).fma(y2, G1.fma(y, G0));
            FloatVector bottom = H5.fma(y, H4).fma(y2, H3.fma(y, H2)).fma(y2, H1.fma(y, ONE));
            FloatVector part = x.mul(top.mul(e).div(bottom.mul(q.sub(u))));
            VectorMask<Float> none = w.compare(VectorOperators.LT, SMALLEST);
            part = part.blend(MINUS_ZERO, none);
            x.sub(part).blend(part, x.compare(VectorOperators.LT, ZERO)).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
