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
 * Vector loop for the logarithm of the absolute value of the gamma function.
 *
 * <p>
 * From 1 to 5 it is {@code (x - 1) (x - 2) R(x)}, so that it is accurate beside its roots too; R is a rational function of
 * degrees 8 and 9 (relative error 2.74e-18) with positive coefficients, evaluated without cancellation. Below 1 it is
 * {@code lgamma(1 + x) - log(x)}, which is as accurate beside 1, where both terms vanish. From 5 on it is Stirling's
 * {@code (x - 1/2) (log(x) - 1) + (log(2 pi) - 1) / 2 + W(1 / x^2) / x} (Abramowitz and Stegun 1964, 6.1.40), W a polynomial of
 * degree 7 (1.43e-16); the 1 is taken off log(x) before its last rounding. All are minimax fits (Remez at 45 digits). The logarithm
 * is that of {@link VectorLogarithm}; R's denominator and the series' x share a division. Lanes that are not positive, normal and
 * finite are done by single numbers.
 */
public final class VectorGamma {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Numerator of R. */
    private static final DoubleVector N0 = DoubleVector.broadcast(S, 2.4915186506629774);
    private static final DoubleVector N1 = DoubleVector.broadcast(S, 58.977078704920764);
    private static final DoubleVector N2 = DoubleVector.broadcast(S, 304.9709994176043);
    private static final DoubleVector N3 = DoubleVector.broadcast(S, 539.2286579678309);
    private static final DoubleVector N4 = DoubleVector.broadcast(S, 377.8912248343928);
    private static final DoubleVector N5 = DoubleVector.broadcast(S, 109.65406977187793);
    private static final DoubleVector N6 = DoubleVector.broadcast(S, 12.636851141213278);
    private static final DoubleVector N7 = DoubleVector.broadcast(S, 0.493328005560367);
    private static final DoubleVector N8 = DoubleVector.broadcast(S, 0.004133645949342226);
    /** Denominator of R, after 1. */
    private static final DoubleVector D1 = DoubleVector.broadcast(S, 40.658770624159324);
    private static final DoubleVector D2 = DoubleVector.broadcast(S, 316.42146715148607);
    private static final DoubleVector D3 = DoubleVector.broadcast(S, 809.1781245652833);
    private static final DoubleVector D4 = DoubleVector.broadcast(S, 826.5627924634148);
    private static final DoubleVector D5 = DoubleVector.broadcast(S, 366.1913442039315);
    private static final DoubleVector D6 = DoubleVector.broadcast(S, 70.7252255883647);
    private static final DoubleVector D7 = DoubleVector.broadcast(S, 5.549694323791891);
    private static final DoubleVector D8 = DoubleVector.broadcast(S, 0.14582012261095115);
    private static final DoubleVector D9 = DoubleVector.broadcast(S, 0.0007450899443526904);
    /** W. */
    private static final DoubleVector W0 = DoubleVector.broadcast(S, 0.08333333333333331);
    private static final DoubleVector W1 = DoubleVector.broadcast(S, -0.0027777777777384495);
    private static final DoubleVector W2 = DoubleVector.broadcast(S, 0.0007936507723649294);
    private static final DoubleVector W3 = DoubleVector.broadcast(S, -0.000595233684706782);
    private static final DoubleVector W4 = DoubleVector.broadcast(S, 0.0008412973730153087);
    private static final DoubleVector W5 = DoubleVector.broadcast(S, -0.001891689577777008);
    private static final DoubleVector W6 = DoubleVector.broadcast(S, 0.005559052793790605);
    private static final DoubleVector W7 = DoubleVector.broadcast(S, -0.013305295271543904);

    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
    private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);
    private static final DoubleVector MINUS_ONE = DoubleVector.broadcast(S, -1.0);
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    /** Beyond it Stirling's series is used. */
    private static final DoubleVector LARGE = DoubleVector.broadcast(S, 5.0);
    /** {@code (log(2 pi) - 1) / 2}. */
    private static final DoubleVector CONSTANT = DoubleVector.broadcast(S, 0.4189385332046727);
    /** The number of each lane. */
    private static final DoubleVector LANES = DoubleVector.zero(S).addIndex(1);

    private VectorGamma() {}

    public static void lgamma(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            LongVector bits = x.reinterpretAsLongs();
            VectorMask<Double> below = x.compare(VectorOperators.LT, ONE);
            VectorMask<Double> large = x.compare(VectorOperators.GE, LARGE);
            DoubleVector t = x.blend(x.add(ONE), below);
            DoubleVector t2 = t.mul(t);
            DoubleVector top = N8.fma(t2, N7.fma(t, N6)).fma(t2, N5.fma(t, N4)).fma(t2, N3.fma(t, N2)).fma(t2,
                    N1.fma(t, N0));
            DoubleVector bottom = D9.fma(t, D8).fma(t2, D7.fma(t, D6)).fma(t2, D5.fma(t, D4)).fma(t2, D3.fma(t, D2))
                    .fma(t2, D1.fma(t, ONE));
            DoubleVector quotient = top.blend(ONE, large).div(bottom.blend(x, large));
            DoubleVector u = x.sub(ONE).blend(x, below);
            DoubleVector middle = u.mul(u.sub(ONE)).fma(quotient, ZERO);
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
            DoubleVector small = middle.sub(k.fma(VectorLogarithm.HIGH, fraction));
            DoubleVector logLessOne = k.fma(VectorLogarithm.HIGH, MINUS_ONE).add(fraction);
            DoubleVector w = quotient.mul(quotient);
            DoubleVector w2 = w.mul(w);
            DoubleVector series = W7.fma(w, W6).fma(w2, W5.fma(w, W4)).fma(w2, W3.fma(w, W2)).fma(w2, W1.fma(w, W0));
            DoubleVector stirling = x.sub(HALF).fma(logLessOne, series.fma(quotient, CONSTANT));
            DoubleVector result = middle.blend(small, below).blend(stirling, large);
            if (bits.add(VectorLogarithm.TURN).compare(VectorOperators.GE, VectorLogarithm.TURNED_BOUND).anyTrue()) {
                for (int lane = 0; lane < L; lane++) {
                    double v = m.get(JAVA_DOUBLE, a + 8L * (i + lane));
                    if (!(v >= Double.MIN_NORMAL && v <= Double.MAX_VALUE)) {
                        result = result.blend(SpecialFunctions.lgamma(v), LANES.compare(VectorOperators.EQ, lane));
                    }
                }
            }
            result.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
