package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorAffine} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatAffine {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Bytes to the second, third and fourth vector of a tile. */
    private static final long V1 = 4L * L;
    private static final long V2 = 8L * L;
    private static final long V3 = 12L * L;
    /** Numbers in a column. */
    static final int COLUMN = 4 * L;
    private static final boolean MANY_REGISTERS = S.vectorByteSize() == 64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatAffine() {}

    static void apply(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        Memory.checkWhole(n, L);
        long to = Memory.at(m, out, 4L * Memory.span(outs, outStride, n));
        long weights = Memory.at(m, w, 4L * Memory.span(outs, wOut, Memory.span(ins, wIn, 1)));
        long biases = bias < 0 ? Memory.ZEROS : Memory.at(m, bias, 4L * outs);
        long from = Memory.at(m, x, 4L * Memory.span(ins, xStride, n));
        try {
            columns(to, 4L * outStride, weights, 4L * wOut, 4L * wIn, biases, bias < 0 ? 0 : 4L, from, 4L * xStride,
                    outs,
                    ins, n);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** Strides in bytes from here on. */
    private static void columns(long out, long outStep, long w, long wOut, long wIn, long bias, long biasStep, long x,
            long xStep, int outs, int ins, int n) {
        if (n < COLUMN) {
            for (int j = 0; j < n; j += L) {
                narrow(out + 4L * j, outStep, w, wOut, wIn, bias, biasStep, x + 4L * j, xStep, outs, ins);
            }
            return;
        }
        int last = n - COLUMN;
        for (int j = 0; j < last; j += COLUMN) {
            column(out + 4L * j, outStep, w, wOut, wIn, bias, biasStep, x + 4L * j, xStep, outs, ins);
        }
        column(out + 4L * last, outStep, w, wOut, wIn, bias, biasStep, x + 4L * last, xStep, outs, ins);
    }

    /** All outputs of four vectors. */
    private static void column(long out, long outStep, long w, long wOut, long wIn, long bias, long biasStep, long x,
            long xStep, int outs, int ins) {
        long end = x + xStep * ins;
        int o = 0;
        if (MANY_REGISTERS) {
            for (; o + 4 <= outs; o += 4) {
                tile4x4(out + o * outStep, outStep, w + o * wOut, wOut, wIn, bias + o * biasStep, biasStep, x, xStep,
                        end);
            }
            if (o + 3 == outs && o > 0) {
                o = outs - 4;
                tile4x4(out + o * outStep, outStep, w + o * wOut, wOut, wIn, bias + o * biasStep, biasStep, x, xStep,
                        end);
                return;
            }
        }
        for (; o + 2 <= outs; o += 2) {
            tile2x4(out + o * outStep, outStep, w + o * wOut, wOut, wIn, bias + o * biasStep, biasStep, x, xStep, end);
        }
        if (o < outs) {
            tile1x4(out + o * outStep, w + o * wOut, wIn, bias + o * biasStep, x, xStep, end);
        }
    }

    /** All outputs of one vector. */
    private static void narrow(long out, long outStep, long w, long wOut, long wIn, long bias, long biasStep, long x,
            long xStep, int outs, int ins) {
        long end = x + xStep * ins;
        int o = 0;
        for (; o + 4 <= outs; o += 4) {
            tile4x1(out + o * outStep, outStep, w + o * wOut, wOut, wIn, bias + o * biasStep, biasStep, x, xStep, end);
        }
        for (; o < outs; o++) {
            tile1x1(out + o * outStep, w + o * wOut, wIn, bias + o * biasStep, x, xStep, end);
        }
    }

    /** Four outputs of four vectors; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile4x4(long out, long outStep, long w, long wOut, long wIn, long bias,
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
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        s11.intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.intoMemorySegment(ALL, to1 + V3, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        s21.intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.intoMemorySegment(ALL, to2 + V2, ORDER);
        s23.intoMemorySegment(ALL, to2 + V3, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
        s31.intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.intoMemorySegment(ALL, to3 + V2, ORDER);
        s33.intoMemorySegment(ALL, to3 + V3, ORDER);
    }

    /** Two outputs of four vectors; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile2x4(long out, long outStep, long w, long wOut, long wIn, long bias,
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
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        s11.intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.intoMemorySegment(ALL, to1 + V3, ORDER);
    }

    /** One output of four vectors; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile1x4(long out, long w, long wIn, long bias, long x, long xStep, long end) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
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
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.intoMemorySegment(ALL, to0 + V3, ORDER);
    }

    /** Four outputs of one vector; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile4x1(long out, long outStep, long w, long wOut, long wIn, long bias,
            long biasStep, long x, long xStep, long end) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        long weight = w;
        for (long from = x; from != end; from += xStep) {
            long run = from & ADDRESS;
            FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
            FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + wOut) & ADDRESS));
            s10 = w1.fma(x0, s10);
            FloatVector w2 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + 2 * wOut) & ADDRESS));
            s20 = w2.fma(x0, s20);
            FloatVector w3 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (weight + 3 * wOut) & ADDRESS));
            s30 = w3.fma(x0, s30);
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
    }

    /** One output of one vector; the inputs are at {@code x, x + xStep ...} before {@code end}. */
    private static void tile1x1(long out, long w, long wIn, long bias, long x, long xStep, long end) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        long weight = w;
        for (long from = x; from != end; from += xStep) {
            long run = from & ADDRESS;
            FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
            FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            weight += wIn;
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
    }
}
