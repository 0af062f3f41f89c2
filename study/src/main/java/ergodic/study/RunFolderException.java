package ergodic.study;

/** A run's folder cannot be used as asked. The message says why and what to do, in one sentence. */
public final class RunFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message for the user. */
    public RunFolderException(String message) {
        super(message);
    }
}
