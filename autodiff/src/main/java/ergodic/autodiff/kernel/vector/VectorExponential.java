package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops for the exponential functions.
 *
 * <p>
 * {@code exp(x) = 2^k exp(r)} with {@code k = round(x / log 2)} and {@code |r| <= log(2) / 2}. k comes from adding
 * {@code 1.5 2^52}, which leaves it in the low bits of the sum; log 2 is taken off in two parts, each with one rounding; and
 * {@code exp(r) = 1 + r + r^2 P(r)} with a minimax polynomial P of degree 9 (Remez at 60 digits; truncation below 0.02 ulp
 * for exp, relative to r below 0.16 ulp for expm1), evaluated by Estrin's scheme. The loops repeat the polynomial rather
 * than call a method that takes and gives vectors: a call that the JIT does not inline would box every vector.
 * Arguments are not clamped at the start, which would lengthen the chain of dependent instructions; results outside the
 * range are put right at the end. {@code min} and {@code max} are avoided, because their rules for NaN cost more than a
 * comparison and a blend.
 */
public final class VectorExponential {

    /** Above it exp overflows. */
    static final double LARGEST = 709.782712893384;
    /** Below it exp is no longer a normal number; the kernels give 0. */
    static final double SMALLEST = -708.3964185322641;

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final double LOG2_E = 1.4426950408889634;
    private static final double ROUND = 0x1.8p52;
    /** log 2 with its last 32 bits zero, so that {@code k LN2_HIGH} is exact, and the rest. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final double P0 = 0.5000000000000006;
    private static final double P1 = 0.16666666666666685;
    private static final double P2 = 0.041666666666573614;
    private static final double P3 = 0.008333333333314607;
    private static final double P4 = 0.001388888893238117;
    private static final double P5 = 0.00019841269902994723;
    private static final double P6 = 2.4801504443605013e-05;
    private static final double P7 = 2.755722798701698e-06;
    private static final double P8 = 2.762632734061007e-07;
    private static final double P9 = 2.5114462210477808e-08;

    private static final DoubleVector C0 = DoubleVector.broadcast(S, P0);
    private static final DoubleVector C2 = DoubleVector.broadcast(S, P2);
    private static final DoubleVector C4 = DoubleVector.broadcast(S, P4);
    private static final DoubleVector C6 = DoubleVector.broadcast(S, P6);
    private static final DoubleVector C8 = DoubleVector.broadcast(S, P8);
    private static final DoubleVector C1 = DoubleVector.broadcast(S, P1);
    private static final DoubleVector C3 = DoubleVector.broadcast(S, P3);
    private static final DoubleVector C5 = DoubleVector.broadcast(S, P5);
    private static final DoubleVector C7 = DoubleVector.broadcast(S, P7);
    private static final DoubleVector C9 = DoubleVector.broadcast(S, P9);
    private static final DoubleVector MAGIC = DoubleVector.broadcast(S, ROUND);
    private static final DoubleVector SCALE = DoubleVector.broadcast(S, LOG2_E);
    private static final DoubleVector HIGH = DoubleVector.broadcast(S, -LN2_HIGH);
    private static final DoubleVector LOW = DoubleVector.broadcast(S, -LN2_LOW);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);
    private static final LongVector HALF_BITS = HALF.reinterpretAsLongs();

    private VectorExponential() {}

    public static void exp(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, x));
            DoubleVector r2 = r.mul(r);
            DoubleVector low = C3.fma(r, C2).fma(r2, C1.fma(r, C0));
            DoubleVector mid = C7.fma(r, C6).fma(r2, C5.fma(r, C4));
            DoubleVector r4 = r2.mul(r2);
            DoubleVector p = C9.fma(r, C8).fma(r4, mid).fma(r4, low);
            DoubleVector e = p.fma(r2, r).add(ONE);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector y = e.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            VectorMask<Double> usual = x.abs().compare(VectorOperators.LE, 708.0);
            if (!usual.allTrue()) {
                y = y.blend(ZERO, x.compare(VectorOperators.LT, SMALLEST));
                y = y.blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, LARGEST));
                y = y.blend(x, x.compare(VectorOperators.NE, x));
            }
            y.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /**
     * {@code expm1(x) = 2 (2^(k-1) expm1(r) + (2^(k-1) - 1/2))}: half the power of two, which does not overflow before the
     * result does.
     */
    public static void expm1(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, x));
            DoubleVector r2 = r.mul(r);
            DoubleVector low = C3.fma(r, C2).fma(r2, C1.fma(r, C0));
            DoubleVector mid = C7.fma(r, C6).fma(r2, C5.fma(r, C4));
            DoubleVector r4 = r2.mul(r2);
            DoubleVector p = C9.fma(r, C8).fma(r4, mid).fma(r4, low);
            DoubleVector q = p.fma(r2, r);
            DoubleVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(HALF_BITS)
                    .reinterpretAsDoubles();
            DoubleVector e = q.fma(power, power.sub(HALF));
            e = e.add(e);
            e = e.blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, LARGEST));
            e = e.blend(-1.0, x.compare(VectorOperators.LT, -40.0));
            e.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code x > 0 ? x : alpha expm1(x)}. */
    public static void elu(double alpha, MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, x));
            DoubleVector r2 = r.mul(r);
            DoubleVector low = C3.fma(r, C2).fma(r2, C1.fma(r, C0));
            DoubleVector mid = C7.fma(r, C6).fma(r2, C5.fma(r, C4));
            DoubleVector r4 = r2.mul(r2);
            DoubleVector p = C9.fma(r, C8).fma(r4, mid).fma(r4, low);
            DoubleVector q = p.fma(r2, r);
            DoubleVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(HALF_BITS)
                    .reinterpretAsDoubles();
            DoubleVector e = q.fma(power, power.sub(HALF));
            e = e.add(e);
            e = e.blend(-1.0, x.compare(VectorOperators.LT, -40.0)).mul(alpha);
            e.blend(x, x.compare(VectorOperators.GT, ZERO)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
