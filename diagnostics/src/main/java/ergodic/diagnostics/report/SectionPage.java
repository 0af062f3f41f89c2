package ergodic.diagnostics.report;

import java.util.List;

/**
 * A page of sections alone, such as a comparison of runs.
 *
 * @param title
 *            its title
 * @param subtitle
 *            one line below it
 * @param warnings
 *            what must be known before anything else, a sentence each
 * @param sections
 *            in their order
 */
public record SectionPage(String title, String subtitle, List<String> warnings, List<PageSection> sections) {

    /** Copies the lists. */
    public SectionPage {
        warnings = List.copyOf(warnings);
        sections = List.copyOf(sections);
    }
}
