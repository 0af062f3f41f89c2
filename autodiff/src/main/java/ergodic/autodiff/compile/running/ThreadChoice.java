package ergodic.autodiff.compile.running;

/**
 * Decides by measured times how many threads an evaluation is given: 1, 2, 4, ... up to the most allowed. From time to time
 * each number has a few evaluations, from 1 upwards, as long as twice the threads take at least a tenth less time; the number that was
 * in use stays if it is not worse than half of it, so that chance does not make it change to and fro. The choice never
 * changes a result.
 */
final class ThreadChoice {

    /** Evaluations before the first measurement, while the JIT compiles. */
    private static final int FIRST = 50;
    /** Evaluations with each number in a measurement; the fastest counts, the first wake sleeping threads. */
    private static final int TRIALS = 6;
    private static final double GAIN = 0.9;
    private static final int SHORTEST_HOLD = 1000;
    private static final int LONGEST_HOLD = 64_000;

    private final int most;
    private int chosen = 1;
    /** The number being tried, or 0 between measurements. */
    private int trying;
    private int best = 1;
    private double bestTime;
    private double time;
    private int left = FIRST;
    private int hold = SHORTEST_HOLD;

    ThreadChoice(int most) {
        this.most = most;
    }

    /** Threads for the next evaluation. */
    int next() {
        return trying == 0 ? chosen : trying;
    }

    /** True if the time of the next evaluation is wanted. */
    boolean measures() {
        return trying != 0;
    }

    /** Says that an evaluation is over; its time per row matters only if it is wanted. */
    void took(double nanosPerRow) {
        if (trying != 0) {
            time = Math.min(time, nanosPerRow);
        }
        if (--left > 0) {
            return;
        }
        if (trying == 0) {
            best = 1;
            bestTime = Double.POSITIVE_INFINITY;
            begin(1);
            return;
        }
        double gain = trying <= chosen ? 1 : GAIN;
        boolean better = time < gain * bestTime;
        if (better) {
            best = trying;
            bestTime = time;
        }
        if ((better || trying < chosen) && trying < most) {
            begin(Math.min(2 * trying, most));
        } else {
            hold = best == chosen ? Math.min(2 * hold, LONGEST_HOLD) : SHORTEST_HOLD;
            chosen = best;
            trying = 0;
            left = hold;
        }
    }

    private void begin(int threads) {
        trying = threads;
        time = Double.POSITIVE_INFINITY;
        left = TRIALS;
    }
}
