package ergodic.sampler.warmup;

import java.util.Arrays;

/**
 * Stan's schedule of a warm-up: an initial buffer and a final buffer in which only the step size is adapted, and between
 * them windows, each twice as long as the one before, at whose ends a new metric is made. A window whose successor would
 * not fit is stretched to the end of the slow phase.
 *
 * <p>Fewer than 20 transitions have no window. If the three phases do not fit, they take 15, 75 and 10 % of the
 * transitions, with one window.
 */
public final class WindowSchedule {

    /** Stan's initial buffer. */
    public static final int INITIAL_BUFFER = 75;
    /** Stan's first window. */
    public static final int FIRST_WINDOW = 25;
    /** Stan's final buffer. */
    public static final int FINAL_BUFFER = 50;

    private static final int SHORTEST_WITH_WINDOW = 20;

    private final int warmup;
    private final int initialBuffer;
    private final int[] windows;

    private WindowSchedule(int warmup, int initialBuffer, int[] windows) {
        this.warmup = warmup;
        this.initialBuffer = initialBuffer;
        this.windows = windows;
    }

    /** The schedule of {@code warmup} transitions with Stan's buffers 75 and 50 and first window 25. */
    public static WindowSchedule of(int warmup) {
        return of(warmup, INITIAL_BUFFER, FIRST_WINDOW, FINAL_BUFFER);
    }

    /**
     * The schedule of {@code warmup} transitions.
     *
     * @param warmup
     *            number of warm-up transitions, not negative
     * @param initialBuffer
     *            transitions before the first window, not negative
     * @param firstWindow
     *            length of the first window, positive
     * @param finalBuffer
     *            transitions after the last window, not negative
     */
    public static WindowSchedule of(int warmup, int initialBuffer, int firstWindow, int finalBuffer) {
        if (warmup < 0 || initialBuffer < 0 || firstWindow < 1 || finalBuffer < 0) {
            throw new IllegalArgumentException("a warm-up of " + warmup + " transitions with buffers " + initialBuffer
                    + " and " + finalBuffer + " and first window " + firstWindow
                    + " cannot be: no length may be negative, and the window must have a transition");
        }
        if (warmup < SHORTEST_WITH_WINDOW) {
            return new WindowSchedule(warmup, warmup, new int[0]);
        }
        if ((long) initialBuffer + firstWindow + finalBuffer > warmup) {
            int before = (int) (0.15 * warmup);
            int after = (int) (0.10 * warmup);
            return new WindowSchedule(warmup, before, new int[]{warmup - before - after});
        }
        return new WindowSchedule(warmup, initialBuffer,
                doublingWindows(warmup - initialBuffer - finalBuffer, firstWindow));
    }

    private static int[] doublingWindows(int slow, int first) {
        int[] lengths = new int[Integer.SIZE];
        lengths[0] = first;
        int count = 1;
        int left = slow - first;
        for (long length = 2L * first; left > 0; length *= 2) {
            // The successor has twice the length: unless both fit, this window takes all that is left. The first window is
            // never stretched, so that a slow phase a little longer than it ends in a short window: Stan's rule.
            boolean successorFits = 3 * length <= left;
            lengths[count] = successorFits ? (int) length : left;
            left -= lengths[count++];
        }
        return Arrays.copyOf(lengths, count);
    }

    /** Number of warm-up transitions. */
    public int warmup() {
        return warmup;
    }

    /** Number of transitions before the first window. */
    public int initialBuffer() {
        return initialBuffer;
    }

    /** Number of transitions after the last window. */
    public int finalBuffer() {
        return warmup - slowEnd();
    }

    /** Lengths of the windows, in order (a copy). */
    public int[] windows() {
        return windows.clone();
    }

    /** Whether the draw of transition {@code index} (from 0) belongs to a window. */
    public boolean inWindow(int index) {
        return index >= initialBuffer && index < slowEnd();
    }

    /** Whether transition {@code index} (from 0) comes before a first window; none does where there is no window. */
    public boolean beforeWindows(int index) {
        return windows.length > 0 && index < initialBuffer;
    }

    private int slowEnd() {
        int end = initialBuffer;
        for (int window : windows) {
            end += window;
        }
        return end;
    }

    /** Whether transition {@code index} (from 0) is the last of a window. */
    public boolean endsWindow(int index) {
        int end = initialBuffer;
        for (int window : windows) {
            end += window;
            if (index == end - 1) {
                return true;
            }
        }
        return false;
    }
}
