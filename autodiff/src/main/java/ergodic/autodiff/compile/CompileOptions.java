package ergodic.autodiff.compile;

import ergodic.autodiff.kernel.KernelProvider;
import ergodic.autodiff.kernel.Kernels;

/**
 * How a program is compiled.
 *
 * @param kernels  the loops to use, usually {@link KernelProvider#get()}
 * @param tileRows rows of a tile, rounded up to whole vectors; 0 lets the compiler choose
 */
public record CompileOptions(Kernels kernels, int tileRows) {

    /** Checks the width. */
    public CompileOptions {
        if (tileRows < 0) {
            throw new IllegalArgumentException("tileRows is " + tileRows + "; it must be 0 (automatic) or positive");
        }
    }

    /** The machine's kernels, tiles as the compiler chooses. */
    public static CompileOptions defaults() {
        return new CompileOptions(KernelProvider.get(), 0);
    }

    /** The same with other kernels. */
    public CompileOptions withKernels(Kernels other) {
        return new CompileOptions(other, tileRows);
    }

    /** The same with tiles of another width. */
    public CompileOptions withTileRows(int rows) {
        return new CompileOptions(kernels, rows);
    }
}
