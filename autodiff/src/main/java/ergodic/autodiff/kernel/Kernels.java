package ergodic.autodiff.kernel;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import java.lang.foreign.MemorySegment;

/**
 * The loops that a compiled program is made of. All numbers lie in one segment; addresses are offsets into it in bytes,
 * counts and strides are in numbers of {@link #bytes()} bytes (doubles or floats). A <em>run</em> is a sequence of adjacent
 * numbers. Implementations hold no state, allocate nothing, and throw nothing on NaN or infinity.
 *
 * <p>
 * Padding: {@link #unary} and its relatives (one operand, one run) may write up to the next multiple of {@link #lanes()}
 * numbers, so their results need that room; every other kernel writes exactly what it says. Elementwise kernels may have
 * {@code out} equal to an operand's address; other overlaps are not allowed. The first {@link #LINE} bytes of the segment
 * are scratch: sums of one run may use them.
 *
 * <p>
 * The same call gives the same bits every time, before and after the JIT has compiled it: sums have a fixed order, and
 * functions that the interpreter computes by other means than compiled code are not used.
 */
public interface Kernels extends WindowKernels {

    /** Bytes of a cache line, and of a sum's accumulators over rows. */
    int LINE = 64;

    /** Such as {@code "scalar"} or {@code "vector, 512 bits"}. */
    public String name();

    /** Whether the loops take vectors of the machine. */
    boolean usesVectors();

    /** The size of a number: 8 or 4 bytes. */
    public int bytes();

    /** Numbers in a cache line: rows are processed in multiples of this many. */
    public default int lanes() {
        return LINE / bytes();
    }

    /** The same kind of kernels for numbers of a precision. */
    public Kernels in(Precision precision);

    /** {@code out = f(a)}. */
    public void unary(UnaryFunction function, MemorySegment m, long out, long a, int n);

    /** {@code out = a > 0 ? a : slope a}. */
    void leakyRelu(double slope, MemorySegment m, long out, long a, int n);

    /** {@code out = a > 0 ? a : alpha expm1(a)}. */
    void elu(double alpha, MemorySegment m, long out, long a, int n);

    /** Polygamma function of an order. */
    public void polygamma(int order, MemorySegment m, long out, long a, int n);

    /** {@link ergodic.autodiff.StirlingRemainder} of an order. */
    void stirlingRemainder(int order, MemorySegment m, long out, long a, int n);

    /** {@code out = f(a, b)}. */
    public void binary(BinaryFunction function, MemorySegment m, long out, long a, long b, int n);

    /** {@code out = f(a, b)} where b is one number. */
    public void binaryRight(BinaryFunction function, MemorySegment m, long out, long a, long b, int n);

    /** {@code out = f(a, b)} where a is one number. */
    public void binaryLeft(BinaryFunction function, MemorySegment m, long out, long a, long b, int n);

    /**
     * Runs that follow each other, each times the same one: {@code out[e n + j] = a[e n + j] b[j]} for {@code e < count}, {@code j <
     * n}, a multiple of the lanes (the scalar kernels take any).
     */
    void multiplyEach(MemorySegment m, long out, long a, long b, int n, int count);

    /** A gradient times a derivative, both runs. */
    public void fused(FusedFunction function, MemorySegment m, long out, long gradient, long y, int n);

    /** {@code out = a sigmoid(a)} and its derivative, with one exponential for both; they round as the separate loops do. */
    public void siluAndDerivative(MemorySegment m, long out, long derivative, long a, int n);

    /** {@code out = c != 0 ? a : b}; an operand whose step is 0 is one number, otherwise its step is 1. */
    public void select(MemorySegment m, long out, long c, int cStep, long a, int aStep, long b, int bStep, int n);

    /** {@code out = f(a, b, c)}; an operand whose step is 0 is one number, otherwise its step is 1. */
    void ternary(TernaryFunction function, MemorySegment m, long out, long a, int aStep, long b, int bStep, long c,
            int cStep, int n);

    /** {@code out = a}. */
    public void copy(MemorySegment m, long out, long a, int n);

    /** {@code out = a}, where a are doubles; rounded to the nearest number, ties to even. */
    void fromDoubles(MemorySegment m, long out, long a, int n);

    /** {@code out = the number at a}. */
    public void fill(MemorySegment m, long out, long a, int n);

    /** {@code out = 0}. */
    public void zero(MemorySegment m, long out, int n);

    /** {@code out[j] = sum over k < count of a[k n + j]}, {@code j < n}. */
    public void sumAxis(MemorySegment m, long out, long a, int count, int n);

    /**
     * {@code out[j] = max over k of a[k n + j]}, or 0 if that is infinite: what is taken off before exponentials are summed.
     * NaN spreads.
     */
    public void shiftAxis(MemorySegment m, long out, long a, int count, int n);

    /** Cumulative sum over k of {@code a[k n + j]}, from the last k downwards if {@code reverse}. */
    public void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse);

    /** Sum of a run. */
    public double sum(MemorySegment m, long a, int n);

    /** Sum of products of two runs. */
    public double dot(MemorySegment m, long a, long b, int n);

    /**
     * {@code out[o][j] = bias[o] + sum over i < ins of w[o wOut + i wIn] x[i][j]}, {@code j < n}, where run o of the
     * result begins at {@code o outStride} and run i of x at {@code i xStride}.
     *
     * @param bias
     *            address of the biases, or -1 for none
     * @param n
     *            a multiple of {@link #lanes()}
     */
    public void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride,
            int outs, int ins, int n);

    /**
     * The same with a function of each number of the result before it is stored; the bits are those of {@link #affine} followed by
     * {@link #unary} or {@link #fused}.
     *
     * @param y
     *            what a derivative is written by: its run o begins at {@code o outStride}, as the result's, which it must not
     *            overlap; not read for a function of the result alone
     */
    public void affineThen(Epilogue then, long y, MemorySegment m, long out, int outStride, long w, int wOut, int wIn,
            long bias, long x, int xStride, int outs, int ins, int n);

    /** {@code out[j] = sum over k < count of a[k aStride + j] b[k bStride + j]}, {@code j < n}, a multiple of {@link #lanes()}. */
    void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n);

    /**
     * Adds the sums of {@code as} runs of n numbers to accumulators of eight doubles each, whatever the size of a number.
     *
     * @param n
     *            a multiple of {@link #lanes()}
     */
    public void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n);

    /**
     * Adds {@code sum over j < n of a[o][j] b[i][j]} to the accumulator {@code o bs + i}, which has {@link #lanes()} places.
     *
     * @param n
     *            a multiple of {@link #lanes()}
     */
    public void accumulateOuter(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n);

    /**
     * The same where accumulators are many: adds {@code sum over j < n of a[o][j] b[i][j]} to number i of run o of the accumulators.
     * These runs are {@code bs} numbers long, and as many more as make whole lines; what is added to those is not defined.
     *
     * @param scratch
     *            room for {@code 4 n} times {@link #lanes()} numbers
     * @param n
     *            a multiple of {@link #lanes()}
     */
    public void accumulateOuterDense(MemorySegment m, long accumulators, long a, int as, long b, int bs, long scratch,
            int n);

    /** {@code out[e] =} sum of the {@link #lanes()} places of accumulator e, as a double. */
    public void reduceLanes(MemorySegment m, long out, long accumulators, int n);

    /** {@code out = a}, where {@code out} are doubles. */
    public void toDoubles(MemorySegment m, long out, long a, int n);
}
