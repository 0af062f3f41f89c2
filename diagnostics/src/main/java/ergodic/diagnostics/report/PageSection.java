package ergodic.diagnostics.report;

import java.util.List;

/**
 * A section of the page that others than the report's own code have made.
 *
 * @param title
 *            its title
 * @param lead
 *            what it shows, in sentences
 * @param parts
 *            its parts, in their order; figures that follow each other stand side by side
 */
public record PageSection(String title, String lead, List<PagePart> parts) {

    /** Copies the list. */
    public PageSection {
        parts = List.copyOf(parts);
    }
}
