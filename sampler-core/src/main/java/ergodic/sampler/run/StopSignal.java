package ergodic.sampler.run;

/** Why chains should stop: somebody cancelled the run, or another chain failed. */
final class StopSignal {

    private final Cancellation cancellation;
    private volatile boolean failed;

    StopSignal(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    void fail() {
        failed = true;
    }

    boolean raised() {
        return failed || cancellation.isCancelled();
    }

    /** Thrown out of a starting point that is to be given up; never leaves this package. */
    static final class StartStopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StartStopped() {
            super("stopped while looking for a starting point", null, false, false);
        }
    }
}
