package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorAffineStep} for another function, derived from its text by AffineFunctions (among the tests). */
final class VectorAffineTanh {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Bytes to the second, third and fourth vector of a tile. */
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final boolean MANY_REGISTERS = S.vectorByteSize() == 64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final DoubleVector MINUS_ONE = DoubleVector.broadcast(S, -1.0);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
    private static final DoubleVector MINUS_ZERO = DoubleVector.broadcast(S, -0.0);

    private VectorAffineTanh() {}

    /** All outputs, at least four, of four vectors; the last tile may begin in the one before. Strides in bytes. */
    static void column(long y, long out, long outStep, long w, long wOut, long wIn, long bias, long biasStep, long x,
            long xStep, int outs, int ins) {
        long end = x + xStep * ins;
        int o = 0;
        if (MANY_REGISTERS) {
            for (; o + 2 < outs; o += 4) {
                int first = Math.min(o, outs - 4);
                tile4x4(y + first * outStep, out + first * outStep, outStep, w + first * wOut, wOut, wIn,
                        bias + first * biasStep, biasStep, x, xStep, end);
            }
        }
        for (; o < outs; o += 2) {
            int first = Math.min(o, outs - 2);
            tile2x4(y + first * outStep, out + first * outStep, outStep, w + first * wOut, wOut, wIn,
                    bias + first * biasStep, biasStep, x, xStep, end);
        }
    }

