package ergodic.diagnostics.foreign;

/** A file of draws that cannot be read: the message says which, where, why, and what to do. */
public final class DrawFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the user. */
    public DrawFileException(String message) {
        super(message);
    }

    /** With one sentence for the user, and what made it so. */
    public DrawFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
