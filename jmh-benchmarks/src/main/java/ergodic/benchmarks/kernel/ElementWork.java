package ergodic.benchmarks.kernel;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.FusedFunction;
import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Elementwise kernels and sums, over {@link #N} numbers, which stay in the first-level cache. */
final class ElementWork {

    static final int N = 1024;
    private static final int RUNS = 8;
    private static final int RUN = N / RUNS;

    private ElementWork() {}

    /** Three operands and how they are called. */
    @FunctionalInterface
    interface Call {
        /** Calls a kernel with the addresses of a result and of three operands of {@link #N} numbers. */
        void on(Kernels k, MemorySegment m, long out, long a, long b, long c);
    }

    /** Operands in (-1, 1). */
    static KernelWork of(Kernels k, Call call) {
        return of(k, -1, 1, call);
    }

    private static KernelWork of(Kernels k, double low, double high, Call call) {
        Operands operands = new Operands(k, 4L * N);
        MemorySegment m = operands.memory();
        long out = operands.take(N);
        long a = operands.take(N, low, high);
        long b = operands.take(N, low, high);
        long c = operands.take(N, low, high);
        return new KernelWork(() -> call.on(k, m, out, a, b, c), KernelWork.Unit.ELEMENT, N);
    }

    /** A function of numbers in (-3, 3), or in (0.1, 9) where others have no real value or a pole. */
    static KernelWork unary(Kernels k, UnaryFunction function) {
        boolean positive = switch (function) {
            case LOG, LOG1P, SQRT, LGAMMA, RECIPROCAL -> true;
            default -> false;
        };
        return of(k, positive ? 0.1 : -3, positive ? 9 : 3, (ks, m, out, a, b, c) -> ks.unary(function, m, out, a, N));
    }

    /** The trigamma function of numbers in (0.1, 9). */
    static KernelWork trigamma(Kernels k) {
        return of(k, 0.1, 9, (ks, m, out, a, b, c) -> ks.polygamma(1, m, out, a, N));
    }

    /** A function of two runs of numbers in (0.1, 3). */
    static KernelWork binary(Kernels k, BinaryFunction function) {
        return of(k, 0.1, 3, (ks, m, out, a, b, c) -> ks.binary(function, m, out, a, b, N));
    }

    /** A function of a run and a number. */
    static KernelWork binaryRight(Kernels k, BinaryFunction function) {
        return of(k, 0.1, 3, (ks, m, out, a, b, c) -> ks.binaryRight(function, m, out, a, b, N));
    }

    /** A function of a number and a run. */
    static KernelWork binaryLeft(Kernels k, BinaryFunction function) {
        return of(k, 0.1, 3, (ks, m, out, a, b, c) -> ks.binaryLeft(function, m, out, a, b, N));
    }

    /** A gradient times a derivative. */
    static KernelWork fused(Kernels k, FusedFunction function) {
        return of(k, (ks, m, out, a, b, c) -> ks.fused(function, m, out, a, b, N));
    }

    /** Sums of runs over another axis. */
    static KernelWork sumAxis(Kernels k) {
        return of(k, (ks, m, out, a, b, c) -> ks.sumAxis(m, out, a, RUNS, RUN));
    }

    /** Maxima of runs over another axis. */
    static KernelWork shiftAxis(Kernels k) {
        return of(k, (ks, m, out, a, b, c) -> ks.shiftAxis(m, out, a, RUNS, RUN));
    }

    /** Cumulative sums of runs over another axis. */
    static KernelWork cumulativeSum(Kernels k) {
        return of(k, (ks, m, out, a, b, c) -> ks.cumulativeSum(m, out, a, RUNS, RUN, false));
    }

    /** The sum of a run. */
    static KernelWork sum(Kernels k) {
        double[] kept = new double[1];
        return of(k, (ks, m, out, a, b, c) -> kept[0] = ks.sum(m, a, N));
    }

    /** Sums over rows of so many values by row. */
    static KernelWork accumulateSums(Kernels k) {
        Operands operands = new Operands(k, N + 2L * RUNS * k.lanes());
        MemorySegment m = operands.memory();
        long sums = operands.accumulators(RUNS);
        long a = operands.take(N);
        return new KernelWork(() -> k.accumulateSums(m, sums, a, RUNS, RUN), KernelWork.Unit.ELEMENT, N);
    }

    /** Sums of the places of accumulators, by place. */
    static KernelWork reduceLanes(Kernels k) {
        int count = N / k.lanes();
        Operands operands = new Operands(k, 4L * N);
        MemorySegment m = operands.memory();
        long a = operands.take(N);
        long out = operands.takeDoubles(count);
        return new KernelWork(() -> k.reduceLanes(m, out, a, count), KernelWork.Unit.ELEMENT, N);
    }

    /** Doubles rounded to the precision. */
    static KernelWork fromDoubles(Kernels k) {
        Operands operands = new Operands(k, 4L * N);
        MemorySegment m = operands.memory();
        long a = operands.takeDoubles(N);
        long out = operands.take(N);
        return new KernelWork(() -> k.fromDoubles(m, out, a, N), KernelWork.Unit.ELEMENT, N);
    }
}
