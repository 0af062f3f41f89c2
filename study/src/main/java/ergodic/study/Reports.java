package ergodic.study;

import ergodic.study.config.ConfigFile;
import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.report.HtmlReport;
import ergodic.diagnostics.report.Measure;
import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.PageTable;
import ergodic.diagnostics.report.Predictions;
import ergodic.diagnostics.report.ReportData;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.DataFacts;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Calibration;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From the findings of a run to its report. */
public final class Reports {

    private static final double INTERVAL = 0.9;
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("rmse", "root mean square error of the predictive mean; smaller is better"),
            Map.entry("mae", "mean absolute error of the predictive mean; smaller is better"),
            Map.entry("nll", "mean negative log density of the mixture of all draws; smaller is better"),
            Map.entry("crps", "continuous ranked probability score of the mixture; smaller is better"),
            Map.entry("coverage50", "share of rows in their central 50 % interval; best near 0.50"),
            Map.entry("coverage80", "share of rows in their central 80 % interval; best near 0.80"),
            Map.entry("coverage90", "share of rows in their central 90 % interval; best near 0.90"),
            Map.entry("coverage95", "share of rows in their central 95 % interval; best near 0.95"),
            Map.entry("calibration_error",
                    "mean distance between stated and observed probabilities; smaller is better"),
            Map.entry("accuracy", "share of rows whose most probable class is right; larger is better"),
            Map.entry("brier", "squared error of the probabilities; smaller is better"),
            Map.entry("ece", "expected calibration error over 15 bins; smaller is better"));
    private static final List<String> FEATURED = List.of("rmse", "nll", "accuracy", "ece");

    /** Most lines of the table of the data. */
    private static final int MOST_LINES = 40;

    /** Most weights that are summarised. */
    private static final int MOST_WEIGHTS = 2000;

    private Reports() {}

    private static boolean isWeight(Variable variable) {
        return !variable.role().identifiable();
    }

    /** Writes the report as one HTML file, replacing an older one. */
    public static void write(Findings findings, Path file) throws IOException {
        write(findings, null, file);
    }

    /** The same with stacking weights beside equal ones, if there are any. */
    public static void write(Findings findings, @Nullable StackedScores stacked, Path file) throws IOException {
        FinishedRun run = findings.run();
        Prediction original = findings.prediction().inUnitsOf(run.study().dataset().target());
        ReportData data = ReportData
                .of(run.study().dataset().source(), run.study().remarks().describe(), run.draws(),
                        findings.assessment())
                .withRows(findings.rows())
                .withWeights(run.weights()
                        .map(weights -> Summaries.some(weights, Reports::isWeight, MOST_WEIGHTS))
                        .orElse(List.of()))
                .withMetrics(metrics(findings))
                .withSettings(settings(run)).withProvenance(provenance(run)).withWarnings(warnings(findings))
                .withTables(tables(findings, stacked)).withSections(sections(findings));
        if (!original.isWhole()) {
            HtmlReport.write(data, file);
            return;
        }
        if (original.classes() == 0) {
            data = data.withPredictions(predictions(original, run.study().dataset().target()));
        }
        HtmlReport.write(data.withCalibration(calibration(original), transforms(original)), file);
    }

    /** Further sections behind the predictions: a method that gives sections is a line here. */
    private static List<PageSection> sections(Findings findings) throws IOException {
        List<PageSection> sections = new ArrayList<>();
        FinishedRun run = findings.run();
        Prediction prediction = findings.prediction();
        Dataset dataset = run.study().dataset();
        if (prediction.classes() > 0) {
            Rows rows = findings.rows() == RowSet.HELD_OUT ? dataset.test() : dataset.train();
            String which = findings.rows().adjective();
            sections.addAll(ClassSections.of(dataset, rows, prediction, which));
            Path others = run.study().ood().orElse(null);
            if (others != null && run.knowsOod()) {
                sections.add(OodSection.of(OodScores.of(run, rows, prediction, others), which));
            }
        }
        ForecastSection.of(run).ifPresent(sections::add);
        findings.variational().ifPresent(fits -> sections.add(fits.section()));
        return sections;
    }

    private static List<PageTable> tables(Findings findings, @Nullable StackedScores stacked) throws IOException {
        FinishedRun run = findings.run();
        List<PageTable> tables = new ArrayList<>();
        findings.targets().table().ifPresent(tables::add);
        if (stacked != null) {
            tables.add(stacked.table());
        }
        Starts.of(run).ifPresent(starts -> tables.add(starts.table()));
        tables.add(NetworkSummary.read(run.study(), run.folder().network()).table());
        tables.add(data(run.study().dataset().facts()));
        return tables;
    }

    private static PageTable data(DataFacts facts) {
        List<List<String>> rows = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        facts.document().forEach((name, value) -> {
            if (value instanceof Integer) {
                rows.add(List.of(name.replace('_', ' '), value.toString()));
            }
        });
        facts.classes().forEach((name, count) -> {
            if (rows.size() < MOST_LINES) {
                rows.add(List.of("training rows of class " + name, count.toString()));
                shown.add(name);
            }
        });
        if (shown.size() < facts.classes().size()) {
            rows.add(List.of("more classes", Integer.toString(facts.classes().size() - shown.size())));
        }
        return new PageTable("Data", "What the rows are. Rows are known if a training row has exactly their inputs.",
                List.of("Of the data", "Number"), rows);
    }

    private static Predictions predictions(Prediction prediction, TargetEncoding target) {
        int low = level(prediction, (1 - INTERVAL) / 2);
        int high = level(prediction, (1 + INTERVAL) / 2);
        double[] lower = new double[prediction.rows()];
        double[] upper = new double[prediction.rows()];
        for (int row = 0; row < lower.length; row++) {
            lower[row] = prediction.quantiles()[row][low];
            upper[row] = prediction.quantiles()[row][high];
        }
        return new Predictions(target.name(), prediction.target(), prediction.mean(), lower, upper, INTERVAL);
    }

    private static int level(Prediction prediction, double level) {
        for (int i = 0; i < prediction.levels().length; i++) {
            if (Math.abs(prediction.levels()[i] - level) < 1e-9) {
                return i;
            }
        }
        throw new IllegalArgumentException("no quantile of level " + level);
    }

    private static ergodic.diagnostics.report.CalibrationCurve calibration(Prediction prediction) {
        if (prediction.classes() > 0) {
            List<Calibration.Bin> bins = Calibration.bins(prediction, Calibration.BINS).stream()
                    .filter(bin -> bin.count() > 0).toList();
            return new ergodic.diagnostics.report.CalibrationCurve(
                    ergodic.diagnostics.report.CalibrationCurve.Kind.CLASS_PROBABILITY,
                    bins.stream().mapToDouble(Calibration.Bin::confidence).toArray(),
                    bins.stream().mapToDouble(Calibration.Bin::accuracy).toArray(),
                    bins.stream().mapToInt(Calibration.Bin::count).toArray());
        }
        double[] stated = new double[19];
        double[] observed = new double[19];
        int[] counts = new int[19];
        for (int i = 0; i < 19; i++) {
            stated[i] = 0.05 * (i + 1);
            observed[i] = Calibration.coverage(Calibration.known(prediction.probabilityIntegralTransform()), stated[i]);
        }
        Arrays.fill(counts, prediction.rows());
        return new ergodic.diagnostics.report.CalibrationCurve(
                ergodic.diagnostics.report.CalibrationCurve.Kind.INTERVAL_COVERAGE,
                stated, observed, counts);
    }

    private static double[] transforms(Prediction prediction) {
        return prediction.classes() > 0 ? new double[0]
                : Calibration.known(prediction.probabilityIntegralTransform());
    }

    private static List<Measure> metrics(Findings findings) {
        Metrics standardised = findings.standardised();
        Metrics original = findings.original();
        List<Measure> metrics = new ArrayList<>();
        standardised.values().forEach((name, value) -> metrics.add(new Measure(label(name), value, original.get(name),
                MEANINGS.getOrDefault(name, ""), FEATURED.contains(name))));
        return metrics;
    }

    /** Short names in capitals, coverages as percentages. */
    private static String label(String name) {
        return switch (name) {
            case "rmse", "mae", "nll", "crps", "ece" -> name.toUpperCase(Locale.ROOT);
            case "calibration_error" -> "Calibration error";
            case "brier" -> "Brier score";
            case "accuracy" -> "Accuracy";
            default -> name.replaceFirst("coverage(\\d+)", "$1 % coverage");
        };
    }

    private static Map<String, Map<String, String>> settings(FinishedRun run) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> section : ConfigFile.toTree(run.study().plan()).properties()) {
            Map<String, String> keys = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> key : section.getValue().properties()) {
                keys.put(key.getKey(), key.getValue().isString() ? key.getValue().stringValue()
                        : key.getValue().toString());
            }
            sections.put(section.getKey(), keys);
        }
        run.stopping().ifPresent(stopping -> sections.put("judged by [stop] after draws", stopping.table()));
        return sections;
    }

    private static Map<String, String> provenance(FinishedRun run) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>(Provenance.read(run.folder().provenance()));
        facts.put("report by", "ergodic " + Version.ergodic());
        facts.put("data", run.study().dataset().source() + ", SHA-256 " + run.study().dataset().digest());
        return facts;
    }

    private static List<String> warnings(Findings findings) {
        List<String> warnings = new ArrayList<>(findings.run().study().dataset().warnings());
        if (!findings.run().leftOut().isEmpty()) {
            warnings.add(LeftOut.sentence(findings.run().leftOut(), findings.run().draws().chains()));
        }
        if (findings.rows() == RowSet.TRAINING) {
            warnings.add(
                    "No rows were held out: predictions and metrics are of the training rows, which flatters them.");
        }
        findings.targets().remark().filter(_ -> findings.targets().scores().isEmpty()).ifPresent(warnings::add);
        warnings.addAll(findings.run().study().remarks().notOfModel());
        warnings.addAll(findings.run().study().remarks().notKept());
        if (findings.run().study().ood().isPresent() && !findings.run().knowsOod()) {
            warnings.add(
                    "No draw has its weights kept yet, so the rows out of distribution (data.ood) were not predicted.");
        }
        String why = findings.run().study().plan().sampler().why();
        if (!why.isEmpty()) {
            warnings.add(why);
        }
        findings.run().stopping().ifPresent(stopping -> warnings.add(stopping.sentence()));
        long weights = findings.run().weights().map(draws -> draws.variables().stream().filter(Reports::isWeight)
                .mapToLong(Variable::size).sum()).orElse(0L);
        if (weights > MOST_WEIGHTS) {
            warnings.add("The table of weights shows one in " + Math.ceilDiv(weights, MOST_WEIGHTS) + " of them.");
        }
        findings.run().unfinished().ifPresent(unfinished -> warnings.add(unfinished.sentence()));
        return warnings;
    }
}
