package ergodic.sampler.laplace;

import java.util.ArrayList;
import java.util.List;

/** What of the precision is kept. */
public enum LaplaceStructure {
    /** All of it. */
    FULL("full"),
    /** Its diagonal. */
    DIAGONAL("diagonal"),
    /** By dense layers and convolutions the product of two factors; the diagonal of all else. */
    KRONECKER("kronecker"),
    /** The prior's diagonal, and the directions in which the likelihood curves most. */
    LOW_RANK("low_rank");

    private final String key;

    LaplaceStructure(String key) {
        this.key = key;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
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
