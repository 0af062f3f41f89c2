package ergodic.study.config;

import ergodic.sampler.words.Sentence;

/** The configuration cannot be used. The message says what is wrong, where, and what to do, in one sentence. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message for the person who wrote the file. */
    public ConfigException(String message) {
        super(Sentence.of(message));
    }
}
