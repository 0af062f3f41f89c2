package ergodic.autodiff.compile.running;

import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What an evaluation leaves of one output by row: its tiles one after another. Grows with the number of rows. */
public final class RowOutput {

    private static final int LINE = 8;

    private final Stage.TileSlot slot;
    private final Plan plan;
    private final int width;
    private MemorySegment tiles = MemorySegment.NULL;

    public RowOutput(Stage.TileSlot slot, Plan plan, int rows) {
        this.slot = slot;
        this.plan = plan;
        this.width = plan.width();
        reserve(rows);
    }

    /** Makes room for so many rows. */
    public void reserve(int rows) {
        long bytes = (long) slot.slot().bytes() * slot.size() * ((long) rows + width);
        if (tiles.byteSize() < bytes) {
            tiles = Arena.ofAuto().allocate(bytes, 64);
        }
    }

    public void store(int tile, int tileWidth, MemorySegment arena) {
        long to = (long) slot.slot().bytes() * tile * width * slot.size();
        MemorySegment.copy(arena, slot.slot().at(tileWidth), tiles, to,
                (long) slot.slot().bytes() * slot.size() * tileWidth);
    }

    /** Row-major values of the first rows. A few rows at a time, so that the cache lines that are read are used whole. */
    public void into(double[] into, int rows) {
        int size = slot.size();
        int bytes = slot.slot().bytes();
        for (int first = 0; first < rows; first += width) {
            int count = Math.min(width, rows - first);
            long step = (long) bytes * plan.lanes(count);
            for (int lane = 0; lane < count; lane += LINE) {
                long from = bytes * ((long) first * size + lane);
                int lanes = Math.min(LINE, count - lane);
                for (int e = 0; e < size; e++) {
                    int to = (first + lane) * size + e;
                    for (int i = 0; i < lanes; i++) {
                        into[to + i * size] = slot.slot().get(tiles, from + step * e + (long) bytes * i);
                    }
                }
            }
        }
    }
}
