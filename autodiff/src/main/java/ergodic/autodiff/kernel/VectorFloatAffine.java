package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
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
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatAffine() {}

    static void apply(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        int wide = n - n % (4 * L);
        int o = 0;
        for (; o + 4 <= outs; o += 4) {
            long result = out + 4L * o * outStride;
            long weights = w + 4L * o * wOut;
            long biases = bias < 0 ? bias : bias + 4L * o;
            affine4x4(m, result, outStride, weights, wOut, wIn, biases, x, xStride, ins, 0, wide);
            affine4x1(m, result, outStride, weights, wOut, wIn, biases, x, xStride, ins, wide, n);
        }
        for (; o < outs; o++) {
            long result = out + 4L * o * outStride;
            long weights = w + 4L * o * wOut;
            long biases = bias < 0 ? bias : bias + 4L * o;
            affine1x4(m, result, weights, wIn, biases, x, xStride, ins, 0, wide);
            affine1x1(m, result, weights, wIn, biases, x, xStride, ins, wide, n);
        }
    }

    /** A block of 4 outputs by 4 vectors: outputs {@code o} onwards, numbers {@code j} onwards. */
    private static void affine4x4(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias,
            long x, int xStride, int ins, int from, int to) {
        FloatVector bias0 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias));
        FloatVector bias1 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias + 4L));
        FloatVector bias2 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias + 8L));
        FloatVector bias3 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias + 12L));
        long outStep = 4L * outStride;
        long wOutStep = 4L * wOut;
        for (int j = from; j < to; j += 4 * L) {
            FloatVector s00 = bias0;
            FloatVector s01 = bias0;
            FloatVector s02 = bias0;
            FloatVector s03 = bias0;
            FloatVector s10 = bias1;
            FloatVector s11 = bias1;
            FloatVector s12 = bias1;
            FloatVector s13 = bias1;
            FloatVector s20 = bias2;
            FloatVector s21 = bias2;
            FloatVector s22 = bias2;
            FloatVector s23 = bias2;
            FloatVector s30 = bias3;
            FloatVector s31 = bias3;
            FloatVector s32 = bias3;
            FloatVector s33 = bias3;
            for (int i = 0; i < ins; i++) {
                long run = x + 4L * ((long) i * xStride + j);
                long weight = w + 4L * i * wIn;
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, run, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, run + V1, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, m, run + V2, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, m, run + V3, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
                FloatVector w1 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight + wOutStep));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                s12 = w1.fma(x2, s12);
                s13 = w1.fma(x3, s13);
                FloatVector w2 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight + 2 * wOutStep));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                s22 = w2.fma(x2, s22);
                s23 = w2.fma(x3, s23);
                FloatVector w3 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight + 3 * wOutStep));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
                s32 = w3.fma(x2, s32);
                s33 = w3.fma(x3, s33);
            }
            long to0 = out + 4L * j;
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
        FloatVector bias0 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias));
        FloatVector bias1 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias + 4L));
        FloatVector bias2 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias + 8L));
        FloatVector bias3 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias + 12L));
        long outStep = 4L * outStride;
        long wOutStep = 4L * wOut;
        for (int j = from; j < to; j += L) {
            FloatVector s00 = bias0;
            FloatVector s10 = bias1;
            FloatVector s20 = bias2;
            FloatVector s30 = bias3;
            for (int i = 0; i < ins; i++) {
                long run = x + 4L * ((long) i * xStride + j);
                long weight = w + 4L * i * wIn;
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, run, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight));
                s00 = w0.fma(x0, s00);
                FloatVector w1 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight + wOutStep));
                s10 = w1.fma(x0, s10);
                FloatVector w2 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight + 2 * wOutStep));
                s20 = w2.fma(x0, s20);
                FloatVector w3 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight + 3 * wOutStep));
                s30 = w3.fma(x0, s30);
            }
            long to0 = out + 4L * j;
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
        FloatVector bias0 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias));
        for (int j = from; j < to; j += 4 * L) {
            FloatVector s00 = bias0;
            FloatVector s01 = bias0;
            FloatVector s02 = bias0;
            FloatVector s03 = bias0;
            for (int i = 0; i < ins; i++) {
                long run = x + 4L * ((long) i * xStride + j);
                long weight = w + 4L * i * wIn;
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, run, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, run + V1, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, m, run + V2, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, m, run + V3, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
            }
            long to0 = out + 4L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            s02.intoMemorySegment(m, to0 + V2, ORDER);
            s03.intoMemorySegment(m, to0 + V3, ORDER);
        }
    }

    /** A block of 1 outputs by 1 vector: outputs {@code o} onwards, numbers {@code j} onwards. */
    private static void affine1x1(MemorySegment m, long out, long w, int wIn, long bias,
            long x, int xStride, int ins, int from, int to) {
        FloatVector bias0 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT, bias));
        for (int j = from; j < to; j += L) {
            FloatVector s00 = bias0;
            for (int i = 0; i < ins; i++) {
                long run = x + 4L * ((long) i * xStride + j);
                long weight = w + 4L * i * wIn;
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, run, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, m.get(JAVA_FLOAT, weight));
                s00 = w0.fma(x0, s00);
            }
            long to0 = out + 4L * j;
            s00.intoMemorySegment(m, to0, ORDER);
        }
    }
}
