package ergodic.diagnostics.report;

import java.util.List;

/**
 * A square table of counts whose cells are shaded by their share of the row: the diagonal in the tone of what is right, all others in
 * that of what is wrong.
 *
 * @param caption
 *            what it shows
 * @param corner
 *            head of the column of heads, such as {@code truth \ predicted}
 * @param labels
 *            heads of rows and columns
 * @param counts
 *            {@code [row][column]}
 */
public record MatrixPart(String caption, String corner, List<String> labels, List<List<Integer>> counts)
        implements
            PagePart {

    /** Classes up to which heads of columns stand upright. */
    private static final int UPRIGHT = 12;
    /** Letters of labels up to which they do. */
    private static final int SHORT = 6;

    /** Copies the lists and checks the sizes. */
    public MatrixPart {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
        int size = labels.size();
        if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException("a matrix of " + size + " labels needs as many rows and columns");
        }
    }

    void writeInto(Html html) {
        boolean upright = labels.size() <= UPRIGHT && labels.stream().allMatch(label -> label.length() <= SHORT);
        html.raw("<div class=\"table\" tabindex=\"0\"><table class=\"matrix" + (upright ? "" : " turned")
                + (labels.size() > UPRIGHT ? " small" : "") + "\"><caption>").text(caption)
                .raw("</caption><thead><tr>").element("th scope=\"col\"", corner);
        for (String label : labels) {
            html.raw("<th scope=\"col\" title=\"").text(label).raw("\"><bdi>").text(label).raw("</bdi></th>");
        }
        html.raw("</tr></thead><tbody>");
        for (int row = 0; row < counts.size(); row++) {
            html.raw("<tr><th scope=\"row\" title=\"").text(labels.get(row)).raw("\"><bdi>").text(labels.get(row))
                    .raw("</bdi></th>");
            int sum = counts.get(row).stream().mapToInt(Integer::intValue).sum();
            for (int column = 0; column < counts.size(); column++) {
                cell(html, counts.get(row).get(column), sum, row == column);
            }
            html.raw("</tr>");
        }
        html.raw("</tbody></table></div>");
    }

    private static void cell(Html html, int count, int sum, boolean right) {
        if (count == 0) {
            html.raw(right ? "<td class=\"right\">0</td>" : "<td class=\"none\">·</td>");
            return;
        }
        // Errors are few: the root of their share is to be seen where the share is not.
        double share = (double) count / sum;
        long shade = Math.round(100 * (right ? share : Math.sqrt(share)));
        html.raw("<td class=\"" + (right ? "right" : "wrong") + "\" style=\"--s:" + shade + "%\">")
                .text(PageNumbers.whole(count)).raw("</td>");
    }
}
