package ergodic.benchmarks.kernel;

import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Products of dense layers, in tiles of {@link #ROWS} rows, and of runs. */
final class ProductWork {

    static final int ROWS = 128;
    private static final int WIDE_LAYER_ROWS = 64;
    private static final int WIDE = 500;

    private ProductWork() {}

    /** A tile of a layer with so many inputs: those of wide layers are narrower. */
    static int rows(int ins) {
        return ins > WIDE ? WIDE_LAYER_ROWS : ROWS;
    }

    /** A layer forward. */
    static KernelWork affine(Kernels k, int outs, int ins) {
        return affine(k, outs, ins, ins, 1, rows(ins));
    }

    /** The gradient with respect to the input of a layer of {@code outs} outputs and {@code ins} inputs. */
    static KernelWork transposed(Kernels k, int outs, int ins) {
        return affine(k, ins, outs, 1, ins, rows(ins));
    }

    private static KernelWork affine(Kernels k, int outs, int ins, int wOut, int wIn, int n) {
        Operands operands = new Operands(k, (long) outs * n + (long) ins * n + (long) outs * ins);
        MemorySegment m = operands.memory();
        long out = operands.take((long) outs * n);
        long w = operands.take((long) outs * ins);
        long x = operands.take((long) ins * n);
        return new KernelWork(() -> k.affine(m, out, n, w, wOut, wIn, -1, x, n, outs, ins, n),
                KernelWork.Unit.MULTIPLY_ADD, (long) outs * ins * n);
    }

    /** The gradient with respect to the weights of a layer of {@code outs} outputs and {@code ins} inputs. */
    static KernelWork outer(Kernels k, int outs, int ins) {
        int n = rows(ins);
        Operands operands = new Operands(k, (long) (outs + ins) * n + (long) outs * ins * k.lanes());
        MemorySegment m = operands.memory();
        long a = operands.take((long) outs * n);
        long b = operands.take((long) ins * n);
        long sums = operands.accumulators((long) outs * ins);
        return new KernelWork(() -> k.accumulateOuter(m, sums, a, outs, b, ins, n), KernelWork.Unit.MULTIPLY_ADD,
                (long) outs * ins * n);
    }

    /** The product of two runs. */
    static KernelWork dot(Kernels k, int n) {
        Operands operands = new Operands(k, 2L * n);
        MemorySegment m = operands.memory();
        long a = operands.take(n);
        long b = operands.take(n);
        double[] kept = new double[1];
        return new KernelWork(() -> kept[0] = k.dot(m, a, b, n), KernelWork.Unit.MULTIPLY_ADD, n);
    }

    /** Products of rows: of {@code count} runs each. */
    static KernelWork dotRuns(Kernels k, int count) {
        Operands operands = new Operands(k, (2L * count + 1) * ROWS);
        MemorySegment m = operands.memory();
        long a = operands.take((long) count * ROWS);
        long b = operands.take((long) count * ROWS);
        long out = operands.take(ROWS);
        return new KernelWork(() -> k.dotRuns(m, out, a, ROWS, b, ROWS, count, ROWS), KernelWork.Unit.MULTIPLY_ADD,
                (long) count * ROWS);
    }
}
