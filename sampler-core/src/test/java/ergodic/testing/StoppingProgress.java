package ergodic.testing;

import ergodic.sampler.Transition;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import java.util.concurrent.atomic.AtomicLong;

/** Cancels a run after so many events (density evaluations of the start and transitions, over all chains). */
public final class StoppingProgress implements Progress {

    private final Cancellation cancellation;
    private final long after;
    private final AtomicLong events = new AtomicLong();

    /** Cancels after {@code after} events. */
    public StoppingProgress(Cancellation cancellation, long after) {
        this.cancellation = cancellation;
        this.after = after;
    }

    /** Events so far. */
    public long events() {
        return events.get();
    }

    @Override
    public void starting(int chain, long evaluations, long rows, double logDensity, long elapsedNanos) {
        count();
    }

    @Override
    public void transition(int chain, RunPhase phase, int done, int total, Transition transition, long gradients,
            long elapsedNanos) {
        count();
    }

    private void count() {
        if (events.incrementAndGet() >= after) {
            cancellation.cancel();
        }
    }
}
