package ergodic.sampler.run;

/**
 * Asks a run to stop: every chain ends its present transition, or the piece of a long one that it is at, what was drawn is kept and a
 * checkpoint is written. May be called from any thread, a signal handler's too; it cannot be taken back.
 */
public final class Cancellation {

    private volatile boolean cancelled;

    /** Asks the run to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether somebody asked. */
    public boolean isCancelled() {
        return cancelled;
    }
}
