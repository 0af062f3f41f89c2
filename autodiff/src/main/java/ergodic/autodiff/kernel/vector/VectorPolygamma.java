package ergodic.autodiff.kernel.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.SpecialFunctions;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops for the first and second derivative of {@link VectorGamma}'s function: digamma and trigamma.
 *
 * <p>
 * Digamma from 1 to 6 is {@code (x - root) Q(x)}, its positive root in two parts; Q is a rational function of degrees 7 and 8
 * (relative error 8.39e-18). Below 1 it is {@code digamma(1 + x) - 1 / x}. From 6 on it is
 * {@code log(x) - 1 / (2 x) - V(1 / x^2) / x^2} (Abramowitz and Stegun 1964, 6.3.18), V a polynomial of degree 6 (4.31e-15).
 * Trigamma up to 6 is {@code T(x) / x^2}, degrees 9 and 8 (4.29e-19), beyond {@code 1 / x + 1 / (2 x^2) + U(1 / x^2) / x^3}
 * (6.4.12), degree 7 (1.35e-15). All are minimax fits (Remez at 45 digits); the rational functions' coefficients are positive. One
 * division serves all ranges. Lanes that are not positive, normal and finite are done by single numbers.
 */
public final class VectorPolygamma {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Numerator of Q. */
    private static final DoubleVector N0 = DoubleVector.broadcast(S, 64552841.25930104);
    private static final DoubleVector N1 = DoubleVector.broadcast(S, 215269028.35538748);
    private static final DoubleVector N2 = DoubleVector.broadcast(S, 212977583.15924454);
    private static final DoubleVector N3 = DoubleVector.broadcast(S, 86950473.12118262);
    private static final DoubleVector N4 = DoubleVector.broadcast(S, 15793073.132867673);
    private static final DoubleVector N5 = DoubleVector.broadcast(S, 1222058.8338173064);
    private static final DoubleVector N6 = DoubleVector.broadcast(S, 33936.68366331498);
    private static final DoubleVector N7 = DoubleVector.broadcast(S, 210.0377048804637);
    /** Denominator of Q, after 1. */
    private static final DoubleVector D1 = DoubleVector.broadcast(S, 94352496.77290988);
    private static final DoubleVector D2 = DoubleVector.broadcast(S, 195629605.88580272);
    private static final DoubleVector D3 = DoubleVector.broadcast(S, 138308842.03087515);
    private static final DoubleVector D4 = DoubleVector.broadcast(S, 42659143.05299972);
    private static final DoubleVector D5 = DoubleVector.broadcast(S, 5979782.9431995405);
    private static final DoubleVector D6 = DoubleVector.broadcast(S, 356872.3382261769);
    private static final DoubleVector D7 = DoubleVector.broadcast(S, 7438.490975965566);
    private static final DoubleVector D8 = DoubleVector.broadcast(S, 31.206910706773535);
    /** V. */
    private static final DoubleVector V0 = DoubleVector.broadcast(S, 0.08333333333333297);
    private static final DoubleVector V1 = DoubleVector.broadcast(S, -0.008333333332037358);
    private static final DoubleVector V2 = DoubleVector.broadcast(S, 0.003968253203555385);
    private static final DoubleVector V3 = DoubleVector.broadcast(S, -0.004166496608940453);
    private static final DoubleVector V4 = DoubleVector.broadcast(S, 0.007557549228344321);
    private static final DoubleVector V5 = DoubleVector.broadcast(S, -0.020067651188896314);
    private static final DoubleVector V6 = DoubleVector.broadcast(S, 0.052901186124771175);

