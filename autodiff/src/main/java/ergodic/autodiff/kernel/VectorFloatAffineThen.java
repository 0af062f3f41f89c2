package ergodic.autodiff.kernel;

import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** {@link VectorAffineThen} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatAffineThen {

    /** Outputs that a tile needs. */
    private static final int HEIGHT = 4;

    private VectorFloatAffineThen() {}

    static void apply(Epilogue then, long y, MemorySegment m, long out, int outStride, long w, int wOut, int wIn,
            long bias, long x, int xStride, int outs, int ins, int n) {
        if (outs < HEIGHT || n < VectorFloatAffine.COLUMN) {
            VectorFloatAffine.apply(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
            for (int o = 0; o < outs; o++) {
                elementwise(then, m, out + 4L * o * outStride, y + 4L * o * outStride, n);
            }
            return;
        }
        Memory.checkWhole(n, VectorFloatKernels.vectorLength());
        long to = Memory.at(m, out, 4L * Memory.span(outs, outStride, n));
        long by = then == Epilogue.RELU ? to : Memory.at(m, y, 4L * Memory.span(outs, outStride, n));
        long weights = Memory.at(m, w, 4L * Memory.span(outs, wOut, Memory.span(ins, wIn, 1)));
        long biases = bias < 0 ? Memory.ZEROS : Memory.at(m, bias, 4L * outs);
        long from = Memory.at(m, x, 4L * Memory.span(ins, xStride, n));
        try {
            columns(then, by, to, 4L * outStride, weights, 4L * wOut, 4L * wIn, biases, bias < 0 ? 0 : 4L, from,
                    4L * xStride, outs, ins, n);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    private static void elementwise(Epilogue then, MemorySegment m, long out, long y, int n) {
        switch (then) {
            case RELU -> VectorFloatUnary.apply(UnaryFunction.RELU, m, out, out, n);
            case TANH_DERIVATIVE -> VectorFloatFused.tanh(m, out, out, y, n);
            case SIGMOID_DERIVATIVE -> VectorFloatFused.sigmoid(m, out, out, y, n);
            case STEP_DERIVATIVE -> VectorFloatFused.step(m, out, out, y, n);
        }
    }

    /** Strides in bytes from here on. The last column may begin in the one before: what they share is computed twice. */
    private static void columns(Epilogue then, long y, long out, long outStep, long w, long wOut, long wIn, long bias,
            long biasStep, long x, long xStep, int outs, int ins, int n) {
        for (int j = 0; j < n; j += VectorFloatAffine.COLUMN) {
            long at = 4L * Math.min(j, n - VectorFloatAffine.COLUMN);
            switch (then) {
                case RELU -> VectorFloatAffineRelu.column(out + at, outStep, w, wOut, wIn, bias, biasStep, x + at,
                        xStep, outs, ins);
                case TANH_DERIVATIVE -> VectorFloatAffineTanh.column(y + at, out + at, outStep, w, wOut, wIn, bias,
                        biasStep, x + at, xStep, outs, ins);
                case SIGMOID_DERIVATIVE ->
                    VectorFloatAffineSigmoid.column(y + at, out + at, outStep, w, wOut, wIn, bias,
                            biasStep, x + at, xStep, outs, ins);
                case STEP_DERIVATIVE -> VectorFloatAffineStep.column(y + at, out + at, outStep, w, wOut, wIn, bias,
                        biasStep, x + at, xStep, outs, ins);
            }
        }
    }
}
