package ergodic.autodiff.kernel;

import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Affine maps whose results go through a function: in registers, by the tiles of {@link VectorAffineStep} and its relatives, or, where
 * runs or outputs are too few for a tile, by the elementwise loops afterwards. Bits are the same either way.
 */
final class VectorAffineThen {

    /** Outputs that a tile needs. */
    private static final int HEIGHT = 4;

    private VectorAffineThen() {}

    static void apply(Epilogue then, long y, MemorySegment m, long out, int outStride, long w, int wOut, int wIn,
            long bias, long x, int xStride, int outs, int ins, int n) {
        if (outs < HEIGHT || n < VectorAffine.COLUMN) {
            VectorAffine.apply(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
            for (int o = 0; o < outs; o++) {
                elementwise(then, m, out + 8L * o * outStride, y + 8L * o * outStride, n);
            }
            return;
        }
        Memory.checkWhole(n, VectorKernels.vectorLength());
        long to = Memory.at(m, out, 8L * Memory.span(outs, outStride, n));
        long by = then == Epilogue.RELU ? to : Memory.at(m, y, 8L * Memory.span(outs, outStride, n));
        long weights = Memory.at(m, w, 8L * Memory.span(outs, wOut, Memory.span(ins, wIn, 1)));
        long biases = bias < 0 ? Memory.ZEROS : Memory.at(m, bias, 8L * outs);
        long from = Memory.at(m, x, 8L * Memory.span(ins, xStride, n));
        try {
            columns(then, by, to, 8L * outStride, weights, 8L * wOut, 8L * wIn, biases, bias < 0 ? 0 : 8L, from,
                    8L * xStride, outs, ins, n);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    private static void elementwise(Epilogue then, MemorySegment m, long out, long y, int n) {
        switch (then) {
            case RELU -> VectorUnary.apply(UnaryFunction.RELU, m, out, out, n);
            case TANH_DERIVATIVE -> VectorFused.tanh(m, out, out, y, n);
            case SIGMOID_DERIVATIVE -> VectorFused.sigmoid(m, out, out, y, n);
            case STEP_DERIVATIVE -> VectorFused.step(m, out, out, y, n);
        }
    }

    /** Strides in bytes from here on. The last column may begin in the one before: what they share is computed twice. */
    private static void columns(Epilogue then, long y, long out, long outStep, long w, long wOut, long wIn, long bias,
            long biasStep, long x, long xStep, int outs, int ins, int n) {
        for (int j = 0; j < n; j += VectorAffine.COLUMN) {
            long at = 8L * Math.min(j, n - VectorAffine.COLUMN);
            switch (then) {
                case RELU -> VectorAffineRelu.column(out + at, outStep, w, wOut, wIn, bias, biasStep, x + at,
                        xStep, outs, ins);
                case TANH_DERIVATIVE -> VectorAffineTanh.column(y + at, out + at, outStep, w, wOut, wIn, bias,
                        biasStep, x + at, xStep, outs, ins);
                case SIGMOID_DERIVATIVE -> VectorAffineSigmoid.column(y + at, out + at, outStep, w, wOut, wIn, bias,
                        biasStep, x + at, xStep, outs, ins);
                case STEP_DERIVATIVE -> VectorAffineStep.column(y + at, out + at, outStep, w, wOut, wIn, bias,
                        biasStep, x + at, xStep, outs, ins);
            }
        }
    }
}
