package ergodic.study;

import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.ConfusionMatrix;
import ergodic.nn.predict.classes.RejectionCurve;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What predictions of classes are worth beyond their metrics: what rejecting the uncertain ones gains, and which classes are
 * confused.
 *
 * @param classes
 *            labels of the classes
 * @param curves
 *            errors against the share that is rejected, by each measure in the order of {@link UncertaintyMeasure}
 * @param confusion
 *            counts of classes and predicted classes
 */
public record ClassScores(List<String> classes, List<RejectionCurve> curves, ConfusionMatrix confusion) {

    /** Shares that the tables of the terminal and of the report show. */
    static final double[] SHOWN = {0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
    /** Classes whose whole matrix is told. */
    private static final int MOST_CLASSES = 100;
    /** Pairs of classes that are told. */
    private static final int MOST_PAIRS = 20;

    /** Copies the lists. */
    public ClassScores {
        classes = List.copyOf(classes);
        curves = List.copyOf(curves);
    }

    /**
     * Of predictions whose targets are known.
     *
     * @param classes
     *            labels of the classes
     */
    public static ClassScores of(Prediction prediction, List<String> classes) {
        return new ClassScores(classes, Arrays.stream(UncertaintyMeasure.values())
                .map(measure -> RejectionCurve.of(measure, prediction)).toList(), ConfusionMatrix.of(prediction));
    }

    /** Shares of rejected rows that documents and pictures show: 0, 0.01 ... 0.99. */
    static double[] shares() {
        double[] shares = new double[100];
        Arrays.setAll(shares, i -> i / 100.0);
        return shares;
    }

    /** Labels and counts of the pairs that were confused most often. */
    List<Map<String, Object>> confused() {
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (ConfusionMatrix.Pair pair : confusion.confused(MOST_PAIRS)) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("class", classes.get(pair.truth()));
            columns.put("predicted", classes.get(pair.predicted()));
            columns.put("rows", pair.count());
            pairs.add(columns);
        }
        return pairs;
    }

    /** Adds them to a document. */
    public void tell(Map<String, Object> document) {
        Map<String, Object> rejection = new LinkedHashMap<>();
        rejection.put("share_rejected", shares());
        for (RejectionCurve curve : curves) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("aurc", curve.area());
            columns.put("error", Arrays.stream(shares()).map(curve::error).toArray());
            rejection.put(curve.by().key(), columns);
        }
        document.put("rejection", rejection);
        Map<String, Object> matrix = new LinkedHashMap<>();
        if (classes.size() <= MOST_CLASSES) {
            matrix.put("classes", classes);
            matrix.put("rows", confusion.rows());
        }
        matrix.put("confused_most", confused());
        document.put("confusion", matrix);
    }

    /** A table of errors against shares that are rejected. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Error of the rows that are answered, where the most uncertain are rejected");
        List<String> head = new ArrayList<>(List.of("rejected"));
        curves.forEach(curve -> head.add("by " + curve.by().key()));
        TextTable table = new TextTable(head);
        for (double share : SHOWN) {
            List<String> row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%.0f %%", 100 * share)));
            curves.forEach(curve -> row.add(TextTable.number(curve.error(share))));
            table.add(row);
        }
        List<String> areas = new ArrayList<>(List.of("aurc"));
        curves.forEach(curve -> areas.add(TextTable.number(curve.area())));
        table.add(areas);
        lines.addAll(table.lines());
        return lines;
    }
}
