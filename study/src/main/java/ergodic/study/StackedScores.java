package ergodic.study;

import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.StackingWeights;
import ergodic.diagnostics.report.PageTable;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What stacking weights of the chains would score on rows beside equal ones.
 *
 * @param noun
 *            what one chain is called
 * @param weights
 *            the weights: by all of the rows that are scored, or by the training rows, each left out
 * @param equal
 *            mean log density of a row that is scored under equal weights, in the units of the data
 * @param stacked
 *            the same under stacking weights that were found without the row; NaN for a single row
 * @param unscored
 *            rows to be scored that have no finite log density by any chain, and are in no score
 * @param leftOut
 *            what the weights were found by; null for the rows that are scored
 * @param rows
 *            rows that are scored; if the chains have seen them, as left out
 */
public record StackedScores(String noun, StackingWeights weights, double equal, double stacked,
        int unscored, @Nullable LeftOutRows leftOut, RowSet rows) {

    /**
     * Of rows that were scored.
     *
     * @param prediction
     *            in the units of the data
     * @param rows
     *            whether the chains have seen these rows: then weights are those of the rows left out, and scored by them
     * @param leaveOneOut
     *            whether the weights are found by the training rows, each left out, and not by these rows
     */
    public static StackedScores of(FinishedRun run, Prediction prediction, RowSet rows, boolean leaveOneOut) {
        require(run, rows, leaveOneOut);
        double[][] densities = prediction.chainLogDensity();
        String noun = run.draws().kind().noun();
        try {
            if (leaveOneOut) {
                LeftOutRows left = LeftOutRows.of(run);
                StackingWeights weights = StackingWeights.of(left.logDensity());
                if (rows == RowSet.TRAINING) {
                    return new StackedScores(noun, weights, weights.equal(),
                            StackingWeights.crossFitted(left.logDensity()), 0, left, rows);
                }
                StackingWeights alike = StackingWeights.equal(densities);
                return new StackedScores(noun, weights, alike.logDensity(), weights.score(densities),
                        alike.leftOut(), left, rows);
            }
            StackingWeights weights = StackingWeights.of(densities);
            return new StackedScores(noun, weights, weights.equal(), StackingWeights.crossFitted(densities), 0,
                    null, rows);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException("--stacking: " + e.getMessage());
        }
    }

    /**
     * Looks whether the chains of a run can be weighed, before rows are predicted.
     *
     * @throws RunFolderException
     *             if they cannot
     */
    public static void require(FinishedRun run, RowSet rows, boolean leaveOneOut) {
        if (run.draws().chains() < 2) {
            throw new RunFolderException("--stacking weighs chains, and there is one only; leave it out");
        }
        if (leaveOneOut) {
            LeftOutRows.require(run);
        } else if (rows == RowSet.TRAINING) {
            throw new RunFolderException(
                    "--stacking weighs chains by rows that they have not seen, and none are held out; take --loo");
        }
    }

    /** How the weights were found and what they score, in one sentence. */
    private String sentence() {
        LeftOutRows left = leftOut;
        if (left == null || rows == RowSet.TRAINING) {
            String by = left == null ? ""
                    : " by the log density of " + Counted.of(left.rows(), "training row") + ", each left out ("
                            + left.reliability() + ")";
            return String.format(Locale.ROOT,
                    "Stacking%s: nll %.4f with equal weights, %s%.4f with weights by the same rows, which flatters.%s",
                    by,
                    -equal, Double.isNaN(stacked) ? ""
                            : String.format(Locale.ROOT, "%.4f with weights from other rows (%d folds), ", -stacked,
                                    StackingWeights.FOLDS),
                    -weights.logDensity(), without());
        }
        return String.format(Locale.ROOT,
                "Stacking by the log density of %s, each left out (%s): nll %.4f with equal weights, %.4f with these, which have not seen the"
                        + " rows scored; of the rows left out themselves %.4f and %.4f, which flatters.%s",
                Counted.of(left.rows(), "training row"), left.reliability(), -equal, -stacked, -weights.equal(),
                -weights.logDensity(), without());
    }

    /** What is said of rows that weigh nothing. */
    private String without() {
        return without(weights.leftOut(), "row", "weights") + without(unscored, "scored row", "scores");
    }

    private String without(int count, String which, String of) {
        return count == 0 ? ""
                : " " + Counted.of(count, which) + " that every " + noun
                        + " holds impossible, or whose log density is not known, " + Counted.is(count)
                        + " left out of these " + of + ".";
    }

    /** Adds them to a document, and says them in lines. */
    public List<String> tell(Map<String, Object> document) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("weights", weights.weights());
        columns.put("nll_equal", -equal);
        if (weights.leftOut() > 0) {
            columns.put("rows_left_out", weights.leftOut());
        }
        if (unscored > 0) {
            columns.put("scored_rows_left_out", unscored);
        }
        if (Double.isFinite(stacked)) {
            columns.put("nll_stacked", -stacked);
        }
        LeftOutRows left = leftOut;
        if (left == null) {
            columns.put("nll_stacked_by_these_rows", -weights.logDensity());
        } else {
            columns.put("nll_left_out_equal", -weights.equal());
            columns.put("nll_left_out_stacked", -weights.logDensity());
            columns.putAll(left.columns());
        }
        document.put("stacking", columns);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(sentence());
        TextTable table = new TextTable(List.of(noun, "stacking weight", "equal weight"));
        cells(TextTable::number).forEach(table::add);
        lines.addAll(table.lines());
        return lines;
    }

    private List<List<String>> cells(DoubleFunction<String> shown) {
        List<List<String>> cells = new ArrayList<>();
        for (int chain = 0; chain < weights.weights().size(); chain++) {
            cells.add(List.of(String.valueOf(chain + 1), shown.apply(weights.weights().get(chain)),
                    shown.apply(1.0 / weights.weights().size())));
        }
        return cells;
    }

    /** As a table of the report. */
    PageTable table() {
        String name = noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
        return new PageTable("Weights of " + noun + "s",
                sentence() + " All predictions of this page have equal weights.",
                List.of(name, "Stacking weight", "Equal weight"), cells(TextTable::number));
    }
}
