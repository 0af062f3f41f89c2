package ergodic.model;

/**
 * Draws one of the views of each row. The draw is a function of the row and of all coordinates of theta: no state, so that a run that goes on
 * later draws the same, and none of the numbers of a chain. The numbers are those of SplitMix64 (Steele, Lea and Flood 2014), begun at a hash of theta.
 * One chain's.
 */
final class RowViews {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private final int rows;
    private final int views;
    private int[] chosen = new int[0];

    /**
     * Views.
     *
     * @param rows
     *            of the data
     * @param views
     *            of each row
     */
    RowViews(int rows, int views) {
        this.rows = rows;
        this.views = views;
    }

    /** The same for another chain. */
    RowViews fork() {
        return new RowViews(rows, views);
    }

    /** A view of each row of the data; the array is filled anew by the next call. */
    int[] ofAll(double[] theta) {
        reserve(rows);
        long hash = hash(theta);
        for (int row = 0; row < rows; row++) {
            chosen[row] = view(hash, row);
        }
        return chosen;
    }

    /** A view of each of the first so many rows; the array is filled anew by the next call. */
    int[] of(double[] theta, int[] some, int count) {
        reserve(count);
        long hash = hash(theta);
        for (int i = 0; i < count; i++) {
            if (some[i] < 0 || some[i] >= rows) {
                throw new IndexOutOfBoundsException("row " + some[i] + " of " + rows);
            }
            chosen[i] = view(hash, some[i]);
        }
        return chosen;
    }

    private void reserve(int count) {
        if (chosen.length < count) {
            chosen = new int[count];
        }
    }

    private int view(long hash, int row) {
        return row * views + (int) Math.unsignedMultiplyHigh(mix(hash + GAMMA * (row + 1L)), views);
    }

    private static long hash(double[] theta) {
        long hash = 0;
        for (double coordinate : theta) {
            hash = (hash ^ Double.doubleToRawLongBits(coordinate)) * GAMMA;
            hash ^= hash >>> 32;
        }
        return mix(hash);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
