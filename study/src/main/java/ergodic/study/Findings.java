package ergodic.study;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.ChainBehaviour;
import ergodic.diagnostics.Finding;
import ergodic.diagnostics.FunctionMode;
import ergodic.diagnostics.FunctionModes;
import ergodic.diagnostics.Member;
import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.SamplerHealth;
import ergodic.diagnostics.SuspectChain;
import ergodic.diagnostics.VariableSummary;
import ergodic.diagnostics.Verdict;
import ergodic.diagnostics.WidthCheck;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.DrawKind;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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
 * @param onDemand
 *            what takes further passes through the draws
 */
public record Findings(FinishedRun run, Prediction prediction, RowSet rows, Assessment assessment,
        OnDemand onDemand) {

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
        if (!run.leftOut().isEmpty()) {
            lines.add(LeftOut.sentence(run.leftOut(), run.draws().chains()));
        }
        run.stopping().ifPresent(stopping -> {
            lines.addAll(stopping.lines());
            lines.add("");
        });
        List<VariableSummary> functions = assessment.functions();
        lines.addAll(summaryTable(assessment.kind(), worst(assessment.kind(), functions), functions.size()));
        lines.add("");
        lines.add((rows == RowSet.HELD_OUT ? "Held-out rows: " : "Training rows (none are held out): ")
                + prediction.rows());
        lines.addAll(metricsTable(standardised(), original()));
        lines.addAll(targets().lines());
        lines.add("");
        variational().ifPresent(fits -> lines.addAll(fits.lines()));
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

    /** What each chain met, where that is not as it should be; and every member. */
    private static List<String> healthTable(Assessment assessment) {
        SamplerHealth health = assessment.health();
        List<String> lines = new ArrayList<>();
        if (!assessment.members().isEmpty()) {
            TextTable table = new TextTable(List.of("member", "log density", "gradient norm", "mode", "fit"));
            for (Member member : assessment.members()) {
                table.add(List.of(String.valueOf(member.number() + 1), TextTable.number(member.logDensity()),
                        TextTable.number(member.gradientNorm()), String.valueOf(member.mode() + 1), member.state()));
            }
            lines.add("Each member");
            lines.addAll(table.lines());
            lines.add("");
            return lines;
        }
        FunctionModes modes = assessment.modes();
        if (modes != null && modes.modes().size() > 1) {
            lines.addAll(modesTable(modes));
            lines.add("");
        }
        boolean low = health.smallestBfmi() < SamplerHealth.LOW_BFMI;
        if (health.totalDivergences() == 0 && health.totalSaturations() == 0 && !low) {
            return lines;
        }
        if (assessment.kind() == DrawKind.INDEPENDENT) {
            lines.addAll(fitsTable(health));
            return lines;
        }
        TextTable table = new TextTable(
                List.of(assessment.kind().noun(), "divergences", "trajectories cut", "E-BFMI"));
        for (int chain = 0; chain < health.chains(); chain++) {
            table.add(List.of(String.valueOf(chain + 1), count(health.divergences(), chain),
                    count(health.saturations(), chain),
                    health.bfmi().isEmpty() ? "-" : TextTable.number(health.bfmi().get(chain))));
        }
        lines.add(
                "Each " + assessment.kind().noun() + ", of " + health.transitions() / health.chains() + " transitions");
        lines.addAll(table.lines());
        lines.add("");
        return lines;
    }

    /** Each fit of an approximation: of fits a draw that is cut is one of a fit that ended for want of steps. */
    private static List<String> fitsTable(SamplerHealth health) {
        TextTable table = new TextTable(List.of("fit", "divergent draws", "ended for want of steps"));
        for (int fit = 0; fit < health.chains(); fit++) {
            boolean cut = !health.saturations().isEmpty() && health.saturations().get(fit) > 0;
            table.add(List.of(String.valueOf(fit + 1), count(health.divergences(), fit), cut ? "yes" : "no"));
        }
        List<String> lines = new ArrayList<>(
                List.of("Each fit, of " + Counted.of(health.transitions() / health.chains(), "draw")));
        lines.addAll(table.lines());
        lines.add("");
        return lines;
    }

    /** Each mode in function space. */
    private static List<String> modesTable(FunctionModes modes) {
        TextTable table = new TextTable(List.of("mode", "weight", "error", modes.columnOfChains()));
        for (FunctionMode mode : modes.modes()) {
            table.add(List.of(String.valueOf(mode.number() + 1), TextTable.number(mode.weight()),
                    modes.notExchanged() ? "-" : TextTable.number(mode.error()), mode.names()));
        }
        List<String> lines = new ArrayList<>(List.of("Modes in function space"));
        lines.addAll(table.lines());
        return lines;
    }

    private static String count(List<Integer> counts, int chain) {
        return counts.isEmpty() ? "-" : counts.get(chain).toString();
    }

    /** The same of every chain or member, for JSON. */
    public static List<Map<String, @Nullable Object>> healthColumns(Assessment assessment) {
        if (!assessment.members().isEmpty()) {
            return assessment.members().stream().map(Member::columns).toList();
        }
        SamplerHealth health = assessment.health();
        List<Map<String, @Nullable Object>> chains = new ArrayList<>();
        for (int chain = 0; chain < health.chains(); chain++) {
            Map<String, @Nullable Object> columns = new LinkedHashMap<>();
            columns.put(assessment.kind().noun(), chain + 1);
            if (!health.divergences().isEmpty()) {
                columns.put("divergences", health.divergences().get(chain));
            }
            if (!health.saturations().isEmpty()) {
                columns.put("trajectories_cut", health.saturations().get(chain));
            }
            if (!health.bfmi().isEmpty() && Double.isFinite(health.bfmi().get(chain))) {
                columns.put("bfmi", health.bfmi().get(chain));
            }
            if (assessment.kind() == DrawKind.CHAIN) {
                ChainBehaviour behaviour = assessment.chains().get(chain);
                columns.put("longest_standstill", behaviour.still());
                if (Double.isFinite(behaviour.logDensityMean())) {
                    columns.put("log_density", behaviour.logDensityMean());
                }
            }
            chains.add(columns);
        }
        return chains;
    }

    /** Summaries as a table, with the columns that mean something for the kind of the draws, under a line with their number. */
    public static List<String> summaryTable(DrawKind kind, List<VariableSummary> summaries, int total) {
        Map<String, ToDoubleFunction<VariableSummary>> columns = columns(kind);
        List<String> head = new ArrayList<>(columns.keySet());
        head.addFirst("");
        TextTable table = new TextTable(head);
        for (VariableSummary summary : summaries) {
            List<String> line = new ArrayList<>();
            line.add(summary.name());
            columns.values().forEach(column -> line.add(TextTable.number(column.applyAsDouble(summary))));
            table.add(line);
        }
        List<String> lines = new ArrayList<>();
        lines.add(summaries.size() == total ? Counted.of(total, "quantity")
                : "The " + summaries.size() + " of " + total + " functions that " + switch (kind) {
                    case CHAIN -> "mixed worst";
                    case INDEPENDENT -> "vary most";
                    case POPULATION -> "differ most between populations";
                    case MEMBERS -> "differ most between members";
                });
        lines.addAll(table.lines());
        return lines;
    }

    private static Map<String, ToDoubleFunction<VariableSummary>> columns(DrawKind kind) {
        Map<String, ToDoubleFunction<VariableSummary>> columns = new LinkedHashMap<>();
        columns.put("mean", VariableSummary::mean);
        columns.put("sd", VariableSummary::sd);
        if (kind == DrawKind.MEMBERS) {
            columns.put("median", VariableSummary::median);
            return columns;
        }
        columns.put("q5", VariableSummary::q5);
        columns.put("q95", VariableSummary::q95);
        columns.put("mcse_mean", VariableSummary::mcseMean);
        if (kind == DrawKind.POPULATION) {
            columns.put("rhat", VariableSummary::rhat);
            columns.put("ess_mean", VariableSummary::essMean);
        }
        if (kind == DrawKind.CHAIN) {
            columns.put("rhat", VariableSummary::rhat);
            columns.put("ess_bulk", VariableSummary::essBulk);
            columns.put("ess_tail", VariableSummary::essTail);
        }
        return columns;
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

    /** Of several targets each by itself; none of one. Found when first asked for: each is a pass through all draws. */
    EachTarget targets() {
        return onDemand.scores();
    }

    /** How variational fits came to where they ended; nothing of another method. Found when first asked for: two passes through all draws. */
    Optional<VariationalFits> variational() {
        return onDemand.variational();
    }

    /** What takes passes through all draws, each found once, when it is asked for. */
    static final class OnDemand {

        private final FinishedRun run;
        private final Rows rows;
        private @Nullable EachTarget found;
        private @Nullable VariationalFits fits;
        private boolean fitsSought;

        OnDemand(FinishedRun run, Rows rows) {
            this.run = run;
            this.rows = rows;
        }

        private synchronized EachTarget scores() {
            EachTarget scores = found;
            if (scores == null) {
                scores = EachTarget.of(run, rows);
                found = scores;
            }
            return scores;
        }

        private synchronized Optional<VariationalFits> variational() {
            if (!fitsSought) {
                fits = VariationalFits.of(run).orElse(null);
                fitsSought = true;
            }
            return Optional.ofNullable(fits);
        }
    }

    /** For JSON. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run", run.folder().root().toString());
        document.put("draw_kind", assessment.kind().key());
        document.put("chains", run.draws().chains());
        document.put("draws", run.draws().draws());
        document.put("rows", prediction.rows());
        document.put("held_out", rows == RowSet.HELD_OUT);
        document.put("data", run.study().dataset().facts().document());
        document.put("standardised", standardised().values());
        document.put("original", original().values());
        targets().tell(document);
        document.put("verdict", assessment.verdict().columns());
        document.put("sampler", healthColumns(assessment));
        document.put("suspects", assessment.suspects().stream().map(SuspectChain::columns).toList());
        document.put("left_out", run.leftOut());
        run.stopping().ifPresent(stopping -> document.put("stopping", stopping.document()));
        variational().ifPresent(fits -> document.put("variational", fits.document()));
        FunctionModes modes = assessment.modes();
        if (modes != null) {
            document.put("modes", modes.columns());
        }
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

    private static List<VariableSummary> worst(DrawKind kind, List<VariableSummary> summaries) {
        ToDoubleFunction<VariableSummary> bad = kind == DrawKind.CHAIN || kind == DrawKind.POPULATION
                ? VariableSummary::rhat
                : VariableSummary::sd;
        return summaries.stream().sorted(Comparator.comparingDouble(
                (VariableSummary line) -> Double.isNaN(bad.applyAsDouble(line)) ? -1 : -bad.applyAsDouble(line)))
                .limit(SHOWN).toList();
    }
}
