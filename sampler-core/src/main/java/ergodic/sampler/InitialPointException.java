package ergodic.sampler;

/** No starting point with finite density and gradient was found. The message names the parameter at fault. */
public final class InitialPointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message for the person who wrote the model. */
    public InitialPointException(String message) {
        super(message);
    }
}
