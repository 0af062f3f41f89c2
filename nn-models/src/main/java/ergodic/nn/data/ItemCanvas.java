package ergodic.nn.data;

import java.util.List;

/** What a row is shown on, as what it is: exactly one of these is called for a row. Values are in the units of the file. */
public interface ItemCanvas {

    /** Stands for a symbol or a word that the network cannot tell from others. */
    String UNKNOWN = "\u25cc";

    /**
     * An image.
     *
     * @param shape
     *            its size
     * @param values
     *            row-major {@code [channel][height][width]}; the receiver's own
     */
    void picture(RowShape.Image shape, double[] values);

    /**
     * A sequence of numbers.
     *
     * @param features
     *            of each feature its values, a step each; the receiver's own
     */
    void curves(double[][] features);

    /** A text, or a sequence of symbols. */
    void passage(List<String> words);

    /**
     * A table's row.
     *
     * @param names
     *            names of its columns
     * @param values
     *            what stands in them
     */
    void cells(List<String> names, List<String> values);
}
