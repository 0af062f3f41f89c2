package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Affine maps of runs, in register tiles: 4 outputs by 4 vectors hold 16 sums in registers, so that 8 loads feed 16
 * multiply-adds (two a cycle with a latency of four want at least 8 independent sums). Weights are read as single numbers and
 * spread over a vector. What is left over in outputs or in vectors is done by narrower tiles.
 */
final class VectorAffine {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Bytes to the second, third and fourth vector of a tile. */
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorAffine() {}

    static void apply(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        int wide = n - n % (4 * L);
        int o = 0;
        for (; o + 4 <= outs; o += 4) {
            long result = out + 8L * o * outStride;
            long weights = w + 8L * o * wOut;
            long biases = bias < 0 ? bias : bias + 8L * o;
            affine4x4(m, result, outStride, weights, wOut, wIn, biases, x, xStride, ins, 0, wide);
            affine4x1(m, result, outStride, weights, wOut, wIn, biases, x, xStride, ins, wide, n);
        }
        for (; o < outs; o++) {
            long result = out + 8L * o * outStride;
            long weights = w + 8L * o * wOut;
            long biases = bias < 0 ? bias : bias + 8L * o;
            affine1x4(m, result, weights, wIn, biases, x, xStride, ins, 0, wide);
            affine1x1(m, result, weights, wIn, biases, x, xStride, ins, wide, n);
        }
    }

    /** A block of 4 outputs by 4 vectors: outputs {@code o} onwards, numbers {@code j} onwards. */
    private static void affine4x4(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias,
            long x, int xStride, int ins, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias + 24L));
        long outStep = 8L * outStride;
        long wOutStep = 8L * wOut;
        for (int j = from; j < to; j += 4 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s02 = bias0;
            DoubleVector s03 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s11 = bias1;
            DoubleVector s12 = bias1;
            DoubleVector s13 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s21 = bias2;
            DoubleVector s22 = bias2;
            DoubleVector s23 = bias2;
            DoubleVector s30 = bias3;
            DoubleVector s31 = bias3;
            DoubleVector s32 = bias3;
            DoubleVector s33 = bias3;
            for (int i = 0; i < ins; i++) {
                long run = x + 8L * ((long) i * xStride + j);
                long weight = w + 8L * i * wIn;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, run + V1, ORDER);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, run + V2, ORDER);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, run + V3, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
                DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight + wOutStep));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                s12 = w1.fma(x2, s12);
                s13 = w1.fma(x3, s13);
                DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight + 2 * wOutStep));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                s22 = w2.fma(x2, s22);
                s23 = w2.fma(x3, s23);
                DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight + 3 * wOutStep));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
                s32 = w3.fma(x2, s32);
                s33 = w3.fma(x3, s33);
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            s02.intoMemorySegment(m, to0 + V2, ORDER);
            s03.intoMemorySegment(m, to0 + V3, ORDER);
            long to1 = to0 + outStep;
            s10.intoMemorySegment(m, to1, ORDER);
            s11.intoMemorySegment(m, to1 + V1, ORDER);
            s12.intoMemorySegment(m, to1 + V2, ORDER);
            s13.intoMemorySegment(m, to1 + V3, ORDER);
            long to2 = to1 + outStep;
            s20.intoMemorySegment(m, to2, ORDER);
            s21.intoMemorySegment(m, to2 + V1, ORDER);
            s22.intoMemorySegment(m, to2 + V2, ORDER);
            s23.intoMemorySegment(m, to2 + V3, ORDER);
            long to3 = to2 + outStep;
            s30.intoMemorySegment(m, to3, ORDER);
            s31.intoMemorySegment(m, to3 + V1, ORDER);
            s32.intoMemorySegment(m, to3 + V2, ORDER);
            s33.intoMemorySegment(m, to3 + V3, ORDER);
        }
    }

    /** A block of 4 outputs by 1 vector: outputs {@code o} onwards, numbers {@code j} onwards. */
    private static void affine4x1(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias,
            long x, int xStride, int ins, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias + 24L));
        long outStep = 8L * outStride;
        long wOutStep = 8L * wOut;
        for (int j = from; j < to; j += L) {
            DoubleVector s00 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s30 = bias3;
            for (int i = 0; i < ins; i++) {
                long run = x + 8L * ((long) i * xStride + j);
                long weight = w + 8L * i * wIn;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight));
                s00 = w0.fma(x0, s00);
                DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight + wOutStep));
                s10 = w1.fma(x0, s10);
                DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight + 2 * wOutStep));
                s20 = w2.fma(x0, s20);
                DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight + 3 * wOutStep));
                s30 = w3.fma(x0, s30);
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            long to1 = to0 + outStep;
            s10.intoMemorySegment(m, to1, ORDER);
            long to2 = to1 + outStep;
            s20.intoMemorySegment(m, to2, ORDER);
            long to3 = to2 + outStep;
            s30.intoMemorySegment(m, to3, ORDER);
        }
    }

    /** A block of 1 outputs by 4 vectors: outputs {@code o} onwards, numbers {@code j} onwards. */
    private static void affine1x4(MemorySegment m, long out, long w, int wIn, long bias,
            long x, int xStride, int ins, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias));
        for (int j = from; j < to; j += 4 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s02 = bias0;
            DoubleVector s03 = bias0;
            for (int i = 0; i < ins; i++) {
                long run = x + 8L * ((long) i * xStride + j);
                long weight = w + 8L * i * wIn;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, run + V1, ORDER);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, run + V2, ORDER);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, run + V3, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            s02.intoMemorySegment(m, to0 + V2, ORDER);
            s03.intoMemorySegment(m, to0 + V3, ORDER);
        }
    }

    /** A block of 1 outputs by 1 vector: outputs {@code o} onwards, numbers {@code j} onwards. */
    private static void affine1x1(MemorySegment m, long out, long w, int wIn, long bias,
            long x, int xStride, int ins, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE, bias));
        for (int j = from; j < to; j += L) {
            DoubleVector s00 = bias0;
            for (int i = 0; i < ins; i++) {
                long run = x + 8L * ((long) i * xStride + j);
                long weight = w + 8L * i * wIn;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE, weight));
                s00 = w0.fma(x0, s00);
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
        }
    }
}
