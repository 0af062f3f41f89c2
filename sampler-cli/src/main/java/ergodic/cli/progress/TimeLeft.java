package ergodic.cli.progress;

import ergodic.sampler.DrawKind;
import ergodic.sampler.run.RunPhase;

/**
 * Forecasts how long a chain will still take, over all its phases. What is counted are gradients: their time is that of the newer half
 * of what was done in the phase, since the first ones run while code is compiled; how many are left follows from those that transitions took.
 *
 * <ul>
 * <li>In the warm-up the newer half of it stands for the rest and for what comes after. Of a method whose transitions take different
 * numbers of gradients, which change as it adapts, that is no more than a guess ({@link #sure}). After the warm-up all transitions since it
 * stand for the others, and at first its last ones beside them.
 * <li>Of a method with cycles, some of whose transitions take many gradients more at equal distances, those ahead are counted.
 * <li>A draw also takes the time of as many gradients as was measured ({@link ergodic.sampler.run.Progress#drawCost}).
 * <li>The draws of a fit take no gradients; it is forecast as if all its steps would be made.
 * </ul>
 */
final class TimeLeft {

    private static final int MARKS = 64;
    /** Stands for all that is not a gradient, where transitions take none. */
    private static final double TRANSITION = 1e-3;
    /** The last transitions of the warm-up count as so many of those after it. */
    private static final int BEFORE = 20;
    private static final int LAST_PART = 8;

    private final int[] doneAt = new int[MARKS];
    private final double[] workAt = new double[MARKS];
    private final long[] gradientsAt = new long[MARKS];
    private final long[] nanosAt = new long[MARKS];
    private int marks;
    private int every;

    private boolean chain = true;
    private int warmup;
    private int sampling;
    private double draw;

    /** Gradients of the last transitions of the warm-up, each; NaN without it. */
    private double before = Double.NaN;

    private RunPhase phase = RunPhase.STARTING;
    private int done;
    private long gradients;
    private long nanos;
    private double work;

    /** Of the dear transitions of a method with cycles; counted over both phases. */
    private int made;
    private long least;
    private long most;
    private boolean others;
    private int dear;
    private int distance;
    private boolean regular = true;

    void begin(DrawKind kind) {
        chain = kind == DrawKind.CHAIN;
    }

    void planned(int ofWarmup, int afterIt) {
        warmup = ofWarmup;
        sampling = afterIt;
    }

    void drawCost(double inGradients) {
        draw = inGradients;
    }

    /**
     * A phase begins, or is gone on with.
     *
     * @param next
     *            the phase
     * @param already
     *            its transitions that were made before
     * @param total
     *            all of its transitions
     * @param at
     *            nanoseconds since the run began
     */
    void phase(RunPhase next, int already, int total, long at) {
        if (next == RunPhase.SAMPLING || next == RunPhase.FINISHED) {
            sampling = total;
            before = phase == RunPhase.WARMUP && chain && done > doneAt[0] ? each(since(LAST_PART)) : Double.NaN;
        }
        phase = next;
        done = already;
        nanos = at;
        work = 0;
        every = 1;
        marks = 0;
        mark();
    }

    /** Gradients that were taken before a run was gone on with. */
    void resumed(long before) {
        gradients = before;
        gradientsAt[0] = before;
    }

    /**
     * A transition was made.
     *
     * @param now
     *            transitions of the phase that were made
     * @param soFar
     *            gradients of all transitions so far
     * @param at
     *            nanoseconds since the run began
     */
    void transition(int now, long soFar, long at) {
        long taken = soFar - gradients;
        follow(taken);
        done = now;
        gradients = soFar;
        nanos = at;
        work += taken + TRANSITION + (phase == RunPhase.SAMPLING ? draw : 0);
        if ((done - doneAt[0]) % every == 0) {
            mark();
        }
    }

    private void mark() {
        if (marks == MARKS) {
            for (int i = 1; i < MARKS / 2; i++) {
                doneAt[i] = doneAt[2 * i];
                workAt[i] = workAt[2 * i];
                gradientsAt[i] = gradientsAt[2 * i];
                nanosAt[i] = nanosAt[2 * i];
            }
            marks = MARKS / 2;
            every *= 2;
            if ((done - doneAt[0]) % every != 0) {
                return;
            }
        }
        doneAt[marks] = done;
        workAt[marks] = work;
        gradientsAt[marks] = gradients;
        nanosAt[marks] = nanos;
        marks++;
    }

    /** Watches for transitions that are dear at equal distances, where all others are alike. */
    private void follow(long taken) {
        if (made == 0) {
            least = taken;
            most = taken;
        } else if (taken > most || taken < least) {
            others |= most > least;
            dear = taken > most ? made : made - 1;
            most = Math.max(most, taken);
            least = Math.min(least, taken);
        } else if (most > least && taken == most) {
            regular &= distance == 0 || made - dear == distance;
            distance = made - dear;
            dear = made;
        } else {
            others |= taken != least;
        }
        made++;
    }

    private boolean inCycles() {
        return !others && regular && distance > 1;
    }

    /** The last mark that has a part of what was done behind it: of two the newer half. */
    private int since(int parts) {
        int mark = 0;
        while (mark + 1 < marks
                && (long) parts * (doneAt[mark + 1] - doneAt[0]) <= (parts - 1L) * (done - doneAt[0])) {
            mark++;
        }
        return mark;
    }

    /** Gradients of a transition since a mark. */
    private double each(int mark) {
        return (double) (gradients - gradientsAt[mark]) / (done - doneAt[mark]);
    }

    /** False while the number of gradients of what is ahead is a guess: in the warm-up of a method whose transitions differ. */
    boolean sure() {
        return phase != RunPhase.WARMUP || least == most || inCycles();
    }

    /** Seconds until the chain is finished; NaN while nothing is known. */
    double seconds() {
        int here = done - doneAt[0];
        if (phase == RunPhase.FINISHED) {
            return 0;
        }
        if (phase == RunPhase.STARTING || here <= 0) {
            return Double.NaN;
        }
        int half = since(2);
        boolean first = phase == RunPhase.WARMUP;
        double each = first ? each(half)
                : Double.isNaN(before) ? each(0)
                        : (gradients - gradientsAt[0] + BEFORE * before) / (done - doneAt[0] + BEFORE);
        int rest = first ? warmup - done : 0;
        int draws = first ? sampling : sampling - done;
        int transitions = rest + (first && !chain ? 0 : draws);
        double left = (inCycles() ? cycles(transitions) : transitions * each) + draws * draw
                + (rest + draws) * TRANSITION;
        return 1e-9 * left * (nanos - nanosAt[half]) / (work - workAt[half]);
    }

    /** Gradients of so many transitions to come, where dear ones come at equal distances. */
    private double cycles(int transitions) {
        int dearAhead = (made - 1 - dear + transitions) / distance;
        return (double) transitions * least + (double) dearAhead * (most - least);
    }
}
