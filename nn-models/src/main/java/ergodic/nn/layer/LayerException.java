package ergodic.nn.layer;

import org.jspecify.annotations.Nullable;

/** A layer of a configuration cannot be read. The message begins with the number of the layer. */
public final class LayerException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    LayerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
