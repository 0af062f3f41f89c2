package ergodic.autodiff.compile;

/**
 * A piece of the arena that one value occupies: {@code size} numbers of {@code bytes} bytes, or {@code size} times the tile's
 * width if by row. The {@link Allocator} gives it a place; buffers whose lives do not overlap share places.
 */
final class Buffer {

    static final int FOREVER = Integer.MAX_VALUE;

    final int size;
    final boolean byRow;
    /** Size of a number: 8 for doubles, as all global values are that the program knows of, or 4 for floats. */
    final int bytes;

    /** Position of the first step that writes it, and of the last that uses it. */
    int first = FOREVER;
    int last = -1;

    /** True while its padding lanes are known to be zero or to be of no concern. */
    boolean paddingCleared;

    /** Offset in bytes (by row: to be multiplied by the width) from the start of its region; -1 before allocation. */
    long place = -1;
    /** Start of its region in bytes. */
    long regionStart;

    Buffer(int size, boolean byRow, int bytes) {
        this.size = size;
        this.byRow = byRow;
        this.bytes = bytes;
    }

    /** A global buffer of doubles. */
    static Buffer global(int size) {
        return new Buffer(size, false, Double.BYTES);
    }

    /** Keeps it from the first step to the last, and between evaluations. */
    Buffer pinned() {
        first = -1;
        last = FOREVER;
        return this;
    }

    void usedAt(int position) {
        first = Math.min(first, position);
        last = Math.max(last, position);
    }
}
