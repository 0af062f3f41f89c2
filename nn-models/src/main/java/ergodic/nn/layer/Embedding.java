package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.DataException;
import java.util.List;

/**
 * A learned vector for each of a number of symbols, such as words or categories.
 *
 * @param symbols
 *            number of symbols, which are numbered from 0
 * @param size
 *            length of a symbol's vector
 */
public record Embedding(int symbols, int size) {

    /** Checks the sizes. */
    public Embedding {
        LayerParameter.requirePositive("the number of symbols of an embedding", symbols);
        LayerParameter.requirePositive("the size of an embedding", size);
    }

    /** The table of vectors; each is an input by itself, so its fan-in is 1. */
    public List<LayerParameter> parameters() {
        return List.of(LayerParameter.weight("weight", 1, symbols, size));
    }

    /**
     * The vectors of symbols.
     *
     * @param index
     *            whole numbers below {@code symbols}, by row, of any dimensions, such as [T] for a sequence; check them first
     *            with {@link #check}
     * @param source
     *            declares the parameters
     * @return [index dimensions, size]
     */
    public Tensor apply(Tensor index, ParameterSource source) {
        return source.declare(parameters().get(0)).gather(index);
    }

    /**
     * Refuses a column of data with something that is no symbol: in the program it would be NaN.
     *
     * @param column
     *            name of the column, for the message
     * @param values
     *            numbers of all rows, {@code perRow} for each
     * @param perRow
     *            numbers of a row
     * @throws DataException
     *             naming the first row, counted from 1, that holds no whole number from 0 to {@code symbols - 1}
     */
    public void check(String column, double[] values, int perRow) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < symbols && values[i] == Math.rint(values[i]))) {
                throw new DataException("row " + (i / perRow + 1) + " of \"" + column + "\" holds " + values[i]
                        + ", which is no symbol: an embedding of " + symbols + " symbols takes whole numbers from 0 to "
                        + (symbols - 1));
            }
        }
    }
}
