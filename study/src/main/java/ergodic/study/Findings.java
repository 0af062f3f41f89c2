package ergodic.study;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.ChainBehaviour;
import ergodic.diagnostics.Finding;
import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.SamplerHealth;
import ergodic.diagnostics.VariableSummary;
import ergodic.diagnostics.Verdict;
import ergodic.diagnostics.WidthCheck;
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

    /** Verdict, everything that speaks against the draws or should be known, the chains' health, and advice. */
    public static List<String> verdictLines(Assessment assessment) {
        Verdict verdict = assessment.verdict();
        List<String> lines = new ArrayList<>(healthTable(assessment));
        lines.add("Verdict: " + verdict.words().toUpperCase(Locale.ROOT));
        lines.add("  " + verdict.headline());
        for (Finding finding : verdict.cautions()) {
            // The first reason is in the headline.
            if (!verdict.headline().toLowerCase(Locale.ROOT).contains(finding.sentence().toLowerCase(Locale.ROOT))) {
                lines.add((finding.severity() == Finding.Severity.BAD ? "  ! " : "  ? ") + finding.sentence());
            }
        }
        for (String advice : verdict.advice()) {
            lines.add("  - " + advice);
        }
        return lines;
    }

    /** What the sampler says of each chain, where it says anything that is not as it should be. */
    private static List<String> healthTable(Assessment assessment) {
        SamplerHealth health = assessment.health();
        boolean low = health.smallestBfmi() < SamplerHealth.LOW_BFMI;
        if (health.totalDivergences() == 0 && health.totalSaturations() == 0 && !low) {
            return List.of();
        }
        TextTable table = new TextTable(List.of("chain", "divergences", "trajectories cut", "E-BFMI"));
        for (int chain = 0; chain < health.chains(); chain++) {
            table.add(List.of(String.valueOf(chain + 1), count(health.divergences(), chain),
                    count(health.saturations(), chain),
                    health.bfmi().isEmpty() ? "-" : TextTable.number(health.bfmi().get(chain))));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Each chain, of " + health.transitions() / health.chains() + " transitions");
        lines.addAll(table.lines());
        lines.add("");
        return lines;
    }

    private static String count(List<Integer> counts, int chain) {
        return counts.isEmpty() ? "-" : counts.get(chain).toString();
    }

    /** The same of every chain, for JSON. */
    public static List<Map<String, Object>> healthColumns(Assessment assessment) {
        SamplerHealth health = assessment.health();
        List<Map<String, Object>> chains = new ArrayList<>();
        for (int chain = 0; chain < health.chains(); chain++) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("chain", chain + 1);
            if (!health.divergences().isEmpty()) {
                columns.put("divergences", health.divergences().get(chain));
            }
            if (!health.saturations().isEmpty()) {
                columns.put("trajectories_cut", health.saturations().get(chain));
            }
            if (!health.bfmi().isEmpty() && Double.isFinite(health.bfmi().get(chain))) {
                columns.put("bfmi", health.bfmi().get(chain));
            }
            ChainBehaviour behaviour = assessment.chains().get(chain);
            columns.put("longest_standstill", behaviour.still());
            if (Double.isFinite(behaviour.logDensityMean())) {
                columns.put("log_density", behaviour.logDensityMean());
            }
            chains.add(columns);
        }
        return chains;
    }

    /** Summaries as a table, under a line that says how many there are. */
    public static List<String> summaryTable(List<VariableSummary> summaries, int total) {
        TextTable table = new TextTable(
                List.of("", "mean", "sd", "q5", "q95", "mcse_mean", "rhat", "ess_bulk", "ess_tail"));
        for (VariableSummary s : summaries) {
            table.add(List.of(s.name(), TextTable.number(s.mean()), TextTable.number(s.sd()), TextTable.number(s.q5()),
                    TextTable.number(s.q95()), TextTable.number(s.mcseMean()), TextTable.number(s.rhat()),
                    TextTable.number(s.essBulk()),
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
        document.put("sampler", healthColumns(assessment));
        WidthCheck widths = assessment.widths();
        if (widths != null) {
            document.put("width_check_gradients", widths.gradients());
            document.put("widths", widths.blocks().stream().map(Findings::columns).toList());
        }
        return document;
    }

    private static Map<String, Object> columns(WidthCheck.Block block) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", block.name());
        columns.put("size", block.size());
        if (Double.isFinite(block.ratio()) && Double.isFinite(block.error())) {
            columns.put("variance_ratio", block.ratio());
            columns.put("error", block.error());
        }
        return columns;
    }

    private static List<VariableSummary> worst(List<VariableSummary> summaries) {
        return summaries.stream()
                .sorted(Comparator.comparingDouble((VariableSummary s) -> Double.isNaN(s.rhat()) ? -1 : -s.rhat()))
                .limit(SHOWN).toList();
    }
}
