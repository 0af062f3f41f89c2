package ergodic.autodiff.compile.running;

import ergodic.autodiff.compile.plan.Stage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The rows of an evaluation: a range of all, or some in a given order. One instance a program, set anew for each evaluation. */
public final class Selection {

    private int @Nullable [] rows;
    private int begin;
    private int count;

    public void all(int rowsOfData) {
        range(0, rowsOfData, rowsOfData);
    }

    /**
     * Rows that follow each other.
     *
     * @throws IndexOutOfBoundsException
     *             if one is no row of the data
     */
    public void range(int first, int number, int rowsOfData) {
        if (first < 0 || number < 0 || number > rowsOfData - first) {
            throw new IndexOutOfBoundsException(number + " rows from row " + first + " of " + rowsOfData);
        }
        rows = null;
        begin = first;
        count = number;
    }

    /**
     * The first {@code number} of these.
     *
     * @throws IndexOutOfBoundsException
     *             if one is no row of the data
     */
    public void some(int[] chosen, int number, int rowsOfData) {
        for (int i = 0; i < number; i++) {
            if (chosen[i] < 0 || chosen[i] >= rowsOfData) {
                throw new IndexOutOfBoundsException("row " + chosen[i] + " of " + rowsOfData);
            }
        }
        rows = chosen;
        count = number;
    }

    public int count() {
        return count;
    }

    /** Whether these are all rows of the data, in their order. */
    boolean isAll(TiledRows data) {
        return rows == null && begin == 0 && count == data.rows();
    }

    int tiles(int width) {
        return (count + width - 1) / width;
    }

    /** Brings an input's part of a tile into an arena. */
    void load(TiledRows data, int tile, int lanes, int tileWidth, int offset, Stage.TileSlot input,
            MemorySegment arena, double[] space) {
        int[] chosen = rows;
        int first = tile * data.width();
        if (chosen == null) {
            data.range(begin + first, lanes, tileWidth, offset, input, arena, space);
        } else if (follow(chosen, first, lanes)) {
            data.range(chosen[first], lanes, tileWidth, offset, input, arena, space);
        } else {
            data.gather(chosen, first, lanes, tileWidth, offset, input, arena, space);
        }
    }

    private static boolean follow(int[] rows, int first, int count) {
        for (int i = 1; i < count; i++) {
            if (rows[first + i] != rows[first] + i) {
                return false;
            }
        }
        return true;
    }
}
