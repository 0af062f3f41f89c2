package ergodic.autodiff.kernel;

/**
 * The numbers in which values by row are stored and computed. Global values (parameters, constants, sums over rows, gradients)
 * are doubles in either case.
 */
public enum Precision {

    /** Single precision, IEEE 754 binary32: 24 bits, twice as many numbers in a vector. */
    FLOAT32(Float.BYTES),
    /** Double precision, IEEE 754 binary64: 53 bits. */
    FLOAT64(Double.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }
}
