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

/**
 * How well each of several targets is predicted by itself.
 *
 * @param name
 *            the target
 * @param prediction
 *            of each row, in the unit of the target
 * @param standardised
 *            metrics in standardised units
 * @param original
 *            metrics in the unit of the target
 */
public record TargetScores(String name, Prediction prediction, Metrics standardised, Metrics original) {

    private static final List<String> SHOWN = List.of("rmse", "nll", "crps", "coverage90", "calibration_error");

    /** The scores of each target of rows with targets; none where there is one target, or where the run cannot tell of each. */
    static List<TargetScores> of(FinishedRun run, Rows rows) {
        List<TargetEncoding> targets = run.study().dataset().target().all();
        List<Prediction> predictions = run.predictEach(rows, run.levels());
        List<TargetScores> scores = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            Prediction original = predictions.get(i).inUnitsOf(targets.get(i));
            scores.add(new TargetScores(targets.get(i).name(), original, Metrics.of(predictions.get(i)),
                    Metrics.of(original)));
        }
        return scores;
    }

    /** What is to be known of several targets of which nothing is known by itself; nothing where there is one target, or where there are scores. */
    public static Optional<String> remark(FinishedRun run, List<TargetScores> scores) {
        List<TargetEncoding> targets = run.study().dataset().target().all();
        return targets.size() == 1 || !scores.isEmpty() ? Optional.empty()
                : Optional.of("The nll is of all targets together ("
                        + targets.stream().map(TargetEncoding::name).collect(Collectors.joining(", "))
                        + "), all else of " + targets.getFirst().name()
                        + "; of each target by itself nothing is known, since this run kept no draws"
                        + " of these rows (store.keep = \"" + run.study().plan().store().keep() + "\").");
    }

    private static List<String> header() {
        List<String> header = new ArrayList<>(List.of("target by itself"));
        header.addAll(SHOWN);
        return header;
    }

    private List<String> row() {
        List<String> row = new ArrayList<>(List.of(name));
        SHOWN.forEach(key -> row.add(TextTable.number(original.get(key))));
        return row;
    }

    /** Lines for a terminal; none of no scores. */
    public static List<String> lines(List<TargetScores> scores) {
        if (scores.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable(header());
        scores.forEach(one -> table.add(one.row()));
        List<String> lines = new ArrayList<>(
                List.of("", "Each target, in its own unit; nll above is of all targets together, all else above of "
                        + scores.getFirst().name));
        lines.addAll(table.lines());
        return lines;
    }

    /** A document, by the names of the targets. */
    public static Map<String, Object> document(List<TargetScores> scores) {
        Map<String, Object> document = new LinkedHashMap<>();
        scores.forEach(one -> document.put(one.name,
                Map.of("standardised", one.standardised.values(), "original", one.original.values())));
        return document;
    }

    /** A table of the report. */
    static PageTable table(List<TargetScores> scores) {
        return new PageTable("Each target",
                "Each target by itself, in its own unit; the log density of the metrics above is of all targets together, and all else there, as the"
                        + " predictions and their calibration, of " + scores.getFirst().name + ".",
                header(), scores.stream().map(TargetScores::row).toList());
    }
}
