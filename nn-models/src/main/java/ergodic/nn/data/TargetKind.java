package ergodic.nn.data;

/** What the target column holds; the likelihood decides. */
public enum TargetKind {
    /** Real numbers, standardised. */
    NUMBER,
    /** Two classes, encoded as 0 and 1. */
    BINARY,
    /** Two or more classes, encoded as 0, 1, 2 ... */
    CLASSES,
    /** Whole numbers from 0 on, taken as they are. */
    COUNT
}
