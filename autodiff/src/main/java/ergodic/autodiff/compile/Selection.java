package ergodic.autodiff.compile;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

/** The rows of an evaluation: all, or some in a given order. One instance a program, set anew for each evaluation. */
final class Selection {

    private int @Nullable [] rows;
    private int count;

    void all(int rowsOfData) {
        rows = null;
        count = rowsOfData;
    }

    /**
     * The first {@code number} of these.
     *
     * @throws IndexOutOfBoundsException if one is no row of the data
     */
    void some(int[] chosen, int number, int rowsOfData) {
        for (int i = 0; i < number; i++) {
            if (chosen[i] < 0 || chosen[i] >= rowsOfData) {
                throw new IndexOutOfBoundsException("row " + chosen[i] + " of " + rowsOfData);
            }
        }
        rows = chosen;
        count = number;
    }

    int count() {
        return count;
    }

    int tiles(int width) {
        return (count + width - 1) / width;
    }

    /** Brings an input's part of a tile into an arena. */
    void load(TiledRows data, int tile, int lanes, int tileWidth, int offset, Stage.TileSlot input,
            MemorySegment arena) {
        int[] chosen = rows;
        if (chosen == null) {
            data.load(tile, tileWidth, offset, input, arena);
        } else {
            data.gather(chosen, tile * data.width(), lanes, tileWidth, offset, input, arena);
        }
    }
}
