package ergodic.diagnostics.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows of the data side by side, each shown as what it is.
 *
 * @param caption
 *            what they have in common
 * @param exhibits
 *            the rows
 */
public record Gallery(String caption, List<Exhibit> exhibits) implements PagePart {

    private static final int MOST_WORDS = 60;
    private static final int MOST_LETTERS = 40;
    private static final int MOST_CELLS = 10;
    private static final int MOST_POINTS = 120;
    private static final int MOST_CURVES = 14;
    private static final int WIDTH = 150;
    private static final int HEIGHT = 90;

    /** Copies the list. */
    public Gallery {
        exhibits = List.copyOf(exhibits);
    }

    void writeInto(Html html) {
        boolean broad = exhibits.stream().anyMatch(exhibit -> exhibit.content() instanceof Exhibit.Passage
                || exhibit.content() instanceof Exhibit.Cells);
        html.raw(broad ? "<div class=\"wide gallery broad\">" : "<div class=\"wide gallery\">").element("h3", caption)
                .raw("<ul>");
        for (Exhibit exhibit : exhibits) {
            html.raw("<li>");
            content(html, exhibit.content(), exhibit.title());
            html.raw("<p class=\"what\"><bdi>").text(exhibit.title()).raw("</bdi></p>");
            exhibit.notes().forEach(note -> html.raw("<p class=\"note\"><bdi>").text(note).raw("</bdi></p>"));
            html.raw("</li>");
        }
        html.raw("</ul></div>\n");
    }

    private static void content(Html html, Exhibit.Content content, String title) {
        switch (content) {
            case Exhibit.Picture picture ->
                html.raw("<img alt=\"").text(title).raw("\" src=\"" + PngImage.dataUri(picture) + "\">");
            case Exhibit.Curves curves -> curves(html, curves.features(), title);
            case Exhibit.Passage passage -> passage(html, passage.words());
            case Exhibit.Cells cells -> cells(html, cells);
        }
    }

    private static void passage(Html html, List<String> words) {
        html.raw("<p class=\"passage\" dir=\"auto\">");
        if (words.isEmpty()) {
            html.raw("<em>").text("no words").raw("</em>");
        }
        for (String word : words.subList(0, Math.min(MOST_WORDS, words.size()))) {
            html.text(shortened(word)).raw(" ");
        }
        html.text(words.size() > MOST_WORDS ? "… " + (words.size() - MOST_WORDS) + " more" : "").raw("</p>");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MOST_LETTERS ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS - 1)) + "…";
    }

    private static void cells(Html html, Exhibit.Cells cells) {
        html.raw("<dl>");
        int count = Math.min(MOST_CELLS, cells.names().size());
        for (int i = 0; i < count; i++) {
            html.raw("<dt><bdi>").text(shortened(cells.names().get(i))).raw("</bdi></dt><dd><bdi>")
                    .text(shortened(cells.values().get(i))).raw("</bdi></dd>");
        }
        html.raw("</dl>");
        if (cells.names().size() > count) {
            html.element("p class=\"note\"", "and " + (cells.names().size() - count) + " more columns");
        }
    }

    /** Lines over the steps, all on one scale; between curves that say little by themselves only their course counts. */
    private static void curves(Html html, double[][] features, String title) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] curve : features) {
            for (double value : curve) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        html.raw("<svg class=\"curves\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .text(title).raw("\">");
        for (int i = 0; i < Math.min(MOST_CURVES, features.length); i++) {
            double[] curve = PageNumbers.thin(features[i], PageNumbers.stride(features[i].length, MOST_POINTS));
            html.raw("<polyline class=\"c" + i % 7 + "\" points=\"" + points(curve, low, high) + "\"/>");
        }
        html.raw("</svg>");
        int steps = Arrays.stream(features).mapToInt(curve -> curve.length).max().orElse(0);
        html.element("p class=\"note\"", steps + (steps == 1 ? " step, " : " steps, ")
                + (steps == 0 ? "no values" : PageNumbers.show(low) + " to " + PageNumbers.show(high)));
    }

    private static String points(double[] curve, double low, double high) {
        StringBuilder points = new StringBuilder();
        double span = high > low ? high - low : 1;
        for (int i = 0; i < curve.length; i++) {
            double x = 3 + (WIDTH - 6) * (curve.length == 1 ? 0.5 : (double) i / (curve.length - 1));
            double y = high > low ? 3 + (HEIGHT - 6) * (high - curve[i]) / span : HEIGHT / 2.0;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        if (curve.length == 1) {
            // A line of one point has no length: a short one shows where it is.
            points.append(String.format(Locale.ROOT, "%.1f,%.1f", WIDTH / 2.0 + 4,
                    high > low ? 3 + (HEIGHT - 6) * (high - curve[0]) / span : HEIGHT / 2.0));
        }
        return points.toString().stripTrailing();
    }
}
