package ergodic.autodiff.compile;

import ergodic.autodiff.kernel.Kernels;

/** How many rows a tile has. */
final class TileWidth {

    /** A tile's values should stay in the second-level cache with room for weights and accumulators. */
    private static final long CACHE_BYTES = 192 * 1024;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 256;
    /** The matrix kernels take this many lanes at a time. */
    private static final int STEP = 4 * Kernels.LANES;

    private TileWidth() {}

    /** The width for tiles of this many rows. */
    static int asked(int rows) {
        return up(rows, Kernels.LANES);
    }

    /**
     * The width for data of this many rows, when a row needs {@code numbers} numbers of the tile: as wide as the cache
     * allows, and such that the tiles are about equally full.
     */
    static int choose(int rows, long numbers) {
        long fits = CACHE_BYTES / (Double.BYTES * Math.max(1, numbers));
        int widest = Math.clamp(fits / STEP * STEP, SMALLEST, LARGEST);
        if (rows <= widest) {
            return up(Math.max(1, rows), Kernels.LANES);
        }
        int tiles = (rows + widest - 1) / widest;
        return Math.min(widest, up((rows + tiles - 1) / tiles, STEP));
    }

    private static int up(int n, int step) {
        return (n + step - 1) / step * step;
    }
}
