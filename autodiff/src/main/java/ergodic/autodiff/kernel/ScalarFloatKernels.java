package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;

/** {@link ScalarKernels} for floats, derived from its text by FloatTwins (among the tests). */
final class ScalarFloatKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int bytes() {
        return Float.BYTES;
    }

    @Override
    public Kernels in(Precision precision) {
        return precision == Precision.FLOAT32 ? this : new ScalarKernels();
    }

    @Override
    public void unary(UnaryFunction function, MemorySegment m, long out, long a, int n) {
        switch (function) {
            case NEGATE -> ScalarFloatElementwise.negate(m, out, a, n);
            case SQUARE -> ScalarFloatElementwise.square(m, out, a, n);
            case RELU -> ScalarFloatElementwise.relu(m, out, a, n);
            case EXP -> ScalarFloatElementwise.exp(m, out, a, n);
            case TANH -> ScalarFloatElementwise.tanh(m, out, a, n);
            case SIGMOID -> ScalarFloatElementwise.sigmoid(m, out, a, n);
            default -> ScalarFloatElementwise.any(function, m, out, a, n);
        }
    }

    @Override
    public void leakyRelu(double slope, MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.leakyRelu((float) slope, m, out, a, n);
    }

    @Override
    public void elu(double alpha, MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.elu((float) alpha, m, out, a, n);
    }

    @Override
    public void polygamma(int order, MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.polygamma(order, m, out, a, n);
    }

    @Override
    public void stirlingRemainder(int order, MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.stirlingRemainder(order, m, out, a, n);
    }

    @Override
    public void binary(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        ScalarFloatElementwise.binary(function, m, out, a, Float.BYTES, b, Float.BYTES, n);
    }

    @Override
    public void binaryRight(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        ScalarFloatElementwise.binary(function, m, out, a, Float.BYTES, b, 0, n);
    }

    @Override
    public void binaryLeft(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        ScalarFloatElementwise.binary(function, m, out, a, 0, b, Float.BYTES, n);
    }

    @Override
    public void fused(FusedFunction function, MemorySegment m, long out, long gradient, long y, int n) {
        ScalarFloatElementwise.fused(function, m, out, gradient, y, n);
    }

    @Override
    public void select(MemorySegment m, long out, long c, int cStep, long a, int aStep, long b, int bStep, int n) {
        ScalarFloatElementwise.select(m, out, c, cStep, a, aStep, b, bStep, n);
    }

    @Override
    public void ternary(TernaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep,
            long c, int cStep, int n) {
        ScalarFloatElementwise.ternary(function, m, out, a, aStep, b, bStep, c, cStep, n);
    }

    @Override
    public void copy(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.copy(m, out, a, n);
    }

    @Override
    public void fromDoubles(MemorySegment m, long out, long a, int n) {
        ScalarFloatRowSums.fromDoubles(m, out, a, n);
    }

    @Override
    public void fill(MemorySegment m, long out, long a, int n) {
        ScalarFloatElementwise.fill(m, out, m.get(JAVA_FLOAT, a), n);
    }

    @Override
    public void zero(MemorySegment m, long out, int n) {
        ScalarFloatElementwise.fill(m, out, 0.0f, n);
    }

    @Override
    public void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        ScalarFloatReductions.sumAxis(m, out, a, count, n);
    }

    @Override
    public void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        ScalarFloatReductions.shiftAxis(m, out, a, count, n);
    }

    @Override
    public void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        ScalarFloatReductions.cumulativeSum(m, out, a, count, n, reverse);
    }

    @Override
    public double sum(MemorySegment m, long a, int n) {
        return ScalarFloatReductions.sum(m, a, n);
    }

    @Override
    public double dot(MemorySegment m, long a, long b, int n) {
        return ScalarFloatProducts.dot(m, a, b, n);
    }

    @Override
    public void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        ScalarFloatProducts.affine(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
    }

    @Override
    public void affineThen(Epilogue then, long y, MemorySegment m, long out, int outStride, long w, int wOut, int wIn,
            long bias, long x, int xStride, int outs, int ins, int n) {
        ScalarFloatProducts.affine(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
        ScalarFloatProducts.then(then, y, m, out, outStride, outs, n);
    }

    @Override
    public void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        ScalarFloatProducts.dotRuns(m, out, a, aStride, b, bStride, count, n);
    }

    @Override
    public void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        ScalarFloatRowSums.accumulateSums(m, accumulators, a, as, n);
    }

    @Override
    public void accumulateOuter(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        ScalarFloatProducts.accumulateOuter(m, accumulators, a, as, b, bs, n);
    }

    @Override
    public void accumulateOuterDense(MemorySegment m, long accumulators, long a, int as, long b, int bs,
            long scratch, int n) {
        ScalarFloatProducts.accumulateOuterDense(m, accumulators, a, as, b, bs, n);
    }

    @Override
    public void toDoubles(MemorySegment m, long out, long a, int n) {
        ScalarFloatRowSums.toDoubles(m, out, a, n);
    }

    @Override
    public void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        ScalarFloatRowSums.reduceLanes(m, out, accumulators, n);
    }

    @Override
    public void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs) {
        ScalarFloatWindows.packTaps(m, packed, w, wOut, wTaps, outs);
    }

    @Override
    public void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        ScalarFloatWindows.affineTaps(m, out, outStride, packed, bias, x, taps, ranges, step, outs, n);
    }

    @Override
    public void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        ScalarFloatWindows.accumulateTaps(m, accumulators, a, as, aStride, aRuns, b, taps, bRuns, step, n);
    }

    @Override
    public void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        ScalarFloatWindows.productTaps(m, out, a, as, aStride, aRuns, b, taps, bRuns, step);
    }

    @Override
    public void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        ScalarFloatWindows.multiplyAdd(m, out, a, b, n);
    }

    @Override
    public void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, double scale, int step,
            int count) {
        ScalarFloatWindows.sumTaps(m, out, outStep, x, xStep, taps, (float) scale, step, count);
    }

    @Override
    public void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        ScalarFloatWindows.maxTaps(m, out, outStep, values, keys, xStep, taps, step, count);
    }

    @Override
    public void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        ScalarFloatWindows.maxTapsTransposed(m, out, u, uStep, keys, xStep, taps, step, count);
    }
}
