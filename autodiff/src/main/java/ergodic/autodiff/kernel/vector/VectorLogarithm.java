package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops for the natural logarithm.
 *
 * <p>
 * {@code log(x) = k log 2 + log(1 + f)} with {@code 1 + f} in [sqrt(1/2), sqrt(2)). With {@code s = f / (2 + f)},
 * {@code log(1 + f) = 2 s + s^3 Q(s^2)}, and {@code 2 s = f - s f}, so that the large part f is exact:
 * {@code log(1 + f) = f - (f^2/2 - s (f^2/2 + R))} with {@code R = s^2 Q(s^2)} and a minimax polynomial Q of degree 6 (Remez at
 * 60 digits, truncation 2.5e-18).
 */
public final class VectorLogarithm {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    static final DoubleVector Q0 = DoubleVector.broadcast(S, 0.6666666666666735);
    static final DoubleVector Q1 = DoubleVector.broadcast(S, 0.39999999999411107);
    static final DoubleVector Q2 = DoubleVector.broadcast(S, 0.28571428743260424);
    static final DoubleVector Q3 = DoubleVector.broadcast(S, 0.22222198476132016);
    static final DoubleVector Q4 = DoubleVector.broadcast(S, 0.18183569735442331);
    static final DoubleVector Q5 = DoubleVector.broadcast(S, 0.15313903297828368);
    static final DoubleVector Q6 = DoubleVector.broadcast(S, 0.14797507658605685);

    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    static final DoubleVector HIGH = DoubleVector.broadcast(S, LN2_HIGH);
    static final DoubleVector LOW = DoubleVector.broadcast(S, LN2_LOW);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
    private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);
    private static final DoubleVector ZERO = DoubleVector.zero(S);

    private static final long ROOT_BITS = 0x3fe6a09e667f3bcdL;
    /** The bits of sqrt(1/2). */
    static final LongVector ROOT = LongVector.broadcast(S.withLanes(long.class), ROOT_BITS);
    /** Added to the bits of x: the exponent field becomes k + 1023, the mantissa field that of {@code (1 + f) - sqrt(1/2)}. */
    static final LongVector MOVE = LongVector.broadcast(S.withLanes(long.class), (1023L << 52) - ROOT_BITS);
    static final LongVector MANTISSA = LongVector.broadcast(S.withLanes(long.class), 0x000fffffffffffffL);
    /** An integer below 2^52 put into the mantissa of 2^52, minus 2^52, is that integer as a double. */
    static final LongVector MAGIC_BITS = LongVector.broadcast(S.withLanes(long.class), 0x4330000000000000L);
    static final DoubleVector BIAS = DoubleVector.broadcast(S, 0x1.0p52 + 1023);
    /** Added to the bits of x: normal positive numbers, and only these, come out below the bound as signed integers. */
    static final LongVector TURN = LongVector.broadcast(S.withLanes(long.class),
            Long.MIN_VALUE - 0x0010000000000000L);
    static final long TURNED_BOUND = Long.MIN_VALUE + 0x7fe0000000000000L;

    private VectorLogarithm() {}

    public static void log(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            LongVector bits = x.reinterpretAsLongs();
            DoubleVector bias = BIAS;
            boolean special = bits.add(TURN).compare(VectorOperators.GE, TURNED_BOUND).anyTrue();
            if (special) {
                VectorMask<Double> small = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
                bits = x.blend(x.mul(0x1.0p54), small).reinterpretAsLongs();
                bias = bias.blend(0x1.0p52 + 1023 + 54, small);
            }
            LongVector moved = bits.add(MOVE);
            DoubleVector k = moved.lanewise(VectorOperators.LSHR, 52).or(MAGIC_BITS).reinterpretAsDoubles().sub(bias);
            DoubleVector f = moved.and(MANTISSA).add(ROOT).reinterpretAsDoubles().sub(ONE);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector q = Q6.fma(z2, Q5.fma(z, Q4)).fma(z2, Q3.fma(z, Q2)).fma(z2, Q1.fma(z, Q0));
            DoubleVector half = f.mul(f).mul(HALF);
            DoubleVector rest = z.fma(q, half).fma(s, k.mul(LOW));
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
    public static void log1p(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector u = x.add(ONE);
            DoubleVector rounding = x.sub(u.sub(ONE)).div(u);
            LongVector moved = u.reinterpretAsLongs().add(MOVE);
            DoubleVector k = moved.lanewise(VectorOperators.LSHR, 52).or(MAGIC_BITS).reinterpretAsDoubles().sub(BIAS);
            DoubleVector f = moved.and(MANTISSA).add(ROOT).reinterpretAsDoubles().sub(ONE);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector q = Q6.fma(z2, Q5.fma(z, Q4)).fma(z2, Q3.fma(z, Q2)).fma(z2, Q1.fma(z, Q0));
            DoubleVector half = f.mul(f).mul(HALF);
            DoubleVector rest = z.fma(q, half).fma(s, k.fma(LOW, rounding));
            DoubleVector result = k.fma(HIGH, f.sub(half.sub(rest)));
            result = result.blend(Double.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, ZERO));
            result = result.blend(Double.NaN, u.compare(VectorOperators.LT, ZERO));
            VectorMask<Double> finite = x.compare(VectorOperators.LE, Double.MAX_VALUE);
            x.blend(result, finite).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
