package ergodic.diagnostics.report;

import ergodic.diagnostics.FunctionMode;
import ergodic.diagnostics.FunctionModes;
import ergodic.diagnostics.Words;
import ergodic.sampler.DrawKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The modes in function space: a table of them, and where each chain went. */
final class ModesSection {

    private ModesSection() {}

    /** Writes the section; nothing where there are no modes to tell of, or one. */
    static void write(Html html, @Nullable FunctionModes modes) {
        if (modes == null || modes.modes().size() < 2) {
            return;
        }
        html.raw("<section>").element("h2", "Modes in function space")
                .element("p class=\"lead\"", modes.sentence()).raw("<div class=\"wide\">")
                .table("Modes", List.of("Mode", "Weight", "Monte Carlo error", Words.sentence(modes.columnOfChains())),
                        rows(modes));
        if (modes.kind() == DrawKind.CHAIN && !modes.notExchanged()) {
            html.table("Ways of the chains", List.of("Chain", "Crossings", "Draws outside the mode it began in"),
                    ways(modes));
        }
        html.raw("</div></section>\n");
    }

    private static List<List<String>> rows(FunctionModes modes) {
        List<List<String>> rows = new ArrayList<>();
        for (FunctionMode mode : modes.modes()) {
            rows.add(List.of(Integer.toString(mode.number() + 1), PageNumbers.show(mode.weight()),
                    modes.notExchanged() ? "unknown: not exchanged" : PageNumbers.show(mode.error()), mode.names()));
        }
        return rows;
    }

    private static List<List<String>> ways(FunctionModes modes) {
        List<List<String>> rows = new ArrayList<>();
        for (int chain = 0; chain < modes.crossings().size(); chain++) {
            rows.add(List.of(Integer.toString(chain + 1), PageNumbers.whole(modes.crossings().get(chain)),
                    String.format(Locale.ROOT, "%.1f %%", 100 * modes.outside().get(chain))));
        }
        return rows;
    }
}
