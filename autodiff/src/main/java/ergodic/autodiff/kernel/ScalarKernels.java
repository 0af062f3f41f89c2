package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;

/** Kernels as plain loops over single numbers: what runs where the Vector API is missing, and the vector kernels' twins. */
final class ScalarKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int bytes() {
        return Double.BYTES;
    }

    @Override
    public Kernels in(Precision precision) {
        return precision == Precision.FLOAT64 ? this : new ScalarFloatKernels();
    }

    @Override
    public void unary(UnaryFunction function, MemorySegment m, long out, long a, int n) {
        switch (function) {
            case NEGATE -> ScalarElementwise.negate(m, out, a, n);
            case SQUARE -> ScalarElementwise.square(m, out, a, n);
            case RELU -> ScalarElementwise.relu(m, out, a, n);
            case EXP -> ScalarElementwise.exp(m, out, a, n);
            case TANH -> ScalarElementwise.tanh(m, out, a, n);
            case SIGMOID -> ScalarElementwise.sigmoid(m, out, a, n);
            default -> ScalarElementwise.any(function, m, out, a, n);
        }
    }

    @Override
    public void leakyRelu(double slope, MemorySegment m, long out, long a, int n) {
        ScalarElementwise.leakyRelu(slope, m, out, a, n);
    }

    @Override
    public void elu(double alpha, MemorySegment m, long out, long a, int n) {
        ScalarElementwise.elu(alpha, m, out, a, n);
    }

    @Override
    public void polygamma(int order, MemorySegment m, long out, long a, int n) {
        ScalarElementwise.polygamma(order, m, out, a, n);
    }

    @Override
    public void stirlingRemainder(int order, MemorySegment m, long out, long a, int n) {
        ScalarElementwise.stirlingRemainder(order, m, out, a, n);
    }

    @Override
    public void binary(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        ScalarElementwise.binary(function, m, out, a, Double.BYTES, b, Double.BYTES, n);
    }

    @Override
    public void binaryRight(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        ScalarElementwise.binary(function, m, out, a, Double.BYTES, b, 0, n);
    }

    @Override
    public void binaryLeft(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        ScalarElementwise.binary(function, m, out, a, 0, b, Double.BYTES, n);
    }

    @Override
    public void fused(FusedFunction function, MemorySegment m, long out, long gradient, long y, int n) {
        ScalarElementwise.fused(function, m, out, gradient, y, n);
    }

    @Override
    public void select(MemorySegment m, long out, long c, int cStep, long a, int aStep, long b, int bStep, int n) {
        ScalarElementwise.select(m, out, c, cStep, a, aStep, b, bStep, n);
    }

    @Override
    public void ternary(TernaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep,
            long c, int cStep, int n) {
        ScalarElementwise.ternary(function, m, out, a, aStep, b, bStep, c, cStep, n);
    }

    @Override
    public void copy(MemorySegment m, long out, long a, int n) {
        ScalarElementwise.copy(m, out, a, n);
    }

    @Override
    public void fromDoubles(MemorySegment m, long out, long a, int n) {
        ScalarRowSums.fromDoubles(m, out, a, n);
    }

    @Override
    public void fill(MemorySegment m, long out, long a, int n) {
        ScalarElementwise.fill(m, out, m.get(JAVA_DOUBLE, a), n);
    }

    @Override
    public void zero(MemorySegment m, long out, int n) {
        ScalarElementwise.fill(m, out, 0.0, n);
    }

    @Override
    public void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        ScalarReductions.sumAxis(m, out, a, count, n);
    }

    @Override
    public void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        ScalarReductions.shiftAxis(m, out, a, count, n);
    }

    @Override
    public void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        ScalarReductions.cumulativeSum(m, out, a, count, n, reverse);
    }

    @Override
    public double sum(MemorySegment m, long a, int n) {
        return ScalarReductions.sum(m, a, n);
    }

    @Override
    public double dot(MemorySegment m, long a, long b, int n) {
        return ScalarProducts.dot(m, a, b, n);
    }

    @Override
    public void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        ScalarProducts.affine(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
    }

    @Override
    public void affineThen(Epilogue then, long y, MemorySegment m, long out, int outStride, long w, int wOut, int wIn,
            long bias, long x, int xStride, int outs, int ins, int n) {
        ScalarProducts.affine(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
        ScalarProducts.then(then, y, m, out, outStride, outs, n);
    }

    @Override
    public void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        ScalarProducts.dotRuns(m, out, a, aStride, b, bStride, count, n);
    }

    @Override
    public void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        ScalarRowSums.accumulateSums(m, accumulators, a, as, n);
    }

    @Override
    public void accumulateOuter(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        ScalarProducts.accumulateOuter(m, accumulators, a, as, b, bs, n);
    }

    @Override
    public void accumulateOuterDense(MemorySegment m, long accumulators, long a, int as, long b, int bs,
            long scratch, int n) {
        ScalarProducts.accumulateOuterDense(m, accumulators, a, as, b, bs, n);
    }

    @Override
    public void toDoubles(MemorySegment m, long out, long a, int n) {
        ScalarRowSums.toDoubles(m, out, a, n);
    }

    @Override
    public void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        ScalarRowSums.reduceLanes(m, out, accumulators, n);
    }

    @Override
    public void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs) {
        ScalarWindows.packTaps(m, packed, w, wOut, wTaps, outs);
    }

    @Override
    public void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        ScalarWindows.affineTaps(m, out, outStride, packed, bias, x, taps, ranges, step, outs, n);
    }

    @Override
    public void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        ScalarWindows.accumulateTaps(m, accumulators, a, as, aStride, aRuns, b, taps, bRuns, step, n);
    }

    @Override
    public void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        ScalarWindows.productTaps(m, out, a, as, aStride, aRuns, b, taps, bRuns, step);
    }

    @Override
    public void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        ScalarWindows.multiplyAdd(m, out, a, b, n);
    }

    @Override
    public void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, double scale, int step,
            int count) {
        ScalarWindows.sumTaps(m, out, outStep, x, xStep, taps, scale, step, count);
    }

    @Override
    public void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        ScalarWindows.maxTaps(m, out, outStep, values, keys, xStep, taps, step, count);
    }

    @Override
    public void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        ScalarWindows.maxTapsTransposed(m, out, u, uStep, keys, xStep, taps, step, count);
    }
}
