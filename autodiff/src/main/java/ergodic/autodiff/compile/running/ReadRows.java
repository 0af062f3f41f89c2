package ergodic.autodiff.compile.running;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.compile.plan.Slot;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows that are {@linkplain RowNumbers#readAnew read anew} into the lanes of a tile: row {@code indices[first + lane]} becomes lane
 * {@code lane} of each element's run. So many rows are read before their lanes are written together. Lanes from {@code count} to
 * {@code width} become 0.
 */
final class ReadRows {

    /** Rows that are read together: for doubles a cache line of the tile. */
    static final int ROWS = 8;

    private ReadRows() {}

    /**
     * Reads rows.
     *
     * @param indices
     *            of the rows; null for those from {@code first} on
     * @param space
     *            {@link #ROWS} rows long
     */
    static void into(RowNumbers numbers, int @Nullable [] indices, int first, int count, double[] space, Slot slot,
            MemorySegment m, long to, int width) {
        int n = numbers.size();
        for (int lane = 0; lane < width; lane += ROWS) {
            int group = Math.min(ROWS, width - lane);
            int rows = Math.clamp(count - lane, 0, group);
            for (int i = 0; i < rows; i++) {
                int at = first + lane + i;
                numbers.readInto(indices == null ? at : indices[at], space, i * n);
            }
            long address = to + (long) slot.bytes() * lane;
            if (rows < ROWS) {
                few(space, n, rows, group, slot, m, address, width);
            } else if (slot.bytes() == Double.BYTES) {
                doubles(space, n, m, address, 8L * width);
            } else {
                floats(space, n, m, address, 4L * width);
            }
        }
    }

    private static void few(double[] space, int n, int rows, int group, Slot slot, MemorySegment m, long to,
            int width) {
        for (int e = 0; e < n; e++) {
            long at = to + slot.step(width) * e;
            for (int i = 0; i < group; i++) {
                slot.set(m, at + (long) slot.bytes() * i, i < rows ? space[i * n + e] : 0);
            }
        }
    }

    private static void doubles(double[] space, int n, MemorySegment m, long to, long step) {
        for (int e = 0; e < n; e++) {
            long at = to + step * e;
            m.set(JAVA_DOUBLE, at, space[e]);
            m.set(JAVA_DOUBLE, at + 8, space[n + e]);
            m.set(JAVA_DOUBLE, at + 16, space[2 * n + e]);
            m.set(JAVA_DOUBLE, at + 24, space[3 * n + e]);
            m.set(JAVA_DOUBLE, at + 32, space[4 * n + e]);
            m.set(JAVA_DOUBLE, at + 40, space[5 * n + e]);
            m.set(JAVA_DOUBLE, at + 48, space[6 * n + e]);
            m.set(JAVA_DOUBLE, at + 56, space[7 * n + e]);
        }
    }

    private static void floats(double[] space, int n, MemorySegment m, long to, long step) {
        for (int e = 0; e < n; e++) {
            long at = to + step * e;
            m.set(JAVA_FLOAT, at, (float) space[e]);
            m.set(JAVA_FLOAT, at + 4, (float) space[n + e]);
            m.set(JAVA_FLOAT, at + 8, (float) space[2 * n + e]);
            m.set(JAVA_FLOAT, at + 12, (float) space[3 * n + e]);
            m.set(JAVA_FLOAT, at + 16, (float) space[4 * n + e]);
            m.set(JAVA_FLOAT, at + 20, (float) space[5 * n + e]);
            m.set(JAVA_FLOAT, at + 24, (float) space[6 * n + e]);
            m.set(JAVA_FLOAT, at + 28, (float) space[7 * n + e]);
        }
    }
}
