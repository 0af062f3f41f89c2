package ergodic.autodiff.compile;

import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;

/**
 * How a program is compiled.
 *
 * @param kernels
 *            the loops to use for global values, usually {@link KernelProvider#get()}
 * @param precision
 *            the numbers in which values by row are stored and computed
 * @param tileRows
 *            rows of a tile, rounded up to whole vectors; 0 lets the compiler choose
 * @param blockTiles
 *            tiles of a block, whose sums are added up for themselves; 0 lets the compiler choose
 * @param threads
 *            threads of one evaluation, with the calling one
 * @param measured
 *            whether {@code threads} is the most, and how many of them are used is decided by measured times; otherwise it
 *            is their number, as far as there are blocks. Neither changes a bit of a result
 */
public record CompileOptions(Kernels kernels, Precision precision, int tileRows, int blockTiles, int threads,
        boolean measured) {

    /** Checks the numbers. */
    public CompileOptions {
        kernels = kernels.in(Precision.FLOAT64);
        if (tileRows < 0) {
            throw new IllegalArgumentException("tileRows is " + tileRows + "; it must be 0 (automatic) or positive");
        }
        if (blockTiles < 0) {
            throw new IllegalArgumentException(
                    "blockTiles is " + blockTiles + "; it must be 0 (automatic) or positive");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
    }

    /** The machine's kernels, doubles, tiles as the compiler chooses. */
    public static CompileOptions defaults() {
        return new CompileOptions(KernelProvider.get(), Precision.FLOAT64, 0, 0, 1, true);
    }

    /** The loops to use for values by row: those for global values in the precision. */
    public Kernels rowKernels() {
        return kernels.in(precision);
    }

    /** The same with other kernels. */
    public CompileOptions withKernels(Kernels other) {
        return new CompileOptions(other, precision, tileRows, blockTiles, threads, measured);
    }

    /** The same in another precision. */
    public CompileOptions withPrecision(Precision other) {
        return new CompileOptions(kernels, other, tileRows, blockTiles, threads, measured);
    }

    /** The same with tiles of another width. */
    public CompileOptions withTileRows(int rows) {
        return new CompileOptions(kernels, precision, rows, blockTiles, threads, measured);
    }

    /** The same with blocks of so many tiles. */
    public CompileOptions withBlockTiles(int tiles) {
        return new CompileOptions(kernels, precision, tileRows, tiles, threads, measured);
    }

    /** The same with at most so many threads an evaluation; how many are used is decided by measured times. */
    public CompileOptions withThreads(int most) {
        return new CompileOptions(kernels, precision, tileRows, blockTiles, most, true);
    }

    /** The same with so many threads an evaluation, whether or not that is faster. */
    public CompileOptions withFixedThreads(int number) {
        return new CompileOptions(kernels, precision, tileRows, blockTiles, number, false);
    }
}
