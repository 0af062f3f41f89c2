package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops for the error function and the Gaussian error linear unit.
 *
 * <p>
 * {@code erf(x) = -expm1(-x R(x))} for x at least 0, where {@code x R(x) = -log(erfc(x))} is smooth over the whole range and
 * its relative error is not magnified; R is a rational function of degrees 10 and 9 on [0, 5.95] (relative error 7e-19). The
 * unit needs the tail {@code Phi(-x) = exp(-x^2 / 2) G(x)} with its relative accuracy; G is a rational function of degrees 10
 * and 11 on [0, 37.7] (9e-19), and what the rounding of x^2 takes is put back. All are minimax fits (Remez at 50 digits) with
 * coefficients of one sign, so that they are evaluated without cancellation. The exponential is that of
 * {@link VectorSigmoidal}, a quotient, so that either function takes one division or two.
 */
public final class VectorNormal {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Numerator of R. */
    private static final DoubleVector A0 = DoubleVector.broadcast(S, 1.1283791670955126);
    private static final DoubleVector A1 = DoubleVector.broadcast(S, 2.874741756420915);
    private static final DoubleVector A2 = DoubleVector.broadcast(S, 3.538898910255221);
    private static final DoubleVector A3 = DoubleVector.broadcast(S, 2.7081584231953126);
    private static final DoubleVector A4 = DoubleVector.broadcast(S, 1.4052263551565929);
    private static final DoubleVector A5 = DoubleVector.broadcast(S, 0.5085331912855565);
    private static final DoubleVector A6 = DoubleVector.broadcast(S, 0.12737657119489204);
    private static final DoubleVector A7 = DoubleVector.broadcast(S, 0.02111719868620549);
    private static final DoubleVector A8 = DoubleVector.broadcast(S, 0.0020880723450743903);
    private static final DoubleVector A9 = DoubleVector.broadcast(S, 9.743358841479481e-05);
    private static final DoubleVector A10 = DoubleVector.broadcast(S, 1.3966586046738044e-06);
    /** Denominator of R, after 1. */
    private static final DoubleVector B1 = DoubleVector.broadcast(S, 1.983483964715813);
    private static final DoubleVector B2 = DoubleVector.broadcast(S, 1.9261266604518665);
    private static final DoubleVector B3 = DoubleVector.broadcast(S, 1.149639040885759);
    private static final DoubleVector B4 = DoubleVector.broadcast(S, 0.45511343791492176);
    private static final DoubleVector B5 = DoubleVector.broadcast(S, 0.12071307675999596);
    private static final DoubleVector B6 = DoubleVector.broadcast(S, 0.020715126751719222);
    private static final DoubleVector B7 = DoubleVector.broadcast(S, 0.0020801317218449187);
    private static final DoubleVector B8 = DoubleVector.broadcast(S, 9.742303475330023e-05);
    private static final DoubleVector B9 = DoubleVector.broadcast(S, 1.3966899086338362e-06);

    /** Numerator of G. */
    private static final DoubleVector G0 = DoubleVector.broadcast(S, 0.5);
    private static final DoubleVector G1 = DoubleVector.broadcast(S, 0.8270277920575386);
    private static final DoubleVector G2 = DoubleVector.broadcast(S, 0.6782117938186442);
    private static final DoubleVector G3 = DoubleVector.broadcast(S, 0.356268514078366);
    private static final DoubleVector G4 = DoubleVector.broadcast(S, 0.13151926334809672);
    private static final DoubleVector G5 = DoubleVector.broadcast(S, 0.0354888753413675);
    private static final DoubleVector G6 = DoubleVector.broadcast(S, 0.007079331631605328);
    private static final DoubleVector G7 = DoubleVector.broadcast(S, 0.0010321190747007271);
    private static final DoubleVector G8 = DoubleVector.broadcast(S, 0.00010565315204562807);
    private static final DoubleVector G9 = DoubleVector.broadcast(S, 6.905300833659535e-06);
    private static final DoubleVector G10 = DoubleVector.broadcast(S, 2.2151386344556515e-07);
    /** Denominator of G, after 1. */
    private static final DoubleVector H1 = DoubleVector.broadcast(S, 2.451940144917943);
    private static final DoubleVector H2 = DoubleVector.broadcast(S, 2.812788773280048);
    private static final DoubleVector H3 = DoubleVector.broadcast(S, 1.9968092109652706);
    private static final DoubleVector H4 = DoubleVector.broadcast(S, 0.9769891089010797);
    private static final DoubleVector H5 = DoubleVector.broadcast(S, 0.3468910355407275);
    private static final DoubleVector H6 = DoubleVector.broadcast(S, 0.09150993948809781);
    private static final DoubleVector H7 = DoubleVector.broadcast(S, 0.018008975495923257);
    private static final DoubleVector H8 = DoubleVector.broadcast(S, 0.0026044478779685253);
    private static final DoubleVector H9 = DoubleVector.broadcast(S, 0.00026538843113128554);
    private static final DoubleVector H10 = DoubleVector.broadcast(S, 1.7309022314517635e-05);
    private static final DoubleVector H11 = DoubleVector.broadcast(S, 5.552529133352568e-07);

