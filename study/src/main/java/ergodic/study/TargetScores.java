package ergodic.study;

import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import java.util.ArrayList;
import java.util.List;

/**
 * How well one of several targets is predicted by itself.
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

    static List<String> header() {
        List<String> header = new ArrayList<>(List.of("target by itself"));
        header.addAll(SHOWN);
        return header;
    }

    List<String> row() {
        List<String> row = new ArrayList<>(List.of(name));
        SHOWN.forEach(key -> row.add(TextTable.number(original.get(key))));
        return row;
    }
}
