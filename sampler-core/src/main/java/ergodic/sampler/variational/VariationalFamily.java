package ergodic.sampler.variational;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The families of distributions that a configuration can name. */
public enum VariationalFamily {
    /** A normal whose coordinates are independent. */
    MEAN_FIELD,
    /** A normal whose covariance is {@code D (I + B B^T) D}, D diagonal, B of few columns. */
    LOW_RANK,
    /** A normal of any covariance. */
    FULL_RANK,
    /** A normalising flow of affine couplings. */
    FLOW;

    /** Its name in configurations. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Their names. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (VariationalFamily family : values()) {
            keys.add(family.key());
        }
        return List.copyOf(keys);
    }

    /** The family of this name. */
    public static VariationalFamily of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** The family in some dimension. */
    Approximation create(int dimension, int rank, int layers) {
        return switch (this) {
            case MEAN_FIELD -> new MeanFieldNormal(dimension);
            case LOW_RANK -> new LowRankNormal(dimension, Math.min(rank, dimension));
            case FULL_RANK -> new FullRankNormal(dimension);
            case FLOW -> new CouplingFlow(dimension, layers);
        };
    }
}
