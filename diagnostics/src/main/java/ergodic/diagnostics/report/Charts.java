package ergodic.diagnostics.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures for sections that others make. The table that stands for a figure is made by those who know its numbers. */
public final class Charts {

    private Charts() {}

    /**
     * An axis.
     *
     * @param name
     *            what it shows, with its unit
     * @param percent
     *            whether its values are shares, shown in percent
     */
    public record Axis(String name, boolean percent) {}

    /**
     * A line.
     *
     * @param name
     *            its name in the legend
     * @param x
     *            places
     * @param y
     *            values, one a place
     */
    public record Line(String name, double[] x, double[] y) {

        /** Checks the lengths. The arrays are not copied. */
        public Line {
            if (x.length != y.length) {
                throw new IllegalArgumentException("a line of " + x.length + " places and " + y.length + " values");
            }
        }
    }

    /**
     * A band between two lines.
     *
     * @param name
     *            its name in the legend
     * @param x
     *            places
     * @param lower
     *            lower ends, one a place
     * @param upper
     *            upper ends
     */
    public record Band(String name, double[] x, double[] lower, double[] upper) {

        /** Checks the lengths. The arrays are not copied. */
        public Band {
            if (x.length != lower.length || x.length != upper.length) {
                throw new IllegalArgumentException("a band of " + x.length + " places, " + lower.length + " lower and "
                        + upper.length + " upper ends");
            }
        }
    }

    /**
     * Lines over one axis, at most 7 to be told apart.
     *
     * @param id
     *            unique on the page; letters, digits and hyphens
     * @param title
     *            what it shows
     * @param words
     *            what is to be seen in it, with the numbers
     * @param header
     *            column heads of the table that stands for the figure
     * @param rows
     *            that table
     */
    public static Figure lines(String id, String title, String words, Axis x, Axis y, List<Line> lines,
            List<String> header, List<List<String>> rows) {
        return new Figure(id, title, words, model("lines", x, y, lines), header, rows);
    }

    /**
     * Lines before bands, such as what was forecast and what came.
     *
     * @param id
     *            unique on the page; letters, digits and hyphens
     * @param title
     *            what it shows
     * @param words
     *            what is to be seen in it, with the numbers
     * @param bands
     *            the widest first
     * @param header
     *            column heads of the table that stands for the figure
     * @param rows
     *            that table
     */
    public static Figure fan(String id, String title, String words, Axis x, Axis y, List<Band> bands, List<Line> lines,
            List<String> header, List<List<String>> rows) {
        Map<String, @Nullable Object> model = model("fan", x, y, lines);
        List<Map<String, Object>> areas = new ArrayList<>();
        for (Band band : bands) {
            areas.add(Map.of("name", band.name(), "lower", points(band.x(), band.lower()), "upper",
                    points(band.x(), band.upper())));
        }
        model.put("bands", areas);
        return new Figure(id, title, words, model, header, rows);
    }

    /**
     * Histograms over one axis, drawn over each other; places are the lower ends of bins of equal width, and the upper end of the last.
     *
     * @param id
     *            unique on the page; letters, digits and hyphens
     * @param title
     *            what it shows
     * @param words
     *            what is to be seen in it, with the numbers
     * @param shares
     *            places as the ends of the bins, one more than the values that count
     * @param header
     *            column heads of the table that stands for the figure
     * @param rows
     *            that table
     */
    public static Figure histograms(String id, String title, String words, Axis x, List<Line> shares,
            List<String> header, List<List<String>> rows) {
        return new Figure(id, title, words, model("histograms", x, new Axis("share of the rows", true), shares),
                header, rows);
    }

    private static Map<String, @Nullable Object> model(String kind, Axis x, Axis y, List<Line> lines) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("kind", kind);
        model.put("x", Map.of("name", x.name(), "percent", x.percent()));
        model.put("y", Map.of("name", y.name(), "percent", y.percent()));
        List<Map<String, Object>> curves = new ArrayList<>();
        for (Line line : lines) {
            curves.add(Map.of("name", line.name(), "points", points(line.x(), line.y())));
        }
        model.put("curves", curves);
        return model;
    }

    private static List<Object> points(double[] x, double[] y) {
        List<Object> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            points.add(PageNumbers.brief(new double[]{x[i], y[i]}));
        }
        return points;
    }
}
