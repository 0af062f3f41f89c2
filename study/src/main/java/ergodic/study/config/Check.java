package ergodic.study.config;

import ergodic.sampler.words.Nearest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks of single keys. Messages name the key, what it holds and what it may hold. */
final class Check {

    private Check() {}

    static <T> T required(String key, @Nullable T value) {
        if (value == null) {
            throw new ConfigException(key + " is missing from the configuration; add it (ergodic init DATA.csv writes a"
                    + " file to start from)");
        }
        return value;
    }

    static int atLeast(String key, int least, int value) {
        if (value < least) {
            throw new ConfigException(key + " must be a whole number of at least " + least + ", not " + value);
        }
        return value;
    }

    static double positive(String key, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + " must be a positive number, not " + value);
        }
        return value;
    }

    static double share(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new ConfigException(key + " must be at least 0 and below 1, not " + value);
        }
        return value;
    }

    static String oneOf(String key, Collection<String> choices, String value) {
        if (!choices.contains(value)) {
            throw new ConfigException(key + " = \"" + value + "\" is not known" + Nearest.hint(value, choices)
                    + "; choose one of " + String.join(", ", choices));
        }
        return value;
    }

    static <T> T orElse(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }
}
