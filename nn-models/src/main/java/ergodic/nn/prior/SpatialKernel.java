package ergodic.nn.prior;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the correlation of two weights of a convolution falls with their distance, in lengths (Rasmussen and Williams 2006, section 4.2). */
public enum SpatialKernel {
    /** Matern's with 1/2: {@code e^-r}. */
    MATERN12,
    /** Matern's with 3/2. */
    MATERN32,
    /** Matern's with 5/2. */
    MATERN52,
    /** {@code e^(-r^2 / 2)}. */
    SQUARED_EXPONENTIAL;

    /** The correlation at a distance, in lengths. */
    double correlation(double r) {
        return switch (this) {
            case MATERN12 -> Math.exp(-r);
            case MATERN32 -> (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r);
            case MATERN52 -> (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
            case SQUARED_EXPONENTIAL -> Math.exp(-0.5 * r * r);
        };
    }

    static List<String> words() {
        return Stream.of(values()).map(kernel -> kernel.name().toLowerCase(Locale.ROOT)).toList();
    }
}
