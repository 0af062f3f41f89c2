package ergodic.autodiff.compile.plan;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/**
 * The address of a value in the arena. A global element is one number at a fixed address; an element by row is a run of
 * {@code width} numbers, one a lane, so its address depends on the width of the tile.
 */
public final class Slot {

    private final long fixed;
    private final long perLane;
    private final int bytes;
    private final boolean byRow;

    Slot(long regionStart, long place, int offset, int bytes, boolean byRow) {
        long start = place + (long) bytes * offset;
        this.fixed = byRow ? regionStart : regionStart + start;
        this.perLane = byRow ? start : 0;
        this.bytes = bytes;
        this.byRow = byRow;
    }

    private Slot(long fixed, long perLane, int bytes, boolean byRow) {
        this.fixed = fixed;
        this.perLane = perLane;
        this.bytes = bytes;
        this.byRow = byRow;
    }

    /** Address in bytes of the first element. */
    public long at(int width) {
        return fixed + perLane * width;
    }

    /** Address in bytes of an element. */
    public long at(int element, int width) {
        return fixed + perLane * width + step(width) * element;
    }

    /** The place of an element alone. */
    public Slot element(int element) {
        long start = (long) bytes * element;
        return byRow ? new Slot(fixed, perLane + start, bytes, true) : new Slot(fixed + start, 0, bytes, false);
    }

    /** Bytes from an element to the next. */
    public long step(int width) {
        return byRow ? (long) bytes * width : bytes;
    }

    /** Bytes from a lane to the next: 0 for a global value, which is the same in all lanes. */
    public long laneStep() {
        return byRow ? bytes : 0;
    }

    /** Size of a number in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean byRow() {
        return byRow;
    }

    /** True if another global value begins where so many elements of this one, which is global too, end. */
    public boolean isFollowedBy(int elements, Slot next) {
        return !byRow && !next.byRow && bytes == next.bytes && fixed + (long) bytes * elements == next.fixed;
    }

    /** A number of this value, at an address. */
    public double get(MemorySegment m, long address) {
        return bytes == Double.BYTES ? m.get(JAVA_DOUBLE, address) : m.get(JAVA_FLOAT, address);
    }

    /** Sets a number of this value, rounded if it is a float. */
    public void set(MemorySegment m, long address, double number) {
        if (bytes == Double.BYTES) {
            m.set(JAVA_DOUBLE, address, number);
        } else {
            m.set(JAVA_FLOAT, address, (float) number);
        }
    }

    /** Address in doubles, of a global value. */
    public int index() {
        return Math.toIntExact(fixed / Double.BYTES);
    }
}
