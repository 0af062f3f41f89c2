package ergodic.diagnostics.report;

import ergodic.diagnostics.FunctionEvidence;
import ergodic.diagnostics.Judge;
import ergodic.diagnostics.VariableSummary;
import ergodic.diagnostics.foreign.ArrayDraws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A report with everything in it, of a run that was never made. */
final class SampleReport {
    static final int ROWS = 50;
    /** Figures of the page: 3 of predictions, 2 of convergence, trace and ranks of 4 quantities, energy. */
    static final int FIGURES = 14;

    private SampleReport() {}

    static ReportData of(int chains, int draws, String weightName, int weights) {
        Random random = new Random(1);
        Map<String, double[][]> values = new LinkedHashMap<>();
        for (String name : List.of("noise", "layer1.scale", "prediction.0", "prediction.1", "prediction.2",
                weightName)) {
            values.put(name, normal(random, chains, draws));
        }
        ArrayDraws stored = new ArrayDraws(values,
                Map.of("lp", normal(random, chains, draws), "energy", normal(random, chains, draws), "diverging",
                        new double[chains][draws]));
        double[] truth = new double[ROWS];
        double[] mean = new double[ROWS];
        double[] lower = new double[ROWS];
        double[] upper = new double[ROWS];
        double[] pit = new double[ROWS];
        double[] sd = new double[ROWS];
        List<String> names = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            truth[row] = random.nextGaussian();
            mean[row] = truth[row] + 0.3 * random.nextGaussian();
            lower[row] = mean[row] - 0.5;
            upper[row] = mean[row] + 0.5;
            pit[row] = random.nextDouble();
            sd[row] = 0.3;
            names.add("row " + row);
        }
        FunctionEvidence evidence = new FunctionEvidence(names, new double[chains][ROWS], sd, new double[chains][ROWS]);
        List<VariableSummary> summaries = new ArrayList<>();
        VariableSummary one = VariableSummary.of(weightName, stored.series(weightName, 0));
        for (int i = 0; i < weights; i++) {
            summaries.add(one);
        }
        return ReportData.of("Airfoil", "a network", stored, Judge.assess(stored, evidence)).withWeights(summaries)
                .withPredictions(new Predictions("sound", truth, mean, lower, upper, 0.9))
                .withCalibration(new CalibrationCurve(CalibrationCurve.Kind.INTERVAL_COVERAGE, new double[]{0.5, 0.9},
                        new double[]{0.48, 0.96}, new int[]{ROWS, ROWS}), pit)
                .withMetrics(List.of(new Measure("RMSE", 0.25, 1.75, "lower is better", true)))
                .withSettings(Map.of("Sampler", Map.of("method", "nuts"))).withProvenance(Map.of("version", "0.1.0"))
                .withWarnings(List.of("Three rows lie outside the range seen in training."));
    }

    private static double[][] normal(Random random, int chains, int draws) {
        double[][] values = new double[chains][draws];
        for (double[] chain : values) {
            for (int i = 0; i < draws; i++) {
                chain[i] = random.nextGaussian();
            }
        }
        return values;
    }
}
