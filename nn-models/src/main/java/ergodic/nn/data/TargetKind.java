package ergodic.nn.data;

/** What the target column holds; the likelihood decides. */
public enum TargetKind {
    /** Real numbers, standardised. */
    NUMBER,
    /** Real numbers above 0, divided by their geometric mean. */
    POSITIVE,
    /** Real numbers between 0 and 1, both excluded, taken as they are. */
    SHARE,
    /** Two classes, encoded as 0 and 1. */
    BINARY,
    /** Two or more classes, encoded as 0, 1, 2 ... */
    CLASSES,
    /** Whole numbers from 0 on, taken as they are. */
    COUNT;

    /** Whether its values have densities, and not probabilities. */
    public boolean hasDensity() {
        return switch (this) {
            case NUMBER, POSITIVE, SHARE -> true;
            case BINARY, CLASSES, COUNT -> false;
        };
    }
}
