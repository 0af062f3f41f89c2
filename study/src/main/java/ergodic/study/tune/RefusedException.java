package ergodic.study.tune;

import ergodic.study.config.ConfigException;

/**
 * The method refuses a new run of this network or these data, so that the configuration has failed. That of a run that was begun is damaged if it is refused,
 * which ends the search.
 */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(ConfigException why) {
        super(why.getMessage(), why);
    }
}
