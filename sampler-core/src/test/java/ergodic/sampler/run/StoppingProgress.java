package ergodic.sampler.run;

import ergodic.sampler.Transition;
import java.util.concurrent.atomic.AtomicLong;

/** Cancels a run after so many events (density evaluations of the start and transitions, over all chains). */
final class StoppingProgress implements Progress {

    private final Cancellation cancellation;
    private final long after;
    private final AtomicLong events = new AtomicLong();

    StoppingProgress(Cancellation cancellation, long after) {
        this.cancellation = cancellation;
        this.after = after;
    }

    long events() {
        return events.get();
    }

    @Override
    public void starting(int chain, long evaluations, double logDensity, long elapsedNanos) {
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
