package ergodic.study;

import ergodic.diagnostics.report.PageTable;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How well several targets are predicted, each by itself, all by the same draws.
 *
 * @param scores
 *            of each target; none where there is one target, or where the run cannot tell of each
 * @param sentence
 *            what is to be known of several targets: that of each nothing is known, or that each is predicted by other draws than all together; null for nothing
 */
public record EachTarget(List<TargetScores> scores, @Nullable String sentence) {

    private static final double[] NO_LEVELS = {};

    /** Copies the list. */
    public EachTarget {
        scores = List.copyOf(scores);
    }

    /**
     * Of rows with targets.
     *
     * @param run
     *            the run, as all targets together are predicted by it
     */
    static EachTarget of(FinishedRun run, Rows rows) {
        List<TargetEncoding> targets = run.study().dataset().target().all();
        if (targets.size() == 1) {
            return new EachTarget(List.of(), null);
        }
        // What answers these rows all together, with which each is compared.
        FinishedRun alike = run.alike(rows);
        FinishedRun exact = alike.drawByDraw(rows).orElse(null);
        if (exact == null) {
            return new EachTarget(List.of(), "The nll is of all targets together ("
                    + targets.stream().map(TargetEncoding::name).collect(Collectors.joining(", ")) + "), all else of "
                    + targets.getFirst().name()
                    + "; of each target by itself nothing is known, since this run kept no draws of these rows (store.keep = \""
                    + run.study().plan().store().keep() + "\").");
        }
        List<Prediction> predictions = exact.predictEach(rows, run.levels());
        List<TargetScores> scores = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            Prediction original = predictions.get(i).inUnitsOf(targets.get(i));
            scores.add(new TargetScores(targets.get(i).name(), original, Metrics.of(predictions.get(i)),
                    Metrics.of(original)));
        }
        return new EachTarget(scores, exact.thinnedBeside(alike).map(fewer -> {
            Prediction together = exact.predict(rows, NO_LEVELS).inUnitsOf(run.study().dataset().target());
            return "Of each target by itself " + fewer + "; by these draws the nll of all together is "
                    + TextTable.number(Metrics.of(together).get("nll")) + " in the units of the data.";
        }).orElse(null));
    }

    /** What is to be known of several targets, as a sentence. */
    public Optional<String> remark() {
        return Optional.ofNullable(sentence);
    }

    /** Lines for a terminal; none of one target. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!scores.isEmpty()) {
            TextTable table = new TextTable(TargetScores.header());
            scores.forEach(one -> table.add(one.row()));
            lines.add("");
            lines.add("Each target, in its own unit; nll above is of all targets together, all else above of "
                    + scores.getFirst().name());
            lines.addAll(table.lines());
        }
        remark().ifPresent(lines::add);
        return lines;
    }

    /** Adds them to a document, by the names of the targets. */
    public void tell(Map<String, Object> document) {
        if (!scores.isEmpty()) {
            Map<String, Object> each = new LinkedHashMap<>();
            scores.forEach(one -> each.put(one.name(),
                    Map.of("standardised", one.standardised().values(), "original", one.original().values())));
            document.put("targets", each);
        }
        remark().ifPresent(said -> document.put("targets_remark", said));
    }

    /** A table of the report; nothing where there are no scores. */
    Optional<PageTable> table() {
        return scores.isEmpty() ? Optional.empty()
                : Optional.of(new PageTable("Each target",
                        "Each target by itself, in its own unit; the log density of the metrics above is of all targets together, and all else there, as the"
                                + " predictions and their calibration, of " + scores.getFirst().name() + "."
                                + remark().map(said -> " " + said).orElse(""),
                        TargetScores.header(), scores.stream().map(TargetScores::row).toList()));
    }
}
