package ergodic.autodiff.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops for tanh, the logistic function and their relatives, which need e^x only within a quotient.
 *
 * <p>
 * With {@code x = k log 2 + r}, {@code |r| <= log(2) / 2}, and the rational function {@code u / q = 2 tanh(r / 2)}:
 * {@code e^r = (q + u/2) / (q - u/2)}, so that a function of e^x takes one division, numerator and denominator growing by
 * 2^k. {@code tanh(s) / s = (1 + N1 s^2 + N2 s^4) / (1 + D1 s^2 + D2 s^4)} is a minimax fit on {@code |s| <= log(2) / 4}
 * (Remez at 50 digits, relative error 5.5e-18). This is shorter than a polynomial for e^r followed by the division:
 * fewer instructions and a shorter chain of them, which is what limits these loops (a rational function of degree 19 over
 * the whole range of tanh, without exponential, and one division shared by two vectors, were slower). So results outside the
 * range are put right at the end, not arguments clamped at the start. The constants of {@link VectorExponential} are
 * repeated, so that each loop finds its own in registers.
 */
public final class VectorSigmoidal {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final double FIT_N1 = 0.11109937119999826;
    private static final double FIT_N2 = 0.0010574189614329945;
    private static final double FIT_D1 = 0.44443270453332584;
    private static final double FIT_D2 = 0.015868320474410273;
    private static final DoubleVector N1 = DoubleVector.broadcast(S, FIT_N1);
    private static final DoubleVector N2 = DoubleVector.broadcast(S, FIT_N2);
    private static final DoubleVector D1 = DoubleVector.broadcast(S, FIT_D1);
    private static final DoubleVector D2 = DoubleVector.broadcast(S, FIT_D2);
    /** The same in r = 2 s, the denominator doubled: {@code u = r (1 + U1 r^2 + U2 r^4)}, {@code 2 + V1 r^2 + V2 r^4}. */
    private static final DoubleVector U1 = DoubleVector.broadcast(S, FIT_N1 / 4);
    private static final DoubleVector U2 = DoubleVector.broadcast(S, FIT_N2 / 16);
    private static final DoubleVector V1 = DoubleVector.broadcast(S, FIT_D1 / 2);
    private static final DoubleVector V2 = DoubleVector.broadcast(S, FIT_D2 / 8);

