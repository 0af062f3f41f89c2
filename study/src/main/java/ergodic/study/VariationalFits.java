package ergodic.study;

import ergodic.diagnostics.report.Charts;
import ergodic.diagnostics.report.PagePart;
import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.TablePart;
import ergodic.model.Model;
import ergodic.nn.DrawPositions;
import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.variational.VariationalFamily;
import ergodic.sampler.variational.VariationalStatistics;
import ergodic.sampler.variational.VariationalType;
import ergodic.sampler.words.Counted;
import ergodic.study.config.SamplerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How variational fits came to where they ended, and how far that is from the prior.
 *
 * @param traces
 *            lower bounds, one of each fit
 * @param divergence
 *            from the prior by variable; null where it cannot be told
 * @param why
 *            why it cannot be told; empty where it can
 */
record VariationalFits(List<BoundTrace> traces, @Nullable PriorDivergence divergence, String why) {

    /** Lines of a picture that can be told apart. */
    private static final int MOST_LINES = 7;
    private static final double[] LOOKS = {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1};

    /** Copies the list. */
    VariationalFits {
        traces = List.copyOf(traces);
    }

    /** Of a run; nothing if it has no variational fits. */
    static Optional<VariationalFits> of(FinishedRun run) {
        SamplerConfig sampler = run.study().plan().sampler();
        Draws steps = run.draws().firstPhase();
        if (steps == null || !sampler.method().equals(new VariationalType().name())) {
            return Optional.empty();
        }
        double[][] bound = steps.statistic(VariationalStatistics.ELBO.name());
        double[][] ofPool = steps.statistic(VariationalStatistics.IMPORTANCE_BOUND.name());
        double[][] gradients = steps.statistic(Statistic.GRADIENTS.name());
        double[][] stepSize = steps.statistic(VariationalStatistics.LEARNING_RATE.name());
        List<BoundTrace> traces = new ArrayList<>();
        for (int fit = 0; fit < bound.length; fit++) {
            traces.add(BoundTrace.of(bound[fit], ofPool[fit], gradients[fit], stepSize[fit]));
        }
        if (traces.stream().anyMatch(trace -> trace.points().isEmpty())) {
            return Optional.empty();
        }
        String family = sampler.settings().get(VariationalType.FAMILY);
        Draws weights = run.weights().orElse(null);
        String why = "";
        boolean product = family.equals(VariationalFamily.MEAN_FIELD.key());
        if (weights == null) {
            why = "No weights were kept, by which the divergence from the prior would be told by variable.";
        } else if (weights.draws() < PriorDivergence.FEWEST_DRAWS) {
            why = "Fewer than " + PriorDivergence.FEWEST_DRAWS
                    + " draws a fit do not tell the divergence from the prior by variable.";
        } else if (Arrays.stream(run.draws().statistic(Statistic.DIVERGING.name()))
                .anyMatch(fit -> Arrays.stream(fit).allMatch(diverging -> diverging == 1))) {
            why = "A fit was given up, so its draws do not tell the divergence of q from the prior by variable.";
        } else if (Arrays.stream(run.draws().statistic(VariationalStatistics.CANDIDATE.name()))
                .flatMapToDouble(Arrays::stream).anyMatch(candidate -> candidate >= 0)) {
            why = "Draws were taken by importance weights, so they do not tell the divergence of q from the prior by variable.";
        }
        if (weights == null || !why.isEmpty()) {
            return Optional.of(new VariationalFits(traces, null, why));
        }
        Model model = run.study().network().model();
        PriorDivergence divergence = PriorDivergence.of(model, new DrawPositions(model, weights));
        if (!product) {
            double whole = Arrays.stream(run.draws().statistic(VariationalStatistics.KL_FROM_PRIOR.name()))
                    .mapToDouble(fit -> fit[0]).average().orElse(Double.NaN);
            if (Double.isNaN(whole)) {
                return Optional.of(new VariationalFits(traces, null,
                        "No pool of draws told the divergence from the prior as a whole."));
            }
            PriorDivergence.Above above = family.equals(VariationalFamily.FLOW.key())
                    ? PriorDivergence.Above.DEPENDENCE_AND_SHAPE
                    : PriorDivergence.Above.DEPENDENCE;
            double error = PriorDivergence.errorOfWhole(model, new DrawPositions(model, weights),
                    weights.statistic(VariationalStatistics.LOG_Q.name()),
                    sampler.settings().get(VariationalType.CANDIDATES));
            divergence = divergence.within(new PriorDivergence.Whole(above, whole, error));
        }
        return Optional.of(new VariationalFits(traces, divergence, ""));
    }

