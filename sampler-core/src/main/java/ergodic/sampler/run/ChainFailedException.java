package ergodic.sampler.run;

/**
 * A chain failed and the run was stopped. The other chains ended orderly: what was drawn is in the sink and in the
 * checkpoints, so the run can be resumed once the cause is gone. Faults met by other chains while they stopped are
 * suppressed exceptions of this one.
 */
public final class ChainFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int chain;
    private final transient RunResult result;

    ChainFailedException(int chain, String message, Throwable cause, RunResult result) {
        super(message, cause);
        this.chain = chain;
        this.result = result;
    }

    /** The chain that failed, from 0. */
    public int chain() {
        return chain;
    }

    /** How far the chains came. */
    public RunResult result() {
        return result;
    }
}
