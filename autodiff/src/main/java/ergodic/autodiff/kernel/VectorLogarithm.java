package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops for the natural logarithm and softplus.
 *
 * <p>
 * {@code log(x) = k log 2 + log(1 + f)} with {@code 1 + f} in [sqrt(1/2), sqrt(2)). With {@code s = f / (2 + f)},
 * {@code log(1 + f) = 2 s + s^3 Q(s^2)}, and {@code 2 s = f - s f}, so that the large part f is exact:
 * {@code log(1 + f) = f - (f^2/2 - s (f^2/2 + R))} with {@code R = s^2 Q(s^2)} and a minimax polynomial Q of degree 6 (Remez at
 * 60 digits, truncation 2.5e-18).
 */
final class VectorLogarithm {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final DoubleVector Q0 = DoubleVector.broadcast(S, 0.6666666666666735);
    private static final DoubleVector Q1 = DoubleVector.broadcast(S, 0.39999999999411107);
    private static final DoubleVector Q2 = DoubleVector.broadcast(S, 0.28571428743260424);
    private static final DoubleVector Q3 = DoubleVector.broadcast(S, 0.22222198476132016);
    private static final DoubleVector Q4 = DoubleVector.broadcast(S, 0.18183569735442331);
    private static final DoubleVector Q5 = DoubleVector.broadcast(S, 0.15313903297828368);
    private static final DoubleVector Q6 = DoubleVector.broadcast(S, 0.14797507658605685);

    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final DoubleVector HIGH = DoubleVector.broadcast(S, LN2_HIGH);
    private static final DoubleVector LOW = DoubleVector.broadcast(S, LN2_LOW);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
    private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final double SQRT_2 = 1.4142135623730951;
    /** An integer below 2^52 put into the mantissa of this number, minus this number, is that integer as a double. */
    private static final DoubleVector MAGIC = DoubleVector.broadcast(S, 0x1.0p52);
    private static final LongVector MAGIC_BITS = MAGIC.reinterpretAsLongs();
    private static final LongVector MANTISSA = LongVector.broadcast(S.withLanes(long.class), 0x000fffffffffffffL);

    private static final DoubleVector ROUND = DoubleVector.broadcast(S, 0x1.8p52);
    private static final DoubleVector SCALE = DoubleVector.broadcast(S, 1.4426950408889634);
    private static final DoubleVector P0 = DoubleVector.broadcast(S, 0.5000000000000006);
    private static final DoubleVector P1 = DoubleVector.broadcast(S, 0.16666666666666685);
    private static final DoubleVector P2 = DoubleVector.broadcast(S, 0.041666666666573614);
    private static final DoubleVector P3 = DoubleVector.broadcast(S, 0.008333333333314607);
    private static final DoubleVector P4 = DoubleVector.broadcast(S, 0.001388888893238117);
    private static final DoubleVector P5 = DoubleVector.broadcast(S, 0.00019841269902994723);
    private static final DoubleVector P6 = DoubleVector.broadcast(S, 2.4801504443605013e-05);
    private static final DoubleVector P7 = DoubleVector.broadcast(S, 2.755722798701698e-06);
    private static final DoubleVector P8 = DoubleVector.broadcast(S, 2.762632734061007e-07);
    private static final DoubleVector P9 = DoubleVector.broadcast(S, 2.5114462210477808e-08);

    private VectorLogarithm() {}