    private static final double FIT_N1 = 0.11109937119999826;
    private static final double FIT_N2 = 0.0010574189614329945;
    private static final double FIT_D1 = 0.44443270453332584;
    private static final double FIT_D2 = 0.015868320474410273;
    /** e^r = (q + u) / (q - u) with {@code u = r (1 + U1 r^2 + U2 r^4)}, {@code q = 2 + V1 r^2 + V2 r^4}. */
    private static final DoubleVector U1 = DoubleVector.broadcast(S, FIT_N1 / 4);
    private static final DoubleVector U2 = DoubleVector.broadcast(S, FIT_N2 / 16);
    private static final DoubleVector V1 = DoubleVector.broadcast(S, FIT_D1 / 2);
    private static final DoubleVector V2 = DoubleVector.broadcast(S, FIT_D2 / 8);
    private static final DoubleVector MAGIC = DoubleVector.broadcast(S, 0x1.8p52);
    private static final DoubleVector SCALE = DoubleVector.broadcast(S, 1.4426950408889634);
    private static final DoubleVector HIGH = DoubleVector.broadcast(S, -0x1.62e42feep-1);
    private static final DoubleVector LOW = DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
    private static final DoubleVector MINUS_HALF = DoubleVector.broadcast(S, -0.5);
    private static final DoubleVector MINUS_ZERO = DoubleVector.broadcast(S, -0.0);
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final LongVector ONE_BITS = ONE.reinterpretAsLongs();
    private static final LongVector SIGN = MINUS_ZERO.reinterpretAsLongs();
    /** Beyond it erf is 1 as rounded. */
    private static final DoubleVector ERF_ONE = DoubleVector.broadcast(S, 5.93);
    private static final DoubleVector SMALLEST = DoubleVector.broadcast(S, VectorExponential.SMALLEST);

    private VectorNormal() {}

    /** With {@code e^w = 2^k (q + u) / (q - u)}: {@code -expm1(w) = (1 - 2^k) - 2^k 2 u / (q - u)}. */
    public static void erf(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = x.abs();
            DoubleVector y2 = y.mul(y);
            DoubleVector top = A10.fma(y2, A9.fma(y, A8)).fma(y2, A7.fma(y, A6)).fma(y2, A5.fma(y, A4))
                    .fma(y2, A3.fma(y, A2)).fma(y2, A1.fma(y, A0)).mul(y);
            DoubleVector w = top.div(B9.fma(y, B8).fma(y2, B7.fma(y, B6)).fma(y2, B5.fma(y, B4)).fma(y2, B3.fma(y, B2))
                    .fma(y2, B1.fma(y, ONE))).neg();
            DoubleVector t = w.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, w));
            DoubleVector z = r.mul(r);
            DoubleVector u = U2.fma(z, U1).fma(z, ONE).mul(r);
            DoubleVector q = V2.fma(z, V1).fma(z, TWO);
            DoubleVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(ONE_BITS)
                    .reinterpretAsDoubles();
            DoubleVector e = ONE.sub(power).sub(u.add(u).div(q.sub(u)).mul(power));
            e = e.blend(ONE, y.compare(VectorOperators.GT, ERF_ONE));
            LongVector sign = x.reinterpretAsLongs().and(SIGN);
            e.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code x Phi(x)}: x times the tail for negative x, x less that for positive. */
    public static void gelu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector y = x.abs();
            DoubleVector y2 = y.mul(y);
            DoubleVector rounding = y.fma(y, y2.neg());
            DoubleVector w = y2.mul(MINUS_HALF);
            DoubleVector t = w.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = rounding.fma(MINUS_HALF, k.fma(LOW, k.fma(HIGH, w)));
            DoubleVector z = r.mul(r);
            DoubleVector u = U2.fma(z, U1).fma(z, ONE).mul(r);
            DoubleVector q = V2.fma(z, V1).fma(z, TWO);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector e = q.add(u).reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            DoubleVector top = G10.fma(y2, G9.fma(y, G8)).fma(y2, G7.fma(y, G6)).fma(y2, G5.fma(y, G4))
                    .fma(y2, G3.fma(y, G2)).fma(y2, G1.fma(y, G0));
            DoubleVector bottom = H11.fma(y, H10).fma(y2, H9.fma(y, H8)).fma(y2, H7.fma(y, H6)).fma(y2, H5.fma(y, H4))
                    .fma(y2, H3.fma(y, H2)).fma(y2, H1.fma(y, ONE));
            DoubleVector part = x.mul(top.mul(e).div(bottom.mul(q.sub(u))));
            VectorMask<Double> none = w.compare(VectorOperators.LT, SMALLEST);
            part = part.blend(MINUS_ZERO, none);
            x.sub(part).blend(part, x.compare(VectorOperators.LT, ZERO)).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
