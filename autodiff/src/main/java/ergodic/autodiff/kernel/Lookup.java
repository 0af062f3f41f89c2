package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Gathers single doubles from a global table by row, and adds to it. Addresses depend on data, so that checks of each would take
 * most of the time of these loops: the stretches are checked once, and each index against the table. That needs native
 * access, which can be denied.
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
}
