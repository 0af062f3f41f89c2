package ergodic.model;

/** Dimensions of parameters whose last axis is one thing. */
final class Vectors {

    private Vectors() {}

    /** {@code dims} with {@code change} added to the last. */
    static int[] changeLast(String what, int least, int change, int... dims) {
        if (dims.length == 0 || dims[dims.length - 1] < least) {
            throw new IllegalArgumentException(what + " needs a last dimension of at least " + least
                    + ", but the dimensions are " + java.util.Arrays.toString(dims));
        }
        int[] result = dims.clone();
        result[result.length - 1] += change;
        return result;
    }
}
