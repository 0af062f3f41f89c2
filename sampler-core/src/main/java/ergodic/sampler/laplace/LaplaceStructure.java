package ergodic.sampler.laplace;

import java.util.ArrayList;
import java.util.List;

/** What of the precision is kept. */
public enum LaplaceStructure {
    /** All of it. */
    FULL("full", "the curvature"),
    /** Its diagonal. */
    DIAGONAL("diagonal", "the diagonal of the curvature"),
    /** By dense layers and convolutions the product of two factors; the diagonal of all else. */
    KRONECKER("kronecker", "the factors of the curvature"),
    /** The prior's diagonal, and the directions in which the likelihood curves most. */
    LOW_RANK("low_rank", "the directions of curvature that are kept");

    /** Nats below a mode within which a point is one to all ends. */
    static final double NEAR = 0.01;

    private final String key;
    private final String kept;

    LaplaceStructure(String key, String kept) {
        this.key = key;
        this.kept = kept;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** What it keeps of the curvature, in words. */
    String kept() {
        return kept;
    }

    /**
     * Whether a point is a mode by the nats that its shape tells to one, whatever its gradient. Only the whole curvature can say so, and only where it is positive: where correlations are left out a long
     * narrow valley looks short, and where the prior's curvature stands for one that is not positive nothing is known.
     *
     * @param gain
     *            nats to the mode, {@link NormalShape#gain}
     * @param replaced
     *            directions without positive curvature
     */
    boolean isMode(double gain, double replaced) {
        return this == FULL && replaced == 0 && gain <= NEAR;
    }

    /** Their names. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (LaplaceStructure structure : values()) {
            keys.add(structure.key);
        }
        return List.copyOf(keys);
    }

    /** The structure of this name. */
    public static LaplaceStructure of(String key) {
        for (LaplaceStructure structure : values()) {
            if (structure.key.equals(key)) {
                return structure;
            }
        }
        throw new IllegalArgumentException("there is no structure \"" + key + "\"; there are " + keys());
    }

    /** The shape of numbers that one of this structure was made of. */
    NormalShape read(int dimension, double[] numbers) {
        return switch (this) {
            case FULL -> new FullNormal(dimension, numbers);
            case DIAGONAL -> new DiagonalNormal(numbers);
            case KRONECKER -> new KroneckerNormal(numbers);
            case LOW_RANK -> new FewDirectionsNormal(dimension, numbers);
        };
    }
}
