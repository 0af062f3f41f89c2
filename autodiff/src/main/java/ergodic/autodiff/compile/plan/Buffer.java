package ergodic.autodiff.compile.plan;

/**
 * A piece of the arena that one value occupies: {@code size} numbers of {@code bytes} bytes, or {@code size} times the tile's
 * width if by row. The {@code Allocator} gives it a place; buffers whose lives do not overlap share places.
 */
public final class Buffer {

    public static final int FOREVER = Integer.MAX_VALUE;

    public final int size;
    public final boolean byRow;
    /** Size of a number: 8 for doubles, as all global values are that the program knows of, or 4 for floats. */
    public final int bytes;

    /** Position of the first step that writes it, and of the last that uses it. */
    int first = FOREVER;
    public int last = -1;

    /** True while its padding lanes are known to be zero or to be of no concern. */
    public boolean paddingCleared;

    /** Offset in bytes (by row: to be multiplied by the width) from the start of its region; -1 before allocation. */
    public long place = -1;
    /** Start of its region in bytes. */
    public long regionStart;

    public Buffer(int size, boolean byRow, int bytes) {
        this.size = size;
        this.byRow = byRow;
        this.bytes = bytes;
    }

    /** A global buffer of doubles. */
    public static Buffer global(int size) {
        return new Buffer(size, false, Double.BYTES);
    }

    /** Keeps it from the first step to the last, and between evaluations. */
    public Buffer pinned() {
        first = -1;
        last = FOREVER;
        return this;
    }

    public void usedAt(int position) {
        first = Math.min(first, position);
        last = Math.max(last, position);
    }
}