    private static final DoubleVector MAGIC = DoubleVector.broadcast(S, 0x1.8p52);
    private static final DoubleVector SCALE = DoubleVector.broadcast(S, 1.4426950408889634);
    private static final DoubleVector TWICE_SCALE = DoubleVector.broadcast(S, 2 * 1.4426950408889634);
    private static final DoubleVector HIGH = DoubleVector.broadcast(S, -0x1.62e42feep-1);
    private static final DoubleVector LOW = DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33);
    private static final DoubleVector HALF_LN2 = DoubleVector.broadcast(S, -0.5 * 0.6931471805599453);
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final DoubleVector MINUS_ZERO = DoubleVector.broadcast(S, -0.0);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
    private static final LongVector ONE_BITS = ONE.reinterpretAsLongs();
    private static final LongVector SIGN = MINUS_ZERO.reinterpretAsLongs();

    /** Beyond it tanh is 1 as rounded. */
    private static final DoubleVector TANH_ONE = DoubleVector.broadcast(S, 20.0);
    /** Beyond it the logistic function is 1 as rounded. */
    private static final DoubleVector SIGMOID_ONE = DoubleVector.broadcast(S, 40.0);
    private static final DoubleVector SMALLEST = DoubleVector.broadcast(S, VectorExponential.SMALLEST);

    /** {@code 2 (atanh(s) - s) / s^3} by powers of s^2, on {@code s <= 1/3}; relative error of {@code 2 atanh(s)} 1.3e-18. */
    private static final DoubleVector R0 = DoubleVector.broadcast(S, 0.6666666666666631);
    private static final DoubleVector R1 = DoubleVector.broadcast(S, 0.40000000000155267);
    private static final DoubleVector R2 = DoubleVector.broadcast(S, 0.28571428548098);
    private static final DoubleVector R3 = DoubleVector.broadcast(S, 0.22222223954959963);
    private static final DoubleVector R4 = DoubleVector.broadcast(S, 0.1818174443053547);
    private static final DoubleVector R5 = DoubleVector.broadcast(S, 0.15386549471016245);
    private static final DoubleVector R6 = DoubleVector.broadcast(S, 0.13301106680967545);
    private static final DoubleVector R7 = DoubleVector.broadcast(S, 0.12105065178898981);
    private static final DoubleVector R8 = DoubleVector.broadcast(S, 0.08344429442971012);
    private static final DoubleVector R9 = DoubleVector.broadcast(S, 0.17010790420970887);

    private VectorSigmoidal() {}

    /**
     * {@code ((2^k - 1) q + (2^k + 1) p) / ((2^k + 1) q + (2^k - 1) p)} with {@code x = k log(2) / 2 + s} and
     * {@code p / q = tanh(s)}: for k = 0, tanh(s) with its relative accuracy.
     */
    public static void tanh(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(TWICE_SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            // One rounded constant will do: where k is large, an error of s matters little.
            DoubleVector s = k.fma(HALF_LN2, x);
            DoubleVector z = s.mul(s);
            DoubleVector p = N2.fma(z, N1).fma(z, ONE).mul(s);
            DoubleVector q = D2.fma(z, D1).fma(z, ONE);
            DoubleVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(ONE_BITS)
                    .reinterpretAsDoubles();
            DoubleVector up = power.add(ONE);
            DoubleVector down = power.sub(ONE);
            DoubleVector y = up.fma(p, down.mul(q)).div(down.fma(p, up.mul(q)));
            y = y.blend(ONE, x.abs().compare(VectorOperators.GT, TANH_ONE));
            LongVector sign = x.reinterpretAsLongs().and(SIGN);
            y.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code e / (e + d)} with {@code e^x = e / d}. */
    public static void sigmoid(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, x));
            DoubleVector z = r.mul(r);
            DoubleVector u = U2.fma(z, U1).fma(z, ONE).mul(r);
            DoubleVector q = V2.fma(z, V1).fma(z, TWO);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector e = q.add(u).reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            DoubleVector y = e.div(q.sub(u).add(e));
            y = y.blend(ZERO, x.compare(VectorOperators.LT, SMALLEST));
            y = y.blend(ONE, x.compare(VectorOperators.GT, SIGMOID_ONE));
            y.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code x sigmoid(x)}. */
    public static void silu(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, x));
            DoubleVector z = r.mul(r);
            DoubleVector u = U2.fma(z, U1).fma(z, ONE).mul(r);
            DoubleVector q = V2.fma(z, V1).fma(z, TWO);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector e = q.add(u).reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            DoubleVector y = e.div(q.sub(u).add(e)).mul(x);
            y = y.blend(MINUS_ZERO, x.compare(VectorOperators.LT, SMALLEST));
            y = y.blend(x, x.compare(VectorOperators.GT, SIGMOID_ONE));
            y.intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    /** {@code y = x s} with {@code s = sigmoid(x)}, and its derivative {@code s + y (1 - s)}. */
    public static void siluAndDerivative(MemorySegment m, long out, long derivative, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector t = x.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, x));
            DoubleVector z = r.mul(r);
            DoubleVector u = U2.fma(z, U1).fma(z, ONE).mul(r);
            DoubleVector q = V2.fma(z, V1).fma(z, TWO);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector e = q.add(u).reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            DoubleVector s = e.div(q.sub(u).add(e));
            DoubleVector y = s.mul(x);
            VectorMask<Double> low = x.compare(VectorOperators.LT, SMALLEST);
            VectorMask<Double> high = x.compare(VectorOperators.GT, SIGMOID_ONE);
            y = y.blend(MINUS_ZERO, low).blend(x, high);
            s = s.blend(ZERO, low).blend(ONE, high);
            y.intoMemorySegment(m, out + 8L * i, ORDER);
            s.add(y.mul(ONE.sub(s))).intoMemorySegment(m, derivative + 8L * i, ORDER);
        }
    }

    /** {@code max(x, 0) + log(1 + e/d)} with {@code e^-|x| = e / d}; the logarithm is {@code 2 atanh(e / (2 d + e))}. */
    public static void softplus(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            DoubleVector w = x.reinterpretAsLongs().or(SIGN).reinterpretAsDoubles();
            DoubleVector t = w.fma(SCALE, MAGIC);
            DoubleVector k = t.sub(MAGIC);
            DoubleVector r = k.fma(LOW, k.fma(HIGH, w));
            DoubleVector r2 = r.mul(r);
            DoubleVector u = U2.fma(r2, U1).fma(r2, ONE).mul(r);
            DoubleVector q = V2.fma(r2, V1).fma(r2, TWO);
            LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector e = q.add(u).reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            DoubleVector s = e.div(q.sub(u).fma(TWO, e));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector z4 = z2.mul(z2);
            DoubleVector low = R3.fma(z, R2).fma(z2, R1.fma(z, R0));
            DoubleVector mid = R7.fma(z, R6).fma(z2, R5.fma(z, R4));
            DoubleVector p = R9.fma(z, R8).fma(z4, mid).fma(z4, low);
            DoubleVector log = p.fma(s.mul(z), s.add(s)).blend(ZERO, w.compare(VectorOperators.LT, SMALLEST));
            DoubleVector ramp = x.blend(ZERO, x.compare(VectorOperators.LT, ZERO));
            log.add(ramp).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
