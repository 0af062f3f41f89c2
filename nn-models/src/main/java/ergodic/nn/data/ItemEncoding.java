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

    /** Writes the inputs of an item, {@link RowShape#inputs} of them, from the offset on. */
    void encodeInto(T item, double[] inputs, int offset);
}
