package ergodic.nn.data;

import ergodic.autodiff.RowNumbers;
import java.util.Arrays;

/**
 * Items, encoded when they are read: an image stays as small as its file keeps it, an eighth of its inputs.
 *
 * @param <T>
 *            an item
 */
record ItemNumbers<T>(Items<T> items, ItemEncoding<T> encoding) implements RowNumbers {

    @Override
    public int size() {
        return encoding.shape().inputs();
    }

    @Override
    public void readInto(int row, double[] numbers, int offset) {
        // What is padded is written by no encoding.
        Arrays.fill(numbers, offset, offset + size(), 0);
        encoding.encodeInto(items.item(row), numbers, offset);
    }
}
