package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernels with the Vector API, with the widest vectors of the machine. Values too small for a vector go to scalar code. */
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    /** Below this many numbers a loop over vectors does not pay. */
    private static final int SMALL = 4;

    /** Doubles a vector. */
    static int vectorLength() {
        return SPECIES.length();
    }

    @Override
    public String name() {
        return "vector, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public int bytes() {
        return Double.BYTES;
    }

    @Override
    public Kernels in(Precision precision) {
        return precision == Precision.FLOAT64 ? this : new VectorFloatKernels();
    }

    @Override
    public void unary(UnaryFunction function, MemorySegment m, long out, long a, int n) {
        if (n < SMALL) {
            ScalarElementwise.any(function, m, out, a, n);
        } else {
            VectorUnary.apply(function, m, out, a, n);
        }
    }

    @Override
    public void leakyRelu(double slope, MemorySegment m, long out, long a, int n) {
        VectorUnary.leakyRelu(slope, m, out, a, n);
    }

    @Override
    public void elu(double alpha, MemorySegment m, long out, long a, int n) {
        VectorExponential.elu(alpha, m, out, a, n);
    }

    @Override
    public void polygamma(int order, MemorySegment m, long out, long a, int n) {
        if (order > 1 || n < SMALL) {
            ScalarElementwise.polygamma(order, m, out, a, n);
        } else if (order == 1) {
            VectorPolygamma.trigamma(m, out, a, n);
        } else {
            VectorPolygamma.digamma(m, out, a, n);
        }
    }

    @Override
    public void stirlingRemainder(int order, MemorySegment m, long out, long a, int n) {
        ScalarElementwise.stirlingRemainder(order, m, out, a, n);
    }

    @Override
    public void binary(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        VectorBinary.runs(function, m, out, a, b, n);
    }

    @Override
    public void binaryRight(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        VectorBinary.right(function, m, out, a, b, n);
    }

    @Override
    public void binaryLeft(BinaryFunction function, MemorySegment m, long out, long a, long b, int n) {
        VectorBinary.left(function, m, out, a, b, n);
    }

    @Override
    public void fused(FusedFunction function, MemorySegment m, long out, long gradient, long y, int n) {
        int done = n - n % vectorLength();
        switch (function) {
            case TANH_DERIVATIVE -> VectorFused.tanh(m, out, gradient, y, done);
            case SIGMOID_DERIVATIVE -> VectorFused.sigmoid(m, out, gradient, y, done);
            case STEP_DERIVATIVE -> VectorFused.step(m, out, gradient, y, done);
        }
        ScalarElementwise.fused(function, m, out + 8L * done, gradient + 8L * done, y + 8L * done, n - done);
    }

    @Override
    public void select(MemorySegment m, long out, long c, int cStep, long a, int aStep, long b, int bStep, int n) {
        if (n % lanes() != 0 || cStep == 0 || aStep + bStep == 0) {
            ScalarElementwise.select(m, out, c, cStep, a, aStep, b, bStep, n);
        } else if (aStep == 0) {
            VectorUnary.selectLeft(m, out, c, m.get(JAVA_DOUBLE, a), b, n);
        } else if (bStep == 0) {
            VectorUnary.selectRight(m, out, c, a, m.get(JAVA_DOUBLE, b), n);
        } else {
            VectorUnary.select(m, out, c, a, b, n);
        }
    }

    @Override
    public void ternary(TernaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep,
            long c, int cStep, int n) {
        ScalarElementwise.ternary(function, m, out, a, aStep, b, bStep, c, cStep, n);
    }

    @Override
    public void copy(MemorySegment m, long out, long a, int n) {
        VectorUnary.copy(m, out, a, n);
    }

    @Override
    public void fromDoubles(MemorySegment m, long out, long a, int n) {
        VectorRowSums.fromDoubles(m, out, a, n);
    }

    @Override
    public void fill(MemorySegment m, long out, long a, int n) {
        VectorUnary.fill(m, out, m.get(JAVA_DOUBLE, a), n);
    }

    @Override
    public void zero(MemorySegment m, long out, int n) {
        VectorUnary.fill(m, out, 0.0, n);
    }

    @Override
    public void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        if (n % lanes() == 0) {
            VectorReductions.sumAxis(m, out, a, count, n);
        } else {
            ScalarReductions.sumAxis(m, out, a, count, n);
        }
    }

    @Override
    public void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        if (n % lanes() == 0) {
            VectorReductions.shiftAxis(m, out, a, count, n);
        } else {
            ScalarReductions.shiftAxis(m, out, a, count, n);
        }
    }

    @Override
    public void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        if (n % lanes() == 0) {
            VectorReductions.cumulativeSum(m, out, a, count, n, reverse);
        } else {
            ScalarReductions.cumulativeSum(m, out, a, count, n, reverse);
        }
    }

    @Override
    public double sum(MemorySegment m, long a, int n) {
        return n < SMALL ? ScalarReductions.sum(m, a, n) : VectorReductions.sum(m, a, n);
    }

    @Override
    public double dot(MemorySegment m, long a, long b, int n) {
        return n < SMALL ? ScalarProducts.dot(m, a, b, n) : VectorReductions.dot(m, a, b, n);
    }

    @Override
    public void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        VectorAffine.apply(m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
    }

    @Override
    public void affineThen(Epilogue then, long y, MemorySegment m, long out, int outStride, long w, int wOut, int wIn,
            long bias, long x, int xStride, int outs, int ins, int n) {
        VectorAffineThen.apply(then, y, m, out, outStride, w, wOut, wIn, bias, x, xStride, outs, ins, n);
    }

    @Override
    public void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        VectorReductions.dotRuns(m, out, a, aStride, b, bStride, count, n);
    }

    @Override
    public void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        VectorRowSums.accumulateSums(m, accumulators, a, as, n);
    }

    @Override
    public void accumulateOuter(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        VectorOuter.accumulate(m, accumulators, a, as, b, bs, n);
    }

    @Override
    public void accumulateOuterDense(MemorySegment m, long accumulators, long a, int as, long b, int bs,
            long scratch, int n) {
        VectorDenseOuter.accumulate(m, accumulators, a, as, b, bs, scratch, n);
    }

    @Override
    public void toDoubles(MemorySegment m, long out, long a, int n) {
        ScalarRowSums.toDoubles(m, out, a, n);
    }

    @Override
    public void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        VectorRowSums.reduceLanes(m, out, accumulators, n);
    }

    @Override
    public void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs) {
        VectorTaps.packTaps(m, packed, w, wOut, wTaps, outs);
    }

    @Override
    public void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        VectorTaps.affineTaps(m, out, outStride, packed, bias, x, taps, ranges, step, outs, n);
    }

    @Override
    public void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        VectorTaps.accumulateTaps(m, accumulators, a, as, aStride, aRuns, b, taps, bRuns, step, n);
    }

    @Override
    public void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        VectorTaps.productTaps(m, out, a, as, aStride, aRuns, b, taps, bRuns, step);
    }

    @Override
    public void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        VectorPooling.multiplyAdd(m, out, a, b, n);
    }

    @Override
    public void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, double scale, int step,
            int count) {
        VectorPooling.sumTaps(m, out, outStep, x, xStep, taps, scale, step, count);
    }

    @Override
    public void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        VectorPooling.maxTaps(m, out, outStep, values, keys, xStep, taps, step, count);
    }

    @Override
    public void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        VectorPooling.maxTapsTransposed(m, out, u, uStep, keys, xStep, taps, step, count);
    }
}
