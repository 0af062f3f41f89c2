package ergodic.sampler.draws;

import ergodic.sampler.Transition;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedSet;

/** Does something at chosen moments of a run, counted in density evaluations of the start and transitions. */
final class AtEvents implements Progress {

    /** What is done; gets the number of the time, from 0. */
    @FunctionalInterface
    interface Action {
        void run(int time) throws IOException;
    }

    private final SortedSet<Integer> moments;
    private final Action action;
    private int events;
    private int done;

    AtEvents(SortedSet<Integer> moments, Action action) {
        this.moments = moments;
        this.action = action;
    }

    synchronized int done() {
        return done;
    }

    @Override
    public void starting(int chain, long evaluations, long rows, double logDensity, long elapsedNanos) {
        count();
    }

    @Override
    public void transition(int chain, RunPhase phase, int number, int total, Transition transition, long gradients,
            long elapsedNanos) {
        count();
    }

    private synchronized void count() {
        events++;
        if (moments.contains(events)) {
            try {
                action.run(done++);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
