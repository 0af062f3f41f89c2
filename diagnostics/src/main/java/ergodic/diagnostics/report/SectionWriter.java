package ergodic.diagnostics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes sections, and gathers the data of their charts. Figures that follow each other stand side by side, and so do tables. */
record SectionWriter(Html html, Map<String, Map<String, @Nullable Object>> models) {

    /** What must be known first; nothing where there is nothing. */
    void warnings(List<String> warnings) {
        if (!warnings.isEmpty()) {
            html.raw("<section class=\"warnings\">").element("h3", "Warnings").raw("<ul>");
            warnings.forEach(warning -> html.element("li", warning));
            html.raw("</ul></section>\n");
        }
    }

    void write(PageSection section) {
        html.raw("<section>").element("h2", section.title()).element("p class=\"lead\"", section.lead());
        List<Figure> figures = new ArrayList<>();
        boolean tables = false;
        for (PagePart part : section.parts()) {
            boolean table = part instanceof TablePart || part instanceof MatrixPart;
            if (tables && !table) {
                html.raw("</div>");
            }
            if (!(part instanceof Figure)) {
                figures(figures);
            }
            if (table && !tables) {
                html.raw("<div class=\"beside\">");
            }
            tables = table;
            switch (part) {
                case Figure figure -> figures.add(figure);
                case TablePart plain -> html.raw("<div class=\"wide\">")
                        .table(plain.caption(), plain.header(), plain.rows()).raw("</div>");
                case MatrixPart matrix -> {
                    html.raw("<div class=\"wide fit\">");
                    matrix.writeInto(html);
                    html.raw("</div>");
                }
                case Gallery gallery -> gallery.writeInto(html);
            }
        }
        if (tables) {
            html.raw("</div>");
        }
        figures(figures);
        html.raw("</section>\n");
    }

    /** Figures side by side; the list is empty afterwards. */
    void figures(List<Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        html.raw(figures.size() == 3 ? "<div class=\"figures three\">" : "<div class=\"figures\">");
        for (Figure figure : figures) {
            figure.writeInto(html);
            if (models.put(figure.id(), figure.model()) != null) {
                throw new IllegalArgumentException("two figures of the page are named " + figure.id());
            }
        }
        html.raw("</div>");
        figures.clear();
    }
}
