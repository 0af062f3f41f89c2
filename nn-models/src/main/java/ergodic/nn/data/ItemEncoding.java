package ergodic.nn.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How items become inputs; learned from the items that train.
 *
 * @param <T>
 *            an item
 */
public interface ItemEncoding<T> {

    /** What a row of inputs is. */
    RowShape shape();

    /** How each number of an item is encoded, one an input; the row's length last, if rows have lengths of their own. */
    List<FeatureEncoding> features();

    /** Why an item cannot be encoded, as the rest of a sentence that begins with its place; null if it can. */
    @Nullable
    String complaint(T item);

    /** How a predicted value becomes an input of the next row; null where rows do not follow each other by one step. */
    default @Nullable FeedBack feedBack() {
        return null;
    }

    /** Whether an item that is given as a row of its numbers is encoded by the features alone. */
    default boolean encodesCells() {
        return true;
    }

    /** Writes the inputs of an item, {@link RowShape#inputs} of them, from the offset on. */
    void encodeInto(T item, double[] inputs, int offset);

    /**
     * Shows what the network sees of an item, from its inputs; unless said otherwise by shape and features.
     *
     * @param inputs
     *            holds the item's inputs from the offset on
     * @param offset
     *            where they begin
     * @param canvas
     *            what it is drawn on
     */
    default void show(double[] inputs, int offset, ItemCanvas canvas) {
        DecodedInputs.show(shape(), features(), inputs, offset, canvas);
    }
}
