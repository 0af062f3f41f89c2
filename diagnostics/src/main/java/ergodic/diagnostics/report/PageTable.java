package ergodic.diagnostics.report;

import java.util.List;

/**
 * A section of the page with one table.
 *
 * @param title
 *            its title
 * @param lead
 *            what it shows, in sentences
 * @param header
 *            heads of the columns
 * @param rows
 *            cells, as many a row as there are heads
 */
public record PageTable(String title, String lead, List<String> header, List<List<String>> rows) {

    /** Copies the lists. */
    public PageTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    void writeInto(Html html) {
        html.raw("<section>").element("h2", title).element("p class=\"lead\"", lead).raw("<div class=\"wide\">")
                .table(title, header, rows).raw("</div></section>\n");
    }
}
