package ergodic.diagnostics.report;

import java.util.List;

/**
 * One row of the data, shown as what it is.
 *
 * @param content
 *            what it is
 * @param title
 *            what stands below it first, such as truth and prediction
 * @param notes
 *            more lines below it
 */
public record Exhibit(Content content, String title, List<String> notes) {

    /** Copies the list. */
    public Exhibit {
        notes = List.copyOf(notes);
    }

    /** What a row can be. */
    public sealed interface Content {}

    /**
     * An image.
     *
     * @param width
     *            pixels across
     * @param height
     *            pixels down
     * @param channels
     *            1 of a grey one, 3 of one in red, green and blue
     * @param pixels
     *            row-major {@code [height][width][channels]}, from 0 to 255; not copied
     */
    public record Picture(int width, int height, int channels, byte[] pixels) implements Content {

        /** Checks the sizes. */
        public Picture {
            if (channels != 1 && channels != 3 || pixels.length != width * height * channels) {
                throw new IllegalArgumentException("an image of " + width + " x " + height + " with " + channels
                        + " channels cannot have " + pixels.length + " numbers");
            }
        }
    }

    /**
     * A sequence of numbers.
     *
     * @param features
     *            of each feature its values, a step each; not copied
     */
    public record Curves(double[][] features) implements Content {}

    /**
     * A text.
     *
     * @param words
     *            its words
     */
    public record Passage(List<String> words) implements Content {

        /** Copies the list. */
        public Passage {
            words = List.copyOf(words);
        }
    }

    /**
     * A row of a table.
     *
     * @param names
     *            names of its columns
     * @param values
     *            what stands in them
     */
    public record Cells(List<String> names, List<String> values) implements Content {

        /** Copies the lists. */
        public Cells {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }
    }
}
