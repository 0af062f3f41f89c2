package ergodic.diagnostics.report;

import java.util.List;

/** HTML in pieces, with everything that comes from outside escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Markup as it is. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Text, escaped. */
    Html text(String words) {
        text.append(escape(words));
        return this;
    }

    /** An element that holds text. */
    Html element(String tag, String words) {
        int space = tag.indexOf(' ');
        return raw("<" + tag + ">").text(words).raw("</" + (space < 0 ? tag : tag.substring(0, space)) + ">");
    }

    /**
     * A table in a container that scrolls sideways on a narrow screen.
     *
     * @param caption
     *            for those who hear it; not shown
     * @param header
     *            column heads
     * @param rows
     *            cells as text; the first of a row is its head, the others are aligned as numbers
     */
    Html table(String caption, List<String> header, List<List<String>> rows) {
        return table(caption, header, rows, List.of());
    }

    /**
     * A table whose rows are explained.
     *
     * @param notes
     *            a note for the head of each row: beside it on a wide screen, below it on a narrow one; none if empty
     */
    Html table(String caption, List<String> header, List<List<String>> rows, List<String> notes) {
        raw("<div class=\"table\" tabindex=\"0\"><table><caption>").text(caption).raw("</caption><thead><tr>");
        for (String head : header) {
            element("th scope=\"col\"", head);
        }
        raw("</tr></thead><tbody>");
        for (int line = 0; line < rows.size(); line++) {
            List<String> row = rows.get(line);
            raw("<tr>");
            if (notes.isEmpty()) {
                element("th scope=\"row\"", row.getFirst());
            } else {
                raw("<th scope=\"row\">").element("span class=\"what\"", row.getFirst())
                        .element("span class=\"note\"", notes.get(line)).raw("</th>");
            }
            for (String cell : row.subList(1, row.size())) {
                element("td", cell);
            }
            raw("</tr>");
        }
        return raw("</tbody></table></div>");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    static String escape(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
