package ergodic.autodiff.compile;

import ergodic.autodiff.kernel.KernelProvider;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;

/**
 * How a program is compiled.
 *
 * @param kernels   the loops to use for global values, usually {@link KernelProvider#get()}
 * @param precision the numbers in which values by row are stored and computed
 * @param tileRows  rows of a tile, rounded up to whole vectors; 0 lets the compiler choose
 */
public record CompileOptions(Kernels kernels, Precision precision, int tileRows) {

    /** Checks the width. */
    public CompileOptions {
        kernels = kernels.in(Precision.FLOAT64);
        if (tileRows < 0) {
            throw new IllegalArgumentException("tileRows is " + tileRows + "; it must be 0 (automatic) or positive");
        }
    }

    /** The machine's kernels, doubles, tiles as the compiler chooses. */
    public static CompileOptions defaults() {
        return new CompileOptions(KernelProvider.get(), Precision.FLOAT64, 0);
    }

    /** The loops to use for values by row: those for global values in the precision. */
    public Kernels rowKernels() {
        return kernels.in(precision);
    }

    /** The same with other kernels. */
    public CompileOptions withKernels(Kernels other) {
        return new CompileOptions(other, precision, tileRows);
    }

    /** The same in another precision. */
    public CompileOptions withPrecision(Precision other) {
        return new CompileOptions(kernels, other, tileRows);
    }

    /** The same with tiles of another width. */
    public CompileOptions withTileRows(int rows) {
        return new CompileOptions(kernels, precision, rows);
    }
}
