package ergodic.study.prior;

import java.util.List;

/**
 * A distribution function, and those that stand beside it.
 *
 * @param id
 *            unique; letters, digits and hyphens
 * @param title
 *            of what it is
 * @param words
 *            what is to be seen in it
 * @param axis
 *            what the places are, with their unit
 * @param places
 *            places
 * @param lines
 *            each with its name and the share at or below each place
 */
public record PriorCurve(String id, String title, String words, String axis, double[] places, List<Line> lines) {

    /** Copies the list; the arrays are not copied. */
    public PriorCurve {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param name
     *            its name
     * @param values
     *            values, one a place; not copied
     */
    public record Line(String name, double[] values) {}
}
