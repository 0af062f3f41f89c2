package ergodic.sampler.support;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file holds no text; the message is to stand after its name. */
public final class NoTextException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private final @Nullable FileMark mark;

    NoTextException(FileMark mark) {
        super(" is " + mark.words() + "; " + mark.advice());
        this.mark = mark;
    }

    NoTextException(String message) {
        super(message);
        this.mark = null;
    }

    /** What the first bytes say that the file is; null if they do not. */
    public @Nullable FileMark mark() {
        return mark;
    }
}
