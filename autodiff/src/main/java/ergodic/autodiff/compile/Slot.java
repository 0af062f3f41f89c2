package ergodic.autodiff.compile;

/**
 * The address of a value in the arena. A global element is one number at a fixed address; an element by row is a run of
 * {@code width} numbers, one a lane, so its address depends on the width of the tile.
 */
final class Slot {

    private final long fixed;
    private final long perLane;
    private final boolean byRow;

    Slot(long regionStart, long place, int offset, boolean byRow) {
        this.fixed = byRow ? regionStart : regionStart + Double.BYTES * (place + offset);
        this.perLane = byRow ? Double.BYTES * (place + offset) : 0;
        this.byRow = byRow;
    }

    /** Address in bytes of the first element. */
    long at(int width) {
        return fixed + perLane * width;
    }

    /** Address in bytes of an element. */
    long at(int element, int width) {
        return fixed + perLane * width + step(width) * element;
    }

    /** Bytes from an element to the next. */
    long step(int width) {
        return byRow ? (long) Double.BYTES * width : Double.BYTES;
    }

    /** Bytes from a lane to the next: 0 for a global value, which is the same in all lanes. */
    long laneStep() {
        return byRow ? Double.BYTES : 0;
    }

    boolean byRow() {
        return byRow;
    }

    /** Address in numbers, of a global value. */
    int index() {
        return Math.toIntExact(fixed / Double.BYTES);
    }
}