    /** Four outputs of four vectors; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile4x4(long y, long out, long outStep, long w, long wOut, long wIn, long bias,
            long biasStep, long x, long xStep, long end) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + biasStep) & ADDRESS));
        DoubleVector s11 = s10;
        DoubleVector s12 = s10;
        DoubleVector s13 = s10;
        DoubleVector s20 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        DoubleVector s21 = s20;
        DoubleVector s22 = s20;
        DoubleVector s23 = s20;
        DoubleVector s30 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        DoubleVector s31 = s30;
        DoubleVector s32 = s30;
        DoubleVector s33 = s30;
        long weight = w;
        for (long from = x; from != end; from += xStep) {
            long run = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
            DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, run + V1, ORDER);
            DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, run + V2, ORDER);
            DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, run + V3, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + wOut) & ADDRESS));
            s10 = w1.fma(x0, s10);
            s11 = w1.fma(x1, s11);
            s12 = w1.fma(x2, s12);
            s13 = w1.fma(x3, s13);
            DoubleVector w2 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 2 * wOut) & ADDRESS));
            s20 = w2.fma(x0, s20);
            s21 = w2.fma(x1, s21);
            s22 = w2.fma(x2, s22);
            s23 = w2.fma(x3, s23);
            DoubleVector w3 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 3 * wOut) & ADDRESS));
            s30 = w3.fma(x0, s30);
            s31 = w3.fma(x1, s31);
            s32 = w3.fma(x2, s32);
            s33 = w3.fma(x3, s33);
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        long by0 = y & ADDRESS;
        DoubleVector y00 = DoubleVector.fromMemorySegment(S, ALL, by0, ORDER);
        DoubleVector y01 = DoubleVector.fromMemorySegment(S, ALL, by0 + V1, ORDER);
        DoubleVector y02 = DoubleVector.fromMemorySegment(S, ALL, by0 + V2, ORDER);
        DoubleVector y03 = DoubleVector.fromMemorySegment(S, ALL, by0 + V3, ORDER);
        s00.fma(y00.fma(y00, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0, ORDER);
        s01.fma(y01.fma(y01, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.fma(y02.fma(y02, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.fma(y03.fma(y03, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        long by1 = (y + outStep) & ADDRESS;
        DoubleVector y10 = DoubleVector.fromMemorySegment(S, ALL, by1, ORDER);
        DoubleVector y11 = DoubleVector.fromMemorySegment(S, ALL, by1 + V1, ORDER);
        DoubleVector y12 = DoubleVector.fromMemorySegment(S, ALL, by1 + V2, ORDER);
        DoubleVector y13 = DoubleVector.fromMemorySegment(S, ALL, by1 + V3, ORDER);
        s10.fma(y10.fma(y10, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1, ORDER);
        s11.fma(y11.fma(y11, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.fma(y12.fma(y12, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.fma(y13.fma(y13, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1 + V3, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        long by2 = (y + 2 * outStep) & ADDRESS;
        DoubleVector y20 = DoubleVector.fromMemorySegment(S, ALL, by2, ORDER);
        DoubleVector y21 = DoubleVector.fromMemorySegment(S, ALL, by2 + V1, ORDER);
        DoubleVector y22 = DoubleVector.fromMemorySegment(S, ALL, by2 + V2, ORDER);
        DoubleVector y23 = DoubleVector.fromMemorySegment(S, ALL, by2 + V3, ORDER);
        s20.fma(y20.fma(y20, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to2, ORDER);
        s21.fma(y21.fma(y21, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.fma(y22.fma(y22, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to2 + V2, ORDER);
        s23.fma(y23.fma(y23, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to2 + V3, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        long by3 = (y + 3 * outStep) & ADDRESS;
        DoubleVector y30 = DoubleVector.fromMemorySegment(S, ALL, by3, ORDER);
        DoubleVector y31 = DoubleVector.fromMemorySegment(S, ALL, by3 + V1, ORDER);
        DoubleVector y32 = DoubleVector.fromMemorySegment(S, ALL, by3 + V2, ORDER);
        DoubleVector y33 = DoubleVector.fromMemorySegment(S, ALL, by3 + V3, ORDER);
        s30.fma(y30.fma(y30, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to3, ORDER);
        s31.fma(y31.fma(y31, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.fma(y32.fma(y32, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to3 + V2, ORDER);
        s33.fma(y33.fma(y33, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to3 + V3, ORDER);
    }

    /** Two outputs of four vectors; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile2x4(long y, long out, long outStep, long w, long wOut, long wIn, long bias,
            long biasStep, long x, long xStep, long end) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + biasStep) & ADDRESS));
        DoubleVector s11 = s10;
        DoubleVector s12 = s10;
        DoubleVector s13 = s10;
        long weight = w;
        for (long from = x; from != end; from += xStep) {
            long run = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
            DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, run + V1, ORDER);
            DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, run + V2, ORDER);
            DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, run + V3, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + wOut) & ADDRESS));
            s10 = w1.fma(x0, s10);
            s11 = w1.fma(x1, s11);
            s12 = w1.fma(x2, s12);
            s13 = w1.fma(x3, s13);
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        long by0 = y & ADDRESS;
        DoubleVector y00 = DoubleVector.fromMemorySegment(S, ALL, by0, ORDER);
        DoubleVector y01 = DoubleVector.fromMemorySegment(S, ALL, by0 + V1, ORDER);
        DoubleVector y02 = DoubleVector.fromMemorySegment(S, ALL, by0 + V2, ORDER);
        DoubleVector y03 = DoubleVector.fromMemorySegment(S, ALL, by0 + V3, ORDER);
        s00.fma(y00.fma(y00, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0, ORDER);
        s01.fma(y01.fma(y01, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.fma(y02.fma(y02, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.fma(y03.fma(y03, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        long by1 = (y + outStep) & ADDRESS;
        DoubleVector y10 = DoubleVector.fromMemorySegment(S, ALL, by1, ORDER);
        DoubleVector y11 = DoubleVector.fromMemorySegment(S, ALL, by1 + V1, ORDER);
        DoubleVector y12 = DoubleVector.fromMemorySegment(S, ALL, by1 + V2, ORDER);
        DoubleVector y13 = DoubleVector.fromMemorySegment(S, ALL, by1 + V3, ORDER);
        s10.fma(y10.fma(y10, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1, ORDER);
        s11.fma(y11.fma(y11, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.fma(y12.fma(y12, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.fma(y13.fma(y13, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO).intoMemorySegment(ALL, to1 + V3, ORDER);
    }
}
