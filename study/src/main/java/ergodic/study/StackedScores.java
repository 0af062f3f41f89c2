package ergodic.study;

import ergodic.diagnostics.StackingWeights;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.DrawKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stacking weights of the chains would score on rows beside equal ones.
 *
 * @param noun
 *            what one chain is called
 * @param weights
 *            by all of the rows
 * @param crossFitted
 *            mean log density of a row by weights from other rows, in the units of the data; NaN for a single row
 */
public record StackedScores(String noun, StackingWeights weights, double crossFitted) {

    /** Of rows that were scored. */
    public static StackedScores of(RowScores scores, DrawKind kind) {
        Prediction prediction = scores.prediction();
        if (prediction.chainLogDensity().length < 2) {
            throw new RunFolderException("--stacking weighs chains, and there is one only; leave it out");
        }
        try {
            return new StackedScores(kind.noun(), StackingWeights.of(prediction.chainLogDensity()),
                    StackingWeights.crossFitted(prediction.chainLogDensity()));
        } catch (IllegalArgumentException e) {
            throw new RunFolderException("--stacking: " + e.getMessage());
        }
    }

    /** Adds them to a document, and says them in lines. */
    public List<String> tell(Map<String, Object> document) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("weights", weights.weights());
        columns.put("nll_equal", -weights.equal());
        if (Double.isFinite(crossFitted)) {
            columns.put("nll_stacked", -crossFitted);
        }
        columns.put("nll_stacked_by_these_rows", -weights.logDensity());
        document.put("stacking", columns);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT,
                "Stacking: nll %.4f with equal weights, %.4f with weights from other rows (%d folds), %.4f with weights by the"
                        + " same rows, which flatters.",
                -weights.equal(), -crossFitted, StackingWeights.FOLDS, -weights.logDensity()));
        TextTable table = new TextTable(List.of(noun, "stacking weight", "equal weight"));
        for (int chain = 0; chain < weights.weights().size(); chain++) {
            table.add(List.of(String.valueOf(chain + 1), TextTable.number(weights.weights().get(chain)),
                    TextTable.number(1.0 / weights.weights().size())));
        }
        lines.addAll(table.lines());
        return lines;
    }
}
