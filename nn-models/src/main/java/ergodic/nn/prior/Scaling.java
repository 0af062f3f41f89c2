package ergodic.nn.prior;

/** Whether the scale of a prior depends on the width of the layer before. */
public enum Scaling {
    /** The scale is what was given. */
    NONE,
    /**
     * The scale is divided by the square root of the fan-in, so that the prior's functions keep their size as layers widen
     * (Neal 1996).
     */
    FAN_IN;

    /** Factor of the scale in a layer with this fan-in. */
    public double factor(int fanIn) {
        return this == FAN_IN ? 1 / Math.sqrt(Math.max(1, fanIn)) : 1;
    }

    /** A scale in words, such as {@code 1.5/sqrt(fan-in)}. */
    String words(double scale) {
        String number = scale == Math.rint(scale) && scale < 1e6 ? Long.toString((long) scale) : Double.toString(scale);
        return this == FAN_IN ? number + "/sqrt(fan-in)" : number;
    }

    /** Checks a scale; the message names what is scaled. */
    static double requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be a positive number, not " + value);
        }
        return value;
    }
}
