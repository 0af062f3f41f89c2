package ergodic.autodiff;

/** Operands do not fit an operator. The message names the operator and the shapes. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message for the person who wrote the model. */
    public ShapeException(String message) {
        super(message);
    }
}