    /** As text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int shown = Math.min(traces.size(), MOST_LINES);
        List<String> header = new ArrayList<>(List.of("share of the gradients"));
        for (int fit = 0; fit < shown; fit++) {
            header.add("fit " + (fit + 1));
        }
        TextTable table = new TextTable(header);
        for (double look : LOOKS) {
            List<String> row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%.0f %%", 100 * look)));
            for (int fit = 0; fit < shown; fit++) {
                row.add(String.format(Locale.ROOT, "%.1f", traces.get(fit).at(look).bound()));
            }
            table.add(row);
        }
        lines.add("Lower bound by the steps of a fit" + (shown < traces.size() ? ", of the first " + shown : ""));
        lines.addAll(table.lines());
        lines.add("");
        if (divergence == null) {
            lines.add(why);
        } else {
            TextTable shares = new TextTable(PriorDivergence.header());
            divergence.rows().forEach(shares::add);
            lines.add(divergence.title() + ", by " + divergence.draws() + " draws of each fit, in the mean of "
                    + Counted.of(traces.size(), "fit"));
            lines.addAll(shares.lines());
        }
        lines.add("");
        return lines;
    }

    /** For JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("traces", traces.stream().map(BoundTrace::document).toList());
        if (divergence == null) {
            document.put("no_divergence", why);
        } else {
            document.put("divergence_from_prior", divergence.document());
        }
        return document;
    }

    /** As a section of the page. */
    PageSection section() {
        List<PagePart> parts = new ArrayList<>();
        parts.add(picture());
        if (divergence != null) {
            parts.add(new TablePart(divergence.title() + ", by " + divergence.draws()
                    + " draws of each fit", PriorDivergence.header(), divergence.rows()));
        }
        return new PageSection("Fits of the approximation",
                "The evidence lower bound is what a fit climbs: expected log likelihood less the divergence of q from the prior. "
                        + (divergence == null ? why : divergence.meaning()),
                parts);
    }

    private PagePart picture() {
        int shown = Math.min(traces.size(), MOST_LINES);
        List<Charts.Line> lines = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        int from = traces.stream().limit(shown).mapToInt(BoundTrace::shownFrom).max().orElse(0);
        for (int fit = 0; fit < shown; fit++) {
            List<BoundTrace.Point> points = traces.get(fit).points();
            List<BoundTrace.Point> seen = points.subList(Math.min(from, points.size() - 1), points.size());
            lines.add(new Charts.Line("fit " + (fit + 1),
                    seen.stream().mapToDouble(BoundTrace.Point::gradients).toArray(),
                    seen.stream().mapToDouble(BoundTrace.Point::bound).toArray()));
            double last = points.getLast().bound();
            lowest = Math.min(lowest, last);
            highest = Math.max(highest, last);
            for (int i = 0; i < points.size(); i += Math.max(1, points.size() / 20)) {
                table.add(cells(fit, points.get(i)));
            }
            table.add(cells(fit, points.getLast()));
        }
        BoundTrace.Point first = traces.getFirst().points().get(Math.min(from,
                traces.getFirst().points().size() - 1));
        String words = "Means of the steps' estimates end "
                + (shown == 1 ? String.format(Locale.ROOT, "at %.1f nats", highest)
                        : String.format(Locale.ROOT, "between %.1f and %.1f nats", lowest, highest))
                + (shown < traces.size() ? " in the first " + shown + " of " + traces.size() + " fits" : "") + "."
                + (from == 0 ? "" : String.format(Locale.ROOT, " Shown from gradient %,d on.", first.gradients()));
        return Charts.lines("lower-bound", "Lower bound by gradients", words, new Charts.Axis("gradients", false),
                new Charts.Axis("lower bound, nats", false), lines,
                List.of("Fit", "Gradients", "Lower bound", "Standard error", "Step size"), table);
    }

    private static List<String> cells(int fit, BoundTrace.Point point) {
        return List.of(Integer.toString(fit + 1), String.format(Locale.ROOT, "%,d", point.gradients()),
                TextTable.number(point.bound()), TextTable.number(point.error()), TextTable.number(point.stepSize()));
    }
}
