package ergodic.sampler.draws;

/** A store of draws cannot be made, opened or gone on with. The message says which, why, and what to do. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong and what to do, in a sentence. */
    public StoreException(String message) {
        super(message);
    }

    /** The same, with what was behind it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
