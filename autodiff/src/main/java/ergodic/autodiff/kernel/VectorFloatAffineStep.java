package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorAffineStep} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatAffineStep {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Bytes to the second, third and fourth vector of a tile. */
    private static final long V1 = 4L * L;
    private static final long V2 = 8L * L;
    private static final long V3 = 12L * L;
    private static final boolean MANY_REGISTERS = S.vectorByteSize() == 64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);
    private static final FloatVector MINUS_ZERO = FloatVector.broadcast(S, -0.0f);

    private VectorFloatAffineStep() {}

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
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s11 = s10;
        FloatVector s12 = s10;
        FloatVector s13 = s10;
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s21 = s20;
        FloatVector s22 = s20;
        FloatVector s23 = s20;
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        FloatVector s31 = s30;
        FloatVector s32 = s30;
        FloatVector s33 = s30;
        long weight = w;
        for (long from = x; from != end; from += xStep) {
            long run = from & ADDRESS;
            FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, run + V1, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, run + V2, ORDER);
            FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, run + V3, ORDER);
            FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + wOut) & ADDRESS));
            s10 = w1.fma(x0, s10);
            s11 = w1.fma(x1, s11);
            s12 = w1.fma(x2, s12);
            s13 = w1.fma(x3, s13);
            FloatVector w2 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + 2 * wOut) & ADDRESS));
            s20 = w2.fma(x0, s20);
            s21 = w2.fma(x1, s21);
            s22 = w2.fma(x2, s22);
            s23 = w2.fma(x3, s23);
            FloatVector w3 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + 3 * wOut) & ADDRESS));
            s30 = w3.fma(x0, s30);
            s31 = w3.fma(x1, s31);
            s32 = w3.fma(x2, s32);
            s33 = w3.fma(x3, s33);
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        long by0 = y & ADDRESS;
        FloatVector y00 = FloatVector.fromMemorySegment(S, ALL, by0, ORDER);
        FloatVector y01 = FloatVector.fromMemorySegment(S, ALL, by0 + V1, ORDER);
        FloatVector y02 = FloatVector.fromMemorySegment(S, ALL, by0 + V2, ORDER);
        FloatVector y03 = FloatVector.fromMemorySegment(S, ALL, by0 + V3, ORDER);
        s00.fma(y00.blend(ONE, y00.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y00.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0, ORDER);
        s01.fma(y01.blend(ONE, y01.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y01.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.fma(y02.blend(ONE, y02.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y02.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.fma(y03.blend(ONE, y03.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y03.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        long by1 = (y + outStep) & ADDRESS;
        FloatVector y10 = FloatVector.fromMemorySegment(S, ALL, by1, ORDER);
        FloatVector y11 = FloatVector.fromMemorySegment(S, ALL, by1 + V1, ORDER);
        FloatVector y12 = FloatVector.fromMemorySegment(S, ALL, by1 + V2, ORDER);
        FloatVector y13 = FloatVector.fromMemorySegment(S, ALL, by1 + V3, ORDER);
        s10.fma(y10.blend(ONE, y10.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y10.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1, ORDER);
        s11.fma(y11.blend(ONE, y11.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y11.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.fma(y12.blend(ONE, y12.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y12.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.fma(y13.blend(ONE, y13.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y13.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1 + V3, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        long by2 = (y + 2 * outStep) & ADDRESS;
        FloatVector y20 = FloatVector.fromMemorySegment(S, ALL, by2, ORDER);
        FloatVector y21 = FloatVector.fromMemorySegment(S, ALL, by2 + V1, ORDER);
        FloatVector y22 = FloatVector.fromMemorySegment(S, ALL, by2 + V2, ORDER);
        FloatVector y23 = FloatVector.fromMemorySegment(S, ALL, by2 + V3, ORDER);
        s20.fma(y20.blend(ONE, y20.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y20.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to2, ORDER);
        s21.fma(y21.blend(ONE, y21.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y21.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.fma(y22.blend(ONE, y22.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y22.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to2 + V2, ORDER);
        s23.fma(y23.blend(ONE, y23.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y23.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to2 + V3, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        long by3 = (y + 3 * outStep) & ADDRESS;
        FloatVector y30 = FloatVector.fromMemorySegment(S, ALL, by3, ORDER);
        FloatVector y31 = FloatVector.fromMemorySegment(S, ALL, by3 + V1, ORDER);
        FloatVector y32 = FloatVector.fromMemorySegment(S, ALL, by3 + V2, ORDER);
        FloatVector y33 = FloatVector.fromMemorySegment(S, ALL, by3 + V3, ORDER);
        s30.fma(y30.blend(ONE, y30.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y30.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to3, ORDER);
        s31.fma(y31.blend(ONE, y31.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y31.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.fma(y32.blend(ONE, y32.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y32.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to3 + V2, ORDER);
        s33.fma(y33.blend(ONE, y33.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y33.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to3 + V3, ORDER);
    }

    /** Two outputs of four vectors; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile2x4(long y, long out, long outStep, long w, long wOut, long wIn, long bias,
            long biasStep, long x, long xStep, long end) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s11 = s10;
        FloatVector s12 = s10;
        FloatVector s13 = s10;
        long weight = w;
        for (long from = x; from != end; from += xStep) {
            long run = from & ADDRESS;
            FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, run + V1, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, run + V2, ORDER);
            FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, run + V3, ORDER);
            FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + wOut) & ADDRESS));
            s10 = w1.fma(x0, s10);
            s11 = w1.fma(x1, s11);
            s12 = w1.fma(x2, s12);
            s13 = w1.fma(x3, s13);
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        long by0 = y & ADDRESS;
        FloatVector y00 = FloatVector.fromMemorySegment(S, ALL, by0, ORDER);
        FloatVector y01 = FloatVector.fromMemorySegment(S, ALL, by0 + V1, ORDER);
        FloatVector y02 = FloatVector.fromMemorySegment(S, ALL, by0 + V2, ORDER);
        FloatVector y03 = FloatVector.fromMemorySegment(S, ALL, by0 + V3, ORDER);
        s00.fma(y00.blend(ONE, y00.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y00.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0, ORDER);
        s01.fma(y01.blend(ONE, y01.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y01.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.fma(y02.blend(ONE, y02.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y02.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.fma(y03.blend(ONE, y03.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y03.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        long by1 = (y + outStep) & ADDRESS;
        FloatVector y10 = FloatVector.fromMemorySegment(S, ALL, by1, ORDER);
        FloatVector y11 = FloatVector.fromMemorySegment(S, ALL, by1 + V1, ORDER);
        FloatVector y12 = FloatVector.fromMemorySegment(S, ALL, by1 + V2, ORDER);
        FloatVector y13 = FloatVector.fromMemorySegment(S, ALL, by1 + V3, ORDER);
        s10.fma(y10.blend(ONE, y10.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y10.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1, ORDER);
        s11.fma(y11.blend(ONE, y11.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y11.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.fma(y12.blend(ONE, y12.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y12.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.fma(y13.blend(ONE, y13.compare(VectorOperators.GT, ZERO)).blend(ZERO,
                y13.compare(VectorOperators.LE, ZERO)), MINUS_ZERO).intoMemorySegment(ALL, to1 + V3, ORDER);
    }
}
