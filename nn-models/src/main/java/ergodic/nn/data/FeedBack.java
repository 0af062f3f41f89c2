package ergodic.nn.data;

/** How a value that was predicted of a row becomes the newest input of the row after it. */
@FunctionalInterface
public interface FeedBack {

    /**
     * Changes the inputs of a row to those of the row after it.
     *
     * @param inputs
     *            inputs of rows
     * @param offset
     *            where the row's begin
     * @param value
     *            what was predicted of the row, in the units of the data
     */
    void pushInto(double[] inputs, int offset, double value);
}
