package ergodic.sampler.hmc;

/** No usable step size was found. The message says what that tells about the model. */
public final class StepSizeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message for the person who wrote the model. */
    public StepSizeException(String message) {
        super(message);
    }
}
