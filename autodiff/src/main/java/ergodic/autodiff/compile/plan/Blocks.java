package ergodic.autodiff.compile.plan;

/**
 * How the tiles of an evaluation are cut into blocks. A block has accumulators of its own; the blocks' sums are added in their
 * order. So the same bits come out whoever computes the blocks: one thread after another or several side by side. How many
 * there are depends on the program, the width of its tiles and the number of rows, on nothing else. Small problems have
 * one block, and then nothing is added to what they did without.
 *
 * <p>
 * Blocks that follow each other are taken together in at most {@link #PARTS} parts: what a thread takes at a time, and as
 * many sums are kept until all are there.
 */
public final class Blocks {

    public static final int PARTS = 32;
    /** Accumulators of one lane must not become so long that floats lose digits. */
    private static final int MOST_ROWS = 4096;
    /** Less than this is not worth another thread. */
    private static final double LEAST_NANOS = 100_000;
    /** A block takes so many times what zeroing and adding up its accumulators takes. */
    private static final double LEAST_RATIO = 100;
    private static final double NANOS_PER_ACCUMULATOR = 0.3;

    private Blocks() {}

    /**
     * Tiles of a block of a stage.
     *
     * @param row
     *            what a row needs
     * @param accumulators
     *            numbers that a block zeroes and adds up
     * @param width
     *            rows of a tile
     */
    public static int tilesPerBlock(Work row, long accumulators, int width) {
        double wanted = Math.max(LEAST_NANOS, LEAST_RATIO * NANOS_PER_ACCUMULATOR * accumulators);
        double rows = Math.min(MOST_ROWS, wanted / Math.max(1, row.nanos()));
        return Math.max(1, (int) Math.ceil(rows / width));
    }

    /** Number of blocks for so many tiles, even if there are several, for two threads; no tiles are a block too. */
    public static int count(int tiles, int tilesPerBlock) {
        int count = Math.max(1, (tiles + tilesPerBlock - 1) / tilesPerBlock);
        return count == 1 ? 1 : Math.min(tiles, count + count % 2);
    }

    /** Where share {@code i} of {@code n} about equal shares of {@code total} begins. */
    public static int begin(int i, int n, int total) {
        return (int) ((long) i * total / n);
    }
}