    /** Numerator of T. */
    private static final DoubleVector T0 = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector T1 = DoubleVector.broadcast(S, 4.54636721205073);
    private static final DoubleVector T2 = DoubleVector.broadcast(S, 10.465938081376125);
    private static final DoubleVector T3 = DoubleVector.broadcast(S, 14.658493612052323);
    private static final DoubleVector T4 = DoubleVector.broadcast(S, 13.24337733962186);
    private static final DoubleVector T5 = DoubleVector.broadcast(S, 7.901132782615411);
    private static final DoubleVector T6 = DoubleVector.broadcast(S, 3.1091747297916683);
    private static final DoubleVector T7 = DoubleVector.broadcast(S, 0.7813568879997136);
    private static final DoubleVector T8 = DoubleVector.broadcast(S, 0.11456966288413871);
    private static final DoubleVector T9 = DoubleVector.broadcast(S, 0.007534648013790841);
    /** Denominator of T, after 1. */
    private static final DoubleVector B1 = DoubleVector.broadcast(S, 4.54636721205073);
    private static final DoubleVector B2 = DoubleVector.broadcast(S, 8.821004014527906);
    private static final DoubleVector B3 = DoubleVector.broadcast(S, 9.584133110867256);
    private static final DoubleVector B4 = DoubleVector.broadcast(S, 6.416421814277743);
    private static final DoubleVector B5 = DoubleVector.broadcast(S, 2.7283576970551398);
    private static final DoubleVector B6 = DoubleVector.broadcast(S, 0.7246999441540884);
    private static final DoubleVector B7 = DoubleVector.broadcast(S, 0.1108023388670325);
    private static final DoubleVector B8 = DoubleVector.broadcast(S, 0.007534648013981551);
    /** U. */
    private static final DoubleVector U0 = DoubleVector.broadcast(S, 0.16666666666666644);
    private static final DoubleVector U1 = DoubleVector.broadcast(S, -0.03333333333228455);
    private static final DoubleVector U2 = DoubleVector.broadcast(S, 0.023809522993499168);
    private static final DoubleVector U3 = DoubleVector.broadcast(S, -0.03333309054083417);
    private static final DoubleVector U4 = DoubleVector.broadcast(S, 0.07572178733365818);
    private static final DoubleVector U5 = DoubleVector.broadcast(S, -0.2501975298998742);
    private static final DoubleVector U6 = DoubleVector.broadcast(S, 1.0299815720982728);
    private static final DoubleVector U7 = DoubleVector.broadcast(S, -3.426130932191105);

    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
    private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);
    /** Beyond it the asymptotic series are used. */
    private static final DoubleVector LARGE = DoubleVector.broadcast(S, 6.0);
    /** The positive root of digamma in two parts. */
    private static final DoubleVector ROOT_HIGH = DoubleVector.broadcast(S, 1.4616321449683622);
    private static final DoubleVector ROOT_LOW = DoubleVector.broadcast(S, 9.549995429965697e-17);
    /** Below it the square is no normal number. */
    private static final double SMALLEST = 1.5e-154;
    /** The number of each lane. */
    private static final DoubleVector LANES = DoubleVector.zero(S).addIndex(1);

    private VectorPolygamma() {}

    public static void digamma(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            LongVector bits = x.reinterpretAsLongs();
            VectorMask<Double> below = x.compare(VectorOperators.LT, ONE);
            VectorMask<Double> large = x.compare(VectorOperators.GE, LARGE);
            DoubleVector t = x.blend(x.add(ONE), below);
            DoubleVector t2 = t.mul(t);
            DoubleVector top = N7.fma(t, N6).fma(t2, N5.fma(t, N4)).fma(t2, N3.fma(t, N2)).fma(t2, N1.fma(t, N0))
                    .mul(t.sub(ROOT_HIGH).sub(ROOT_LOW));
            DoubleVector bottom = D8.fma(t2, D7.fma(t, D6)).fma(t2, D5.fma(t, D4)).fma(t2, D3.fma(t, D2)).fma(t2,
                    D1.fma(t, ONE));
            top = top.blend(x.mul(top).sub(bottom), below).blend(ONE, large);
            bottom = bottom.blend(x.mul(bottom), below).blend(x, large);
            DoubleVector quotient = top.div(bottom);
            LongVector moved = bits.add(VectorLogarithm.MOVE);
            DoubleVector k = moved.lanewise(VectorOperators.LSHR, 52).or(VectorLogarithm.MAGIC_BITS)
                    .reinterpretAsDoubles().sub(VectorLogarithm.BIAS);
            DoubleVector f = moved.and(VectorLogarithm.MANTISSA).add(VectorLogarithm.ROOT).reinterpretAsDoubles()
                    .sub(ONE);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector q = VectorLogarithm.Q6.fma(z2, VectorLogarithm.Q5.fma(z, VectorLogarithm.Q4))
                    .fma(z2, VectorLogarithm.Q3.fma(z, VectorLogarithm.Q2))
                    .fma(z2, VectorLogarithm.Q1.fma(z, VectorLogarithm.Q0));
            DoubleVector half = f.mul(f).mul(HALF);
            DoubleVector rest = z.fma(q, half).fma(s, k.mul(VectorLogarithm.LOW));
            DoubleVector fraction = f.sub(half.sub(rest));
            DoubleVector w = quotient.mul(quotient);
            DoubleVector w2 = w.mul(w);
            DoubleVector series = V6.fma(w2, V5.fma(w, V4)).fma(w2, V3.fma(w, V2)).fma(w2, V1.fma(w, V0));
            DoubleVector asymptotic = k.fma(VectorLogarithm.HIGH,
                    fraction.sub(quotient.mul(series.fma(quotient, HALF))));
            DoubleVector result = quotient.blend(asymptotic, large);
            if (bits.add(VectorLogarithm.TURN).compare(VectorOperators.GE, VectorLogarithm.TURNED_BOUND).anyTrue()) {
                result = single(result, 0, Double.MIN_NORMAL, m, a + 8L * i);
            }
            result.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    public static void trigamma(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            VectorMask<Double> large = x.compare(VectorOperators.GE, LARGE);
            DoubleVector x2 = x.mul(x);
            DoubleVector top = T9.fma(x, T8).fma(x2, T7.fma(x, T6)).fma(x2, T5.fma(x, T4)).fma(x2, T3.fma(x, T2))
                    .fma(x2, T1.fma(x, T0));
            DoubleVector bottom = B8.fma(x2, B7.fma(x, B6)).fma(x2, B5.fma(x, B4)).fma(x2, B3.fma(x, B2))
                    .fma(x2, B1.fma(x, ONE)).mul(x2);
            DoubleVector quotient = top.blend(ONE, large).div(bottom.blend(x, large));
            DoubleVector w = quotient.mul(quotient);
            DoubleVector w2 = w.mul(w);
            DoubleVector series = U7.fma(w, U6).fma(w2, U5.fma(w, U4)).fma(w2, U3.fma(w, U2)).fma(w2, U1.fma(w, U0));
            DoubleVector asymptotic = series.fma(quotient, HALF).fma(w, quotient);
            DoubleVector result = quotient.blend(asymptotic, large);
            VectorMask<Double> usual = x.compare(VectorOperators.GE, SMALLEST)
                    .and(x.compare(VectorOperators.LE, Double.MAX_VALUE));
            if (!usual.allTrue()) {
                result = single(result, 1, SMALLEST, m, a + 8L * i);
            }
            result.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** Replaces the lanes whose argument is not finite and at least as large as a bound. */
    private static DoubleVector single(DoubleVector usual, int order, double smallest, MemorySegment m, long a) {
        DoubleVector result = usual;
        for (int lane = 0; lane < L; lane++) {
            double v = m.get(JAVA_DOUBLE, a + 8L * lane);
            if (!(v >= smallest && v <= Double.MAX_VALUE)) {
                double value = SpecialFunctions.polygamma(order, v);
                result = result.blend(value, LANES.compare(VectorOperators.EQ, lane));
            }
        }
        return result;
    }
}
