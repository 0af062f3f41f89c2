package ergodic.diagnostics.report;

import java.util.List;

/**
 * A table.
 *
 * @param caption
 *            what it shows
 * @param header
 *            heads of the columns
 * @param rows
 *            cells, as many a row as there are heads; the first is the row's head
 */
public record TablePart(String caption, List<String> header, List<List<String>> rows) implements PagePart {

    /** Copies the lists. */
    public TablePart {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
