package ergodic.autodiff.compile.running;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Brings single rows into the lanes of a tile: row {@code indices[first + lane]} of a row-major table becomes lane
 * {@code lane} of each element's run. Eight rows at a time, so that eight lanes, for doubles a cache line of the tile, are
 * written together; a row's numbers lie together in the table, so each row is a miss of the cache or two, not one for each
 * element. Lanes from {@code count} to {@code width} become 0.
 */
final class RowTranspose {

    private RowTranspose() {}

    /**
     * Doubles.
     *
     * @param stride
     *            numbers of a row
     * @param offset
     *            of the first wanted number in a row
     * @param n
     *            wanted numbers of a row
     * @param indices
     *            of the rows; null for those from {@code first} on
     */
    static void doubles(MemorySegment table, int stride, int offset, int n, int @Nullable [] indices, int first,
            int count, MemorySegment m, long to, int width) {
        long step = 8L * width;
        int lane = 0;
        for (; lane + 8 <= count; lane += 8) {
            int i = first + lane;
            long r0 = 8L * (row(indices, i) * stride + offset);
            long r1 = 8L * (row(indices, i + 1) * stride + offset);
            long r2 = 8L * (row(indices, i + 2) * stride + offset);
            long r3 = 8L * (row(indices, i + 3) * stride + offset);
            long r4 = 8L * (row(indices, i + 4) * stride + offset);
            long r5 = 8L * (row(indices, i + 5) * stride + offset);
            long r6 = 8L * (row(indices, i + 6) * stride + offset);
            long r7 = 8L * (row(indices, i + 7) * stride + offset);
            long at = to + 8L * lane;
            for (int e = 0; e < n; e++) {
                long d = 8L * e;
                m.set(JAVA_DOUBLE, at, table.get(JAVA_DOUBLE, r0 + d));
                m.set(JAVA_DOUBLE, at + 8, table.get(JAVA_DOUBLE, r1 + d));
                m.set(JAVA_DOUBLE, at + 16, table.get(JAVA_DOUBLE, r2 + d));
                m.set(JAVA_DOUBLE, at + 24, table.get(JAVA_DOUBLE, r3 + d));
                m.set(JAVA_DOUBLE, at + 32, table.get(JAVA_DOUBLE, r4 + d));
                m.set(JAVA_DOUBLE, at + 40, table.get(JAVA_DOUBLE, r5 + d));
                m.set(JAVA_DOUBLE, at + 48, table.get(JAVA_DOUBLE, r6 + d));
                m.set(JAVA_DOUBLE, at + 56, table.get(JAVA_DOUBLE, r7 + d));
                at += step;
            }
        }
        for (; lane < width; lane++) {
            long from = lane < count ? 8L * (row(indices, first + lane) * stride + offset) : -1;
            for (int e = 0; e < n; e++) {
                m.set(JAVA_DOUBLE, to + step * e + 8L * lane, from < 0 ? 0 : table.get(JAVA_DOUBLE, from + 8L * e));
            }
        }
    }

    /** Floats; see {@link #doubles}. */
    static void floats(MemorySegment table, int stride, int offset, int n, int @Nullable [] indices, int first,
            int count, MemorySegment m, long to, int width) {
        long step = 4L * width;
        int lane = 0;
        for (; lane + 8 <= count; lane += 8) {
            int i = first + lane;
            long r0 = 4L * (row(indices, i) * stride + offset);
            long r1 = 4L * (row(indices, i + 1) * stride + offset);
            long r2 = 4L * (row(indices, i + 2) * stride + offset);
            long r3 = 4L * (row(indices, i + 3) * stride + offset);
            long r4 = 4L * (row(indices, i + 4) * stride + offset);
            long r5 = 4L * (row(indices, i + 5) * stride + offset);
            long r6 = 4L * (row(indices, i + 6) * stride + offset);
            long r7 = 4L * (row(indices, i + 7) * stride + offset);
            long at = to + 4L * lane;
            for (int e = 0; e < n; e++) {
                long d = 4L * e;
                m.set(JAVA_FLOAT, at, table.get(JAVA_FLOAT, r0 + d));
                m.set(JAVA_FLOAT, at + 4, table.get(JAVA_FLOAT, r1 + d));
                m.set(JAVA_FLOAT, at + 8, table.get(JAVA_FLOAT, r2 + d));
                m.set(JAVA_FLOAT, at + 12, table.get(JAVA_FLOAT, r3 + d));
                m.set(JAVA_FLOAT, at + 16, table.get(JAVA_FLOAT, r4 + d));
                m.set(JAVA_FLOAT, at + 20, table.get(JAVA_FLOAT, r5 + d));
                m.set(JAVA_FLOAT, at + 24, table.get(JAVA_FLOAT, r6 + d));
                m.set(JAVA_FLOAT, at + 28, table.get(JAVA_FLOAT, r7 + d));
                at += step;
            }
        }
        for (; lane < width; lane++) {
            long from = lane < count ? 4L * (row(indices, first + lane) * stride + offset) : -1;
            for (int e = 0; e < n; e++) {
                m.set(JAVA_FLOAT, to + step * e + 4L * lane, from < 0 ? 0 : table.get(JAVA_FLOAT, from + 4L * e));
            }
        }
    }

    /** A row's number, long so that products of it are; without indices rows follow each other. */
    private static long row(int @Nullable [] indices, int place) {
        return indices == null ? place : indices[place];
    }
}
