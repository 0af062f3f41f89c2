package ergodic.study.compare;

import ergodic.diagnostics.distance.ClassDistance;
import ergodic.diagnostics.distance.NumberDistance;
import ergodic.diagnostics.distance.QuantileCurve;
import ergodic.nn.predict.Prediction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far two predictions of the same rows are from each other, row by row.
 *
 * @param measures
 *            by name, a number a row; the first is the one that rows are ordered by
 */
record RowDistances(Map<String, double[]> measures) {

    /** Levels for predictions of counts, which are compared as points of equal weight. */
    private static final int POINTS = 1000;

    /** Wasserstein distance in standard deviations of the reference's predictive distribution. */
    static final String RELATIVE = "wasserstein1_relative";
    /** Wasserstein distance of order 1 in the unit of the target. */
    static final String WASSERSTEIN1 = "wasserstein1";
    /** Wasserstein distance of order 2 in the unit of the target. */
    static final String WASSERSTEIN2 = "wasserstein2";
    /** Energy distance in the root of the unit. */
    static final String ENERGY = "energy";
    /** Total variation of the probabilities of classes. */
    static final String TOTAL_VARIATION = "total_variation";
    /** 1 where the most probable class is another. */
    static final String DISAGREE = "disagree";

    /** Levels of the quantiles that predictions are compared by. */
    static double[] levels(boolean counts) {
        return counts ? IntStream.range(0, POINTS).mapToDouble(i -> (i + 0.5) / POINTS).toArray()
                : QuantileCurve.levels();
    }

    /**
     * Between two predictions.
     *
     * @param reference
     *            in the units of the data, with quantiles of {@link #levels} unless the target is a class
     * @param other
     *            the same rows
     */
    static RowDistances between(Prediction reference, Prediction other) {
        int rows = reference.rows();
        Map<String, double[]> measures = new LinkedHashMap<>();
        if (reference.classes() > 0) {
            double[] variation = new double[rows];
            double[] disagree = new double[rows];
            for (int row = 0; row < rows; row++) {
                ClassDistance distance = ClassDistance.between(reference.probabilities()[row],
                        other.probabilities()[row]);
                variation[row] = distance.totalVariation();
                disagree[row] = distance.agree() ? 0 : 1;
            }
            measures.put(TOTAL_VARIATION, variation);
            measures.put(DISAGREE, disagree);
            return new RowDistances(measures);
        }
        for (String name : List.of(RELATIVE, WASSERSTEIN1, WASSERSTEIN2, ENERGY)) {
            measures.put(name, new double[rows]);
        }
        RowDistances all = new RowDistances(measures);
        IntStream.range(0, rows).parallel().forEach(row -> all.take(row, reference, other));
        return all;
    }

    private void take(int row, Prediction reference, Prediction other) {
        double[] first = reference.quantiles()[row];
        double[] second = other.quantiles()[row];
        NumberDistance distance = reference.isCount() ? NumberDistance.ofPoints(first, second)
                : NumberDistance.between(new QuantileCurve(first), new QuantileCurve(second));
        of(RELATIVE)[row] = distance.wasserstein1() / reference.sd(row);
        of(WASSERSTEIN1)[row] = distance.wasserstein1();
        of(WASSERSTEIN2)[row] = distance.wasserstein2();
        of(ENERGY)[row] = distance.energy();
    }

    double[] of(String measure) {
        double[] values = measures.get(measure);
        if (values == null) {
            throw new IllegalArgumentException("there is no distance " + measure);
        }
        return values;
    }

    /** Name of the measure that rows are ordered by. */
    String principal() {
        return measures.keySet().iterator().next();
    }

    /** Mean of a measure over rows. */
    double mean(String measure) {
        return Arrays.stream(of(measure)).average().orElse(Double.NaN);
    }

    /** Positions of the rows that are farthest, the farthest first. */
    List<Integer> worst(int most) {
        double[] values = of(principal());
        return IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -values[row])).limit(most).toList();
    }

    /** Means of all measures, for JSON. */
    Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (String name : measures.keySet()) {
            if (name.equals(DISAGREE)) {
                columns.put("agreement", 1 - mean(name));
            } else {
                columns.put(name, mean(name));
            }
        }
        return columns;
    }
}
