package ergodic.nn.data;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a table's row are together, in the order of the feature columns: three sizes make an image (channels,
 * height, width), two a sequence (steps, features of a step), one symbols, and none a list of numbers.
 *
 * @param sizes
 *            the sizes; empty for a list of numbers
 * @param length
 *            name, or number from 0, of a column that holds the number of steps of each row; null if all rows have all steps
 */
public record RowLayout(List<Integer> sizes, @Nullable String length) {

    private static final int MOST_SHOWN = 8;

    /** Checks the sizes. */
    public RowLayout {
        sizes = List.copyOf(sizes);
        if (sizes.size() > 3 || sizes.stream().anyMatch(size -> size < 1)) {
            throw new DataException("data.shape must hold one, two or three whole numbers of at least 1, not "
                    + (sizes.size() > MOST_SHOWN ? sizes.size() + " numbers" : sizes.toString())
                    + ": channels, height and width of images, steps and features of sequences, or a number of symbols");
        }
        if (length != null && (sizes.isEmpty() || sizes.size() == 3)) {
            throw new DataException(
                    "data.length, the column of each row's number of steps, is for sequences; set data.shape"
                            + " to their largest number of steps and the features of a step, or take it out");
        }
    }

    /** A list of numbers. */
    public static RowLayout table() {
        return new RowLayout(List.of(), null);
    }

    /** An image, a sequence or symbols. */
    public static RowLayout of(int... sizes) {
        return new RowLayout(Arrays.stream(sizes).boxed().toList(), null);
    }

    /** The same with rows of different lengths. */
    public RowLayout withLength(String column) {
        return new RowLayout(sizes, column);
    }

    boolean isTable() {
        return sizes.isEmpty();
    }

    /** Numbers of a row, without its length. */
    BigInteger size() {
        return sizes.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** The shape of a row, with so many different symbols if it is one of symbols. */
    RowShape shape(int symbols) {
        boolean padded = length != null;
        return switch (sizes.size()) {
            case 3 -> new RowShape.Image(sizes.get(0), sizes.get(1), sizes.get(2));
            case 2 -> new RowShape.Sequence(sizes.get(0), sizes.get(1), padded);
            default -> new RowShape.Symbols(sizes.get(0), symbols, padded);
        };
    }
}
