package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorSigmoidal} for floats, with {@code tanh(s) / s = (1 + N1 s^2) / (1 + D1 s^2)} (relative error 0.006 ulp).
 */
public final class VectorFloatSigmoidal {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final float FIT_N1 = 0.066587030056683f;
    private static final float FIT_D1 = 0.39992011700245295f;
    private static final FloatVector N1 = FloatVector.broadcast(S, FIT_N1);
    private static final FloatVector D1 = FloatVector.broadcast(S, FIT_D1);
    /** The same in r = 2 s, the denominator doubled: {@code u = r (1 + U1 r^2)}, {@code 2 + V1 r^2}. */
    private static final FloatVector U1 = FloatVector.broadcast(S, FIT_N1 / 4);
    private static final FloatVector V1 = FloatVector.broadcast(S, FIT_D1 / 2);

    private static final FloatVector MAGIC = FloatVector.broadcast(S, 0x1.8p23f);
    private static final FloatVector SCALE = FloatVector.broadcast(S, 1.44269504f);
    private static final FloatVector TWICE_SCALE = FloatVector.broadcast(S, 2 * 1.44269504f);
    private static final FloatVector HIGH = FloatVector.broadcast(S, -0.693147182f);
    private static final FloatVector LOW = FloatVector.broadcast(S, 1.90465427e-9f);
    private static final FloatVector HALF_LN2 = FloatVector.broadcast(S, -0.5f * 0.693147182f);
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector MINUS_ZERO = FloatVector.broadcast(S, -0.0f);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector TWO = FloatVector.broadcast(S, 2.0f);
    private static final IntVector ONE_BITS = ONE.reinterpretAsInts();
    private static final IntVector SIGN = MINUS_ZERO.reinterpretAsInts();

    /** Beyond it tanh is 1 as rounded. */
    private static final FloatVector TANH_ONE = FloatVector.broadcast(S, 10.0f);
    /** Beyond it the logistic function is 1 as rounded. */
    private static final FloatVector SIGMOID_ONE = FloatVector.broadcast(S, 20.0f);
    private static final FloatVector SMALLEST = FloatVector.broadcast(S, VectorFloatExponential.SMALLEST);

    /** {@code 2 (atanh(s) - s) / s^3} by powers of s^2, on {@code s <= 1/3}; error of {@code 2 atanh(s)} 0.04 ulp. */
    private static final FloatVector R0 = FloatVector.broadcast(S, 0.66666416178804f);
    private static final FloatVector R1 = FloatVector.broadcast(S, 0.4002153423945229f);
    private static final FloatVector R2 = FloatVector.broadcast(S, 0.280016785380778f);
    private static final FloatVector R3 = FloatVector.broadcast(S, 0.28012665127258235f);

    private VectorFloatSigmoidal() {}

    public static void tanh(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(TWICE_SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector s = k.fma(HALF_LN2, x);
            FloatVector z = s.mul(s);
            FloatVector p = N1.fma(z, ONE).mul(s);
            FloatVector q = D1.fma(z, ONE);
            FloatVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS)
                    .reinterpretAsFloats();
            FloatVector up = power.add(ONE);
            FloatVector down = power.sub(ONE);
            FloatVector y = up.fma(p, down.mul(q)).div(down.fma(p, up.mul(q)));
            y = y.blend(ONE, x.abs().compare(VectorOperators.GT, TANH_ONE));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            y.reinterpretAsInts().or(sign).reinterpretAsFloats().intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    public static void sigmoid(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, x));
            FloatVector z = r.mul(r);
            FloatVector u = U1.fma(z, ONE).mul(r);
            FloatVector q = V1.fma(z, TWO);
            IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = q.add(u).reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector y = e.div(q.sub(u).add(e));
            y = y.blend(ZERO, x.compare(VectorOperators.LT, SMALLEST));
            y = y.blend(ONE, x.compare(VectorOperators.GT, SIGMOID_ONE));
            y.intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    /** {@code x sigmoid(x)}. */
    public static void silu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, x));
            FloatVector z = r.mul(r);
            FloatVector u = U1.fma(z, ONE).mul(r);
            FloatVector q = V1.fma(z, TWO);
            IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = q.add(u).reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector y = e.div(q.sub(u).add(e)).mul(x);
            y = y.blend(MINUS_ZERO, x.compare(VectorOperators.LT, SMALLEST));
            y = y.blend(x, x.compare(VectorOperators.GT, SIGMOID_ONE));
            y.intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    /** {@code y = x s} with {@code s = sigmoid(x)}, and its derivative {@code s + y (1 - s)}. */
    public static void siluAndDerivative(MemorySegment m, long out, long derivative, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector t = x.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, x));
            FloatVector z = r.mul(r);
            FloatVector u = U1.fma(z, ONE).mul(r);
            FloatVector q = V1.fma(z, TWO);
            IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = q.add(u).reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector s = e.div(q.sub(u).add(e));
            FloatVector y = s.mul(x);
            VectorMask<Float> low = x.compare(VectorOperators.LT, SMALLEST);
            VectorMask<Float> high = x.compare(VectorOperators.GT, SIGMOID_ONE);
            y = y.blend(MINUS_ZERO, low).blend(x, high);
            s = s.blend(ZERO, low).blend(ONE, high);
            y.intoMemorySegment(m, out + 4L * i, ORDER);
            s.add(y.mul(ONE.sub(s))).intoMemorySegment(m, derivative + 4L * i, ORDER);
        }
    }

    public static void softplus(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            FloatVector w = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
            FloatVector t = w.fma(SCALE, MAGIC);
            FloatVector k = t.sub(MAGIC);
            FloatVector r = k.fma(LOW, k.fma(HIGH, w));
            FloatVector r2 = r.mul(r);
            FloatVector u = U1.fma(r2, ONE).mul(r);
            FloatVector q = V1.fma(r2, TWO);
            IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = q.add(u).reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector s = e.div(q.sub(u).fma(TWO, e));
            FloatVector z = s.mul(s);
            FloatVector p = R3.fma(z, R2).fma(z.mul(z), R1.fma(z, R0));
            FloatVector log = p.fma(s.mul(z), s.add(s)).blend(ZERO, w.compare(VectorOperators.LT, SMALLEST));
            FloatVector ramp = x.blend(ZERO, x.compare(VectorOperators.LT, ZERO));
            log.add(ramp).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
