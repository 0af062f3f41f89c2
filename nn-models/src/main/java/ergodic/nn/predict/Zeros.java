package ergodic.nn.predict;

/** Where zeros of counts come from. */
public enum Zeros {
    /** From the distribution of the counts alone. */
    COUNTED,
    /** From there, and with a probability of its own besides. */
    INFLATED,
    /** With a probability of its own alone: other counts are from 1 on. */
    HURDLE
}
