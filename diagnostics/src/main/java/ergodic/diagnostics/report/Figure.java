package ergodic.diagnostics.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the page.
 *
 * @param id
 *            unique on the page; letters, digits and hyphens
 * @param title
 *            what it shows
 * @param words
 *            what is to be seen in it, with the numbers: caption and text alternative in one
 * @param model
 *            what the script draws: {@code kind} chooses the chart, the rest are its data
 * @param header
 *            column heads of the table that stands for the figure
 * @param rows
 *            that table
 */
public record Figure(String id, String title, String words, Map<String, @Nullable Object> model, List<String> header,
        List<List<String>> rows) implements PagePart {

    /** Copies the table; the model must not be changed. */
    public Figure {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The figure, its caption and, folded, its table. */
    void writeInto(Html html) {
        html.raw("<figure id=\"" + id + "\"><h3>").text(title).raw("</h3><div class=\"chart\" data-chart=\"" + id
                + "\" data-kind=\"" + model.get("kind") + "\" role=\"img\" aria-label=\"").text(title + ". " + words)
                .raw("\"></div>").element("figcaption", words);
        if (!rows.isEmpty()) {
            html.raw("<details><summary>Numbers</summary>").table(title, header, rows).raw("</details>");
        }
        html.raw("</figure>\n");
    }
}
