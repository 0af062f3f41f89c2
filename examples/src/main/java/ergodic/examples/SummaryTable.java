package ergodic.examples;

import ergodic.diagnostics.VariableSummary;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints summaries of draws, a line for each quantity. */
final class SummaryTable {

    private SummaryTable() {}

    static void print(List<VariableSummary> lines, PrintStream out) {
        out.printf(Locale.ROOT, "%-12s %9s %9s %9s %9s %7s %9s%n", "", "mean", "sd", "q5", "q95", "rhat", "ess_bulk");
        for (VariableSummary line : lines) {
            out.printf(Locale.ROOT, "%-12s %9.3f %9.3f %9.3f %9.3f %7.3f %9.0f%n", line.name(), line.mean(), line.sd(),
                    line.q5(), line.q95(), line.rhat(), line.essBulk());
        }
    }
}
