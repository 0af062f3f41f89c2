package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Gathers single doubles, or entries of several numbers, from a global table by row, and adds to it. Addresses depend on data, so
 * that checks of each would take most of the time of these loops: the stretches are checked once, and each index against the table.
 * That needs native access, which can be denied.
 */
public final class Lookup {

    private static final boolean AVAILABLE = NativeAccess.isAllowed();

    private Lookup() {}

    /** Whether this module may use native memory; if not, no other method here can be called. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    /**
     * Entries of a table; NaN where an index is outside it.
     *
     * @param out
     *            address of n numbers
     * @param table
     *            address of the table's numbers
     * @param index
     *            address of n indices, as doubles
     * @param entries
     *            numbers in the table
     * @throws IndexOutOfBoundsException
     *             if a stretch does not lie in the segment
     */
    public static void gather(MemorySegment m, long out, long table, int entries, long index, int n) {
        long to = Memory.at(m, out, 8L * n) & Memory.ADDRESS;
        long from = Memory.at(m, table, 8L * entries) & Memory.ADDRESS;
        long indices = Memory.at(m, index, 8L * n) & Memory.ADDRESS;
        try {
            for (long i = 0; i < 8L * n; i += 8) {
                double at = Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, (indices + i) & Memory.ADDRESS);
                double value = Double.NaN;
                if (at >= 0 && at < entries) {
                    value = Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, (from + 8L * (int) at) & Memory.ADDRESS);
                }
                Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, (to + i) & Memory.ADDRESS, value);
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /**
     * Adds numbers to entries of a table, one after another; those whose index is outside it are left out.
     *
     * @param table
     *            address of the table's numbers
     * @param entries
     *            numbers in the table
     * @param updates
     *            address of n numbers
     * @param index
     *            address of n indices, as doubles
     * @throws IndexOutOfBoundsException
     *             if a stretch does not lie in the segment
     */
    public static void scatterAdd(MemorySegment m, long table, int entries, long updates, long index, int n) {
        long to = Memory.at(m, table, 8L * entries) & Memory.ADDRESS;
        long from = Memory.at(m, updates, 8L * n) & Memory.ADDRESS;
        long indices = Memory.at(m, index, 8L * n) & Memory.ADDRESS;
        try {
            for (long i = 0; i < 8L * n; i += 8) {
                double at = Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, (indices + i) & Memory.ADDRESS);
                if (at >= 0 && at < entries) {
                    long entry = (to + 8L * (int) at) & Memory.ADDRESS;
                    double update = Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, (from + i) & Memory.ADDRESS);
                    Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, entry, Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, entry) + update);
                }
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /**
     * Entries of several numbers of a table, such as the vectors of words; NaN where an index is outside it. Runs of {@code width}
     * lanes stand side by side: index i of lane l is number {@code i * width + l}, and number e of its entry number
     * {@code (i * size + e) * width + l} of what is written.
     *
     * @param out
     *            address of {@code indices * size} runs
     * @param table
     *            address of {@code entries * size} doubles, one entry after another
     * @param size
     *            numbers in an entry
     * @param index
     *            address of {@code indices} runs
     * @param bytes
     *            of a number by row, written or of an index: 8 or 4
     * @throws IndexOutOfBoundsException
     *             if a stretch does not lie in the segment
     */
    public static void gatherEntries(MemorySegment m, long out, long table, int entries, int size, long index,
            int indices, int width, int bytes) {
        long run = (long) width * bytes;
        long to = Memory.at(m, out, (long) indices * size * run) & Memory.ADDRESS;
        long from = Memory.at(m, table, (long) entries * size * Double.BYTES) & Memory.ADDRESS;
        long at = Memory.at(m, index, indices * run) & Memory.ADDRESS;
        try {
            for (int i = 0; i < indices; i++) {
                for (long lane = 0; lane < run; lane += bytes) {
                    double number = number(at + lane, bytes);
                    boolean inside = number >= 0 && number < entries;
                    long entry = inside ? from + (long) (int) number * size * Double.BYTES : from;
                    for (int e = 0; e < size; e++) {
                        set(to + e * run + lane,
                                inside ? number(entry + (long) e * Double.BYTES, Double.BYTES) : Double.NaN, bytes);
                    }
                }
                at += run;
                to += size * run;
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /**
     * Adds to entries of several numbers of a table, row after row; what has an index outside it is left out. Places are those
     * of {@link #gatherEntries}.
     *
     * @param table
     *            address of {@code entries * size} doubles
     * @param updates
     *            address of {@code indices * size} runs
     * @param rows
     *            lanes that count, the first ones; at most {@code width}
     * @throws IndexOutOfBoundsException
     *             if a stretch does not lie in the segment
     */
    public static void scatterAddEntries(MemorySegment m, long table, int entries, int size, long updates, long index,
            int indices, int width, int rows, int bytes) {
        long run = (long) width * bytes;
        long to = Memory.at(m, table, (long) entries * size * Double.BYTES) & Memory.ADDRESS;
        long from = Memory.at(m, updates, (long) indices * size * run) & Memory.ADDRESS;
        long at = Memory.at(m, index, indices * run) & Memory.ADDRESS;
        long end = (long) Math.min(rows, width) * bytes;
        try {
            for (long lane = 0; lane < end; lane += bytes) {
                for (int i = 0; i < indices; i++) {
                    double number = number(at + i * run + lane, bytes);
                    if (number >= 0 && number < entries) {
                        long entry = to + (long) (int) number * size * Double.BYTES;
                        long update = from + (long) i * size * run + lane;
                        for (int e = 0; e < size; e++) {
                            set(entry, number(entry, Double.BYTES) + number(update, bytes), Double.BYTES);
                            entry += Double.BYTES;
                            update += run;
                        }
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    private static double number(long address, int bytes) {
        return bytes == Double.BYTES ? Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, address & Memory.ADDRESS)
                : Memory.ALL.get(JAVA_FLOAT_UNALIGNED, address & Memory.ADDRESS);
    }

    private static void set(long address, double number, int bytes) {
        if (bytes == Double.BYTES) {
            Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, address & Memory.ADDRESS, number);
        } else {
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, address & Memory.ADDRESS, (float) number);
        }
    }
}
