package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.plan.Buffer;
import java.util.List;

/**
 * How many rows a tile has.
 *
 * <p>
 * A run's bytes are those of a tile's width, and runs that are a power of two apart share few sets of a cache: 12 ways of 64 lines hold no
 * more than 24 starts of runs of 2048 bytes. So where a value (a layer's units) does not fit the first-level cache, which is when its
 * runs are read again from it while others go by, widths of a multiple of 16 lines are avoided: 8-50-50-1 in float64 takes 4 % less
 * with 224 rows than with 256. Tiles that are small as a whole stay in the first-level cache.
 */
final class TileWidth {

    /** A tile's values should stay in the second-level cache with room for weights and accumulators. */
    private static final long CACHE_BYTES = 448 * 1024;
    private static final long FIRST_CACHE_BYTES = 48 * 1024;
    /** Of the first-level cache, what a tile may take that should stay there beside what passes through. */
    private static final long STAYING_BYTES = 32 * 1024;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 256;
    /** Tiles are not made narrower than this to stay in the first-level cache. */
    private static final int SMALLEST_STAYING = 128;
    /** A tile of the smallest width that is larger than this, as those of convolutional networks, is halved. */
    private static final long LARGE_TILE_BYTES = 2 * 1024 * 1024;
    /** The matrix kernels take this many cache lines at a time. */
    private static final int LINES = 4;
    /** Runs of a multiple of so many lines share sets of the first-level cache. */
    private static final int CONFLICT_LINES = 16;
    /** The widest tile of values that do not fit the first-level cache. */
    private static final int WIDEST_LINES = 28;

    private TileWidth() {}

    /** The width for tiles of this many rows, with so many lanes in a cache line. */
    static int asked(int rows, int lanes) {
        return up(rows, lanes);
    }

    /** Bytes of a row of the largest value in the tiles of these stages. */
    static long largest(List<StageBuilder> stages) {
        long bytes = 0;
        for (StageBuilder stage : stages) {
            for (Step step : stage.allSteps()) {
                for (Buffer buffer : step.writes()) {
                    bytes = buffer.byRow ? Math.max(bytes, (long) buffer.size * buffer.bytes) : bytes;
                }
            }
            for (StageBuilder.RowBinding input : stage.inputs) {
                Buffer buffer = input.value().buffer();
                bytes = Math.max(bytes, (long) buffer.size * buffer.bytes);
            }
        }
        return bytes;
    }

    /**
     * The width for data of this many rows, when a row needs {@code laneBytes} bytes of the tile, of which the largest value needs
     * {@code largest}: as wide as the caches allow, and such that the tiles are about equally full.
     */
    static int choose(int rows, long laneBytes, long largest, int lanes) {
        int step = LINES * lanes;
        int conflict = CONFLICT_LINES * lanes;
        long fits = CACHE_BYTES / Math.max(1, laneBytes);
        int smallest = laneBytes * SMALLEST > LARGE_TILE_BYTES ? Math.max(SMALLEST / 2, step) : SMALLEST;
        int widest = Math.clamp(fits / step * step, smallest, LARGEST);
        if (rows <= widest) {
            return up(Math.max(1, rows), lanes);
        }
        boolean passes = largest * widest > FIRST_CACHE_BYTES;
        long stays = STAYING_BYTES / Math.max(1, laneBytes) / step * step;
        if (stays >= SMALLEST_STAYING) {
            widest = Math.clamp(stays, SMALLEST_STAYING, widest);
        } else if (passes && widest >= conflict) {
            widest = (int) Math.min(fits / step * step, (long) WIDEST_LINES * lanes);
            widest -= widest % conflict == 0 ? step : 0;
        }
        int tiles = (rows + widest - 1) / widest;
        int width = up((rows + tiles - 1) / tiles, step);
        if (passes && width % conflict == 0) {
            width += step;
        }
        return Math.min(widest, width);
    }

    private static int up(int n, int step) {
        return (n + step - 1) / step * step;
    }
}
