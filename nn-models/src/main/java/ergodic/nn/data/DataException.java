package ergodic.nn.data;

import ergodic.sampler.words.Sentence;

/** Data that cannot be used. The message is one sentence for the person whose data it is: where, what, and what to do. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message for the owner of the data. */
    public DataException(String message) {
        super(Sentence.of(message));
    }
}
