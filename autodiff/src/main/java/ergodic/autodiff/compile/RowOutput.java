package ergodic.autodiff.compile;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What an evaluation leaves of one output by row: its tiles one after another. Grows with the number of rows. */
final class RowOutput {

    private final Stage.TileSlot slot;
    private final int width;
    private MemorySegment tiles = MemorySegment.NULL;

    RowOutput(Stage.TileSlot slot, int width, int rows) {
        this.slot = slot;
        this.width = width;
        reserve(rows);
    }

    /** Makes room for so many rows. */
    void reserve(int rows) {
        long bytes = Double.BYTES * (long) slot.size() * ((long) rows + width);
        if (tiles.byteSize() < bytes) {
            tiles = Arena.ofAuto().allocate(bytes, 64);
        }
    }

    void store(int tile, int tileWidth, MemorySegment arena) {
        long to = Double.BYTES * (long) tile * width * slot.size();
        MemorySegment.copy(arena, slot.slot().at(tileWidth), tiles, to, Double.BYTES * (long) slot.size() * tileWidth);
    }

    /** Row-major values of the first rows. */
    void into(double[] into, int rows) {
        int size = slot.size();
        for (int row = 0; row < rows; row++) {
            int first = row / width * width;
            int tileWidth = TiledRows.width(Math.min(width, rows - first));
            long from = Double.BYTES * ((long) first * size + (row - first));
            for (int e = 0; e < size; e++) {
                into[row * size + e] = tiles.get(JAVA_DOUBLE, from + 8L * e * tileWidth);
            }
        }
    }

    int size() {
        return slot.size();
    }
}
