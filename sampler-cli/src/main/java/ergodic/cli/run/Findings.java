package ergodic.cli.run;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.VariableSummary;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the draws of a run say.
 *
 * @param run
 *            the run
 * @param prediction
 *            predictions of the held-out rows (of the training rows if none are held out), standardised
 * @param rows
 *            which rows those are
 * @param assessment
 *            verdict with its evidence
 */
public record Findings(FinishedRun run, Prediction prediction, RowSet rows, Assessment assessment) {

    private static final int SHOWN = 8;

    /** Metrics in standardised units. */
    public Metrics standardised() {
        return Metrics.of(prediction);
    }

    /** Metrics in the units of the data. */
    public Metrics original() {
        return Metrics.of(prediction.inUnitsOf(run.study().dataset().target()));
    }

    /** The end of a run in a few lines: how the functions mixed, how good the predictions are, and the verdict. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(summaryTable(worst(assessment.functions()), assessment.functions().size()));
        lines.add("");
        lines.add((rows == RowSet.HELD_OUT ? "Held-out rows: " : "Training rows (none are held out): ")
                + prediction.rows());
        lines.addAll(metricsTable(standardised(), original()));
        lines.add("");
        lines.addAll(verdictLines(assessment));
        return lines;
    }

    /** Verdict, reasons and advice. */
    public static List<String> verdictLines(Assessment assessment) {
        List<String> lines = new ArrayList<>();
        lines.add("Verdict: " + assessment.verdict().level().words().toUpperCase(Locale.ROOT));
        lines.add("  " + assessment.verdict().headline());
        for (String advice : assessment.verdict().advice()) {
            lines.add("  - " + advice);
        }
        return lines;
    }

    /** Summaries as a table, under a line that says how many there are. */
    public static List<String> summaryTable(List<VariableSummary> summaries, int total) {
        TextTable table = new TextTable(
                List.of("", "mean", "sd", "q5", "q95", "rhat", "ess_bulk", "ess_tail"));
        for (VariableSummary s : summaries) {
            table.add(List.of(s.name(), TextTable.number(s.mean()), TextTable.number(s.sd()), TextTable.number(s.q5()),
                    TextTable.number(s.q95()), TextTable.number(s.rhat()), TextTable.number(s.essBulk()),
                    TextTable.number(s.essTail())));
        }
        List<String> lines = new ArrayList<>();
        lines.add(summaries.size() == total ? Counted.of(total, "quantity")
                : "The " + summaries.size() + " of " + total + " functions that mixed worst");
        lines.addAll(table.lines());
        return lines;
    }

    /** Metrics as a table: two columns of values, or one where the target has no unit or is not standardised. */
    public static List<String> metricsTable(Metrics standardised, Metrics original) {
        if (standardised.values().equals(original.values())) {
            TextTable table = new TextTable(List.of("", "value"));
            original.values().forEach((name, value) -> table.add(List.of(name, TextTable.number(value))));
            return table.lines();
        }
        TextTable table = new TextTable(List.of("", "standardised", "original"));
        standardised.values().forEach((name, value) -> table
                .add(List.of(name, TextTable.number(value), TextTable.number(original.get(name)))));
        return table.lines();
    }

    /** For JSON. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run", run.folder().root().toString());
        document.put("chains", run.draws().chains());
        document.put("draws", run.draws().draws());
        document.put("rows", prediction.rows());
        document.put("held_out", rows == RowSet.HELD_OUT);
        document.put("standardised", standardised().values());
        document.put("original", original().values());
        document.put("verdict", assessment.verdict().columns());
        return document;
    }

    private static List<VariableSummary> worst(List<VariableSummary> summaries) {
        return summaries.stream()
                .sorted(Comparator.comparingDouble((VariableSummary s) -> Double.isNaN(s.rhat()) ? -1 : -s.rhat()))
                .limit(SHOWN).toList();
    }
}
