package ergodic.nn.data;

import ergodic.sampler.words.Counted;

/** What a row of inputs is: a list of numbers, an image, a sequence, symbols. */
public sealed interface RowShape {

    /**
     * A table's row.
     *
     * @param count
     *            number of inputs
     */
    record Numbers(int count) implements RowShape {

        @Override
        public int[] dims() {
            return new int[]{count};
        }

        @Override
        public String toString() {
            return Counted.of(count, "number");
        }
    }

    /**
     * An image, row-major.
     *
     * @param channels
     *            colours, or features of each place
     * @param height
     *            places down
     * @param width
     *            places across
     */
    record Image(int channels, int height, int width) implements RowShape {

        @Override
        public int[] dims() {
            return new int[]{channels, height, width};
        }

        @Override
        public String toString() {
            return "images of " + channels + " x " + height + " x " + width;
        }
    }

    /**
     * A sequence: the features of the first step, then those of the second ...
     *
     * @param steps
     *            number of steps, of the longest row if they differ
     * @param features
     *            numbers of a step
     * @param padded
     *            whether rows have lengths of their own: then the row's number of steps follows its numbers
     */
    record Sequence(int steps, int features, boolean padded) implements RowShape {

        /** Sequences of one length. */
        public Sequence(int steps, int features) {
            this(steps, features, false);
        }

        @Override
        public int[] dims() {
            return new int[]{steps, features};
        }

        @Override
        public String toString() {
            return "sequences of " + (padded ? "up to " : "") + Counted.of(steps, "step") + " x "
                    + Counted.of(features, "feature");
        }
    }

    /**
     * A sequence of symbols, such as words or categories, which are numbered from 0.
     *
     * @param steps
     *            number of symbols in a row, of the longest row if they differ
     * @param symbols
     *            number of different symbols
     * @param padded
     *            whether rows have lengths of their own: then the row's number of symbols follows them
     */
    record Symbols(int steps, int symbols, boolean padded) implements RowShape {

        @Override
        public int[] dims() {
            return new int[]{steps};
        }

        @Override
        public String toString() {
            return "rows of " + (padded ? "up to " : "") + Counted.of(steps, "symbol")
                    + (symbols == 1 ? ", all 0" : ", which are numbers from 0 to " + (symbols - 1));
        }
    }

    /** Dimensions of a row's tensor. */
    int[] dims();

    /** Whether rows have lengths of their own. */
    default boolean padded() {
        return switch (this) {
            case Numbers numbers -> false;
            case Image image -> false;
            case Sequence sequence -> sequence.padded;
            case Symbols symbols -> symbols.padded;
        };
    }

    /** Numbers in a row's tensor. */
    default int size() {
        int product = 1;
        for (int dim : dims()) {
            product = Math.multiplyExact(product, dim);
        }
        return product;
    }

    /** Numbers of a row in the data: those of its tensor, then its length if rows have lengths of their own. */
    default int inputs() {
        return size() + (padded() ? 1 : 0);
    }
}