    static void log(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            VectorMask<Double> normal = x.compare(VectorOperators.GE, Double.MIN_NORMAL)
                    .and(x.compare(VectorOperators.LE, Double.MAX_VALUE));
            boolean special = !normal.allTrue();
            DoubleVector v = x;
            DoubleVector shift = DoubleVector.zero(S);
            if (special) {
                VectorMask<Double> small = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
                v = x.blend(x.mul(0x1.0p54), small);
                shift = shift.blend(54.0, small);
            }
            LongVector bits = v.reinterpretAsLongs();
            DoubleVector biased = bits.lanewise(VectorOperators.LSHR, 52).or(MAGIC_BITS).reinterpretAsDoubles()
                    .sub(MAGIC);
            DoubleVector y = bits.and(MANTISSA).or(ONE.reinterpretAsLongs()).reinterpretAsDoubles();
            VectorMask<Double> large = y.compare(VectorOperators.GT, SQRT_2);
            y = y.blend(y.mul(HALF), large);
            DoubleVector k = biased.sub(1023.0).sub(shift);
            k = k.blend(k.add(ONE), large);
            DoubleVector f = y.sub(ONE);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector q = Q6.fma(z2, Q5.fma(z, Q4)).fma(z2, Q3.fma(z, Q2)).fma(z2, Q1.fma(z, Q0));
            DoubleVector half = f.mul(f).mul(HALF);
            DoubleVector rest = z.fma(q, half).mul(s).add(k.mul(LOW));
            DoubleVector result = k.fma(HIGH, f.sub(half.sub(rest)));
            if (special) {
                result = result.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, ZERO));
                result = result.blend(Double.NaN, x.compare(VectorOperators.LT, ZERO));
                result = result.blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
                result = result.blend(x, x.compare(VectorOperators.NE, x));
            }
            result.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /**
     * {@code log(u) + (x - (u - 1)) / u} with {@code u = 1 + x} as rounded: the last term is what the rounding took.
     */
    static void log1p(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector u = x.add(ONE);
            DoubleVector rounding = x.sub(u.sub(ONE)).div(u);
            LongVector bits = u.reinterpretAsLongs();
            DoubleVector biased = bits.lanewise(VectorOperators.LSHR, 52).or(MAGIC_BITS).reinterpretAsDoubles()
                    .sub(MAGIC);
            DoubleVector y = bits.and(MANTISSA).or(ONE.reinterpretAsLongs()).reinterpretAsDoubles();
            VectorMask<Double> large = y.compare(VectorOperators.GT, SQRT_2);
            y = y.blend(y.mul(HALF), large);
            DoubleVector k = biased.sub(1023.0);
            k = k.blend(k.add(ONE), large);
            DoubleVector f = y.sub(ONE);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector q = Q6.fma(z2, Q5.fma(z, Q4)).fma(z2, Q3.fma(z, Q2)).fma(z2, Q1.fma(z, Q0));
            DoubleVector half = f.mul(f).mul(HALF);
            DoubleVector rest = z.fma(q, half).mul(s).add(k.fma(LOW, rounding));
            DoubleVector result = k.fma(HIGH, f.sub(half.sub(rest)));
            result = result.blend(Double.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, ZERO));
            result = result.blend(Double.NaN, u.compare(VectorOperators.LT, ZERO));
            VectorMask<Double> finite = x.compare(VectorOperators.LE, Double.MAX_VALUE);
            x.blend(result, finite).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code max(x, 0) + log(1 + e)} with {@code e = exp(-|x|)}; the logarithm as above, with k 0 or 1. */
    static void softplus(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector u = x.abs().neg();
            VectorMask<Double> tiny = u.compare(VectorOperators.LT, VectorExponential.SMALLEST);
            u = u.blend(VectorExponential.SMALLEST, tiny);
            DoubleVector t = u.fma(SCALE, ROUND);
            DoubleVector k = t.sub(ROUND);
            DoubleVector r = k.fma(LOW.neg(), k.fma(HIGH.neg(), u));
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector low = P3.fma(r, P2).fma(r2, P1.fma(r, P0));
            DoubleVector mid = P7.fma(r, P6).fma(r2, P5.fma(r, P4));
            DoubleVector p = P9.fma(r, P8).fma(r4, mid).fma(r4, low).fma(r2, r).add(ONE);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector e = p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles().blend(ZERO, tiny);

            VectorMask<Double> large = e.compare(VectorOperators.GT, SQRT_2 - 1);
            DoubleVector f = e.blend(e.sub(ONE).mul(HALF), large);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector q = Q6.fma(z2, Q5.fma(z, Q4)).fma(z2, Q3.fma(z, Q2)).fma(z2, Q1.fma(z, Q0));
            DoubleVector half = f.mul(f).mul(HALF);
            DoubleVector log = f.sub(half.sub(z.fma(q, half).mul(s)));
            log = log.blend(log.add(LOW).add(HIGH), large);
            DoubleVector y = log.add(x.blend(ZERO, x.compare(VectorOperators.LT, ZERO)));
            y = y.blend(x, x.compare(VectorOperators.NE, x));
            y.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
