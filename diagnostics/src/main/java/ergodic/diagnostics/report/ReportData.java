package ergodic.diagnostics.report;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.VariableSummary;
import ergodic.sampler.draws.Draws;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows. Start with {@link #of} and add what there is; everything else is left out of the page.
 *
 * @param title
 *            such as the name of the data
 * @param subtitle
 *            model, sampler and size of the run in one line
 * @param draws
 *            for traces, ranks and energies
 * @param assessment
 *            verdict and what it rests on
 * @param rows
 *            which rows predictions, calibration, transforms and measures are of
 * @param weights
 *            summaries of the weights; empty if they were not stored or not summarised
 * @param predictions
 *            predictions beside the truth, or null
 * @param calibration
 *            or null
 * @param pit
 *            probability integral transforms of the truths, in [0, 1]: the predictive distribution function at
 *            what was observed; empty if there are none
 * @param metrics
 *            measures on those rows
 * @param settings
 *            settings of the run, by section and key, in the order to show them
 * @param provenance
 *            where the run comes from: versions, machine, times, files
 * @param warnings
 *            sentences a reader must not miss
 * @param tables
 *            further sections, before the settings
 * @param sections
 *            further sections, behind the predictions
 */
public record ReportData(String title, String subtitle, Draws draws, Assessment assessment,
        RowSet rows, List<VariableSummary> weights, @Nullable Predictions predictions,
        @Nullable CalibrationCurve calibration, double[] pit, List<Measure> metrics,
        Map<String, Map<String, String>> settings, Map<String, String> provenance,
        List<String> warnings, List<PageTable> tables, List<PageSection> sections) {

    /** Copies the collections. */
    public ReportData {
        weights = List.copyOf(weights);
        metrics = List.copyOf(metrics);
        warnings = List.copyOf(warnings);
        tables = List.copyOf(tables);
        sections = List.copyOf(sections);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** A report of draws and their verdict alone. */
    public static ReportData of(String title, String subtitle, Draws draws, Assessment assessment) {
        return new ReportData(title, subtitle, draws, assessment, RowSet.HELD_OUT, List.of(), null, null, new double[0],
                List.of(),
                Map.of(), Map.of(), List.of(), List.of(), List.of());
    }

    /** With what is predicted being these rows; held-out ones if it is not said. */
    public ReportData withRows(RowSet set) {
        return new ReportData(title, subtitle, draws, assessment, set, weights, predictions, calibration, pit, metrics,
                settings, provenance, warnings, tables, sections);
    }

    /** With summaries of the weights. */
    public ReportData withWeights(List<VariableSummary> summaries) {
        return new ReportData(title, subtitle, draws, assessment, rows, summaries, predictions, calibration, pit,
                metrics,
                settings, provenance, warnings, tables, sections);
    }

    /** With predictions beside the truth. */
    public ReportData withPredictions(Predictions comparison) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, comparison, calibration, pit, metrics,
                settings,
                provenance, warnings, tables, sections);
    }

    /**
     * With calibration.
     *
     * @param stated
     *            what was stated and what came true
     * @param transforms
     *            probability integral transforms; empty for classes
     */
    public ReportData withCalibration(CalibrationCurve stated, double[] transforms) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, stated, transforms,
                metrics,
                settings, provenance, warnings, tables, sections);
    }

    /** With measures on those rows. */
    public ReportData withMetrics(List<Measure> measures) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, calibration, pit,
                measures,
                settings, provenance, warnings, tables, sections);
    }

    /** With the settings of the run, by section and key. */
    public ReportData withSettings(Map<String, Map<String, String>> sections) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, calibration, pit, metrics,
                sections, provenance, warnings, tables, this.sections);
    }

    /** With where the run comes from. */
    public ReportData withProvenance(Map<String, String> facts) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, calibration, pit, metrics,
                settings, facts, warnings, tables, sections);
    }

    /** With warnings. */
    public ReportData withWarnings(List<String> sentences) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, calibration, pit, metrics,
                settings, provenance, sentences, tables, sections);
    }

    /** With further sections of a table each, before the settings. */
    public ReportData withTables(List<PageTable> more) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, calibration, pit, metrics,
                settings, provenance, warnings, more, sections);
    }

    /** With further sections behind the predictions, in their order. */
    public ReportData withSections(List<PageSection> more) {
        return new ReportData(title, subtitle, draws, assessment, rows, weights, predictions, calibration, pit, metrics,
                settings, provenance, warnings, tables, more);
    }
}
