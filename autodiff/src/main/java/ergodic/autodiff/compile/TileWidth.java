package ergodic.autodiff.compile;

/** How many rows a tile has. */
final class TileWidth {

    /** A tile's values should stay in the second-level cache with room for weights and accumulators. */
    private static final long CACHE_BYTES = 448 * 1024;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 256;
    /** A tile of the smallest width that is larger than this, as those of convolutional networks, is halved. */
    private static final long LARGE_TILE_BYTES = 2 * 1024 * 1024;
    /** The matrix kernels take this many cache lines at a time. */
    private static final int LINES = 4;

    private TileWidth() {}

    /** The width for tiles of this many rows, with so many lanes in a cache line. */
    static int asked(int rows, int lanes) {
        return up(rows, lanes);
    }

    /**
     * The width for data of this many rows, when a row needs {@code laneBytes} bytes of the tile: as wide as the cache
     * allows, and such that the tiles are about equally full.
     */
    static int choose(int rows, long laneBytes, int lanes) {
        int step = LINES * lanes;
        long fits = CACHE_BYTES / Math.max(1, laneBytes);
        int smallest = laneBytes * SMALLEST > LARGE_TILE_BYTES ? Math.max(SMALLEST / 2, step) : SMALLEST;
        int widest = Math.clamp(fits / step * step, smallest, LARGEST);
        if (rows <= widest) {
            return up(Math.max(1, rows), lanes);
        }
        int tiles = (rows + widest - 1) / widest;
        return Math.min(widest, up((rows + tiles - 1) / tiles, step));
    }

    private static int up(int n, int step) {
        return (n + step - 1) / step * step;
    }
}
