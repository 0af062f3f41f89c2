package ergodic.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.Rejection;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predictions as a CSV file, a row each, in the units of the data; they may come in blocks. */
final class PredictionTable {

    /** Name of the column of the density of all targets together. */
    static final String JOINT = "joint_log_density";

    private final CsvWriter csv;
    private final TargetEncoding target;
    private final @Nullable Rejection rejection;
    private List<String> columns = List.of();
    private long rejected;
    private long emptySets;
    private final @Nullable Recalibration calibrated;

    private PredictionTable(CsvWriter csv, TargetEncoding target, @Nullable Rejection rejection,
            @Nullable Recalibration calibrated) {
        this.calibrated = calibrated;
        this.csv = csv;
        this.target = target;
        this.rejection = rejection;
    }

    /** What fills a table. */
    @FunctionalInterface
    interface Body {

        /** Adds all blocks of rows. */
        void addTo(PredictionTable table) throws IOException;
    }

    /**
     * Writes a table as a whole: a file of that name has all rows or does not exist.
     *
     * @return what was written
     */
    static WrittenPredictions write(TargetEncoding target, @Nullable Rejection rejection,
            @Nullable Recalibration calibrated, Path file, Body body)
            throws IOException {
        List<WrittenPredictions> written = new ArrayList<>();
        WholeFile.write(file, beside -> {
            try (CsvWriter csv = CsvWriter.builder().build(beside)) {
                written.add(fill(csv, target, rejection, calibrated, body));
            }
        });
        return written.getFirst();
    }

    /** Writes a table to a stream, which is flushed and left open. */
    static WrittenPredictions write(TargetEncoding target, @Nullable Rejection rejection,
            @Nullable Recalibration calibrated, PrintStream out, Body body)
            throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        WrittenPredictions written = fill(csv, target, rejection, calibrated, body);
        csv.flush();
        return written;
    }

    private static WrittenPredictions fill(CsvWriter csv, TargetEncoding target, @Nullable Rejection rejection,
            @Nullable Recalibration calibrated, Body body) throws IOException {
        PredictionTable table = new PredictionTable(csv, target, rejection, calibrated);
        body.addTo(table);
        return new WrittenPredictions(table.columns, table.rejected, table.emptySets);
    }

    /**
     * Adds rows; the first bring the header.
     *
     * @param each
     *            of several targets each by itself, whose columns follow with the name of the target behind theirs; the first of them is in the prediction but for its own density
     */
    void add(Prediction prediction, List<Prediction> each, Rows rows) {
        if (columns.isEmpty()) {
            columns = columns(prediction, target.others().isEmpty() ? "log_density" : JOINT);
            if (prediction.hasTarget() && !each.isEmpty()) {
                columns.add("log_density_" + target.name());
            }
            for (int i = 1; i < each.size(); i++) {
                String name = target.all().get(i).name();
                columns(each.get(i), "log_density").stream().skip(1)
                        .forEach(column -> columns.add(column + "_" + name));
            }
            csv.writeRecord(columns);
        }
        for (int row = 0; row < prediction.rows(); row++) {
            List<String> cells = cells(prediction, row, rows.numbers()[row]);
            if (prediction.hasTarget() && !each.isEmpty()) {
                cells.add(known(each.getFirst().logDensity()[row]));
            }
            for (int i = 1; i < each.size(); i++) {
                List<String> all = predicted(each.get(i), row, 0);
                cells.addAll(all.subList(1, all.size()));
            }
            csv.writeRecord(cells);
        }
    }

    /** Names of the columns. */
    private List<String> columns(Prediction prediction, String density) {
        List<String> columns = new ArrayList<>(List.of("row"));
        if (prediction.classes() > 0) {
            columns.add("class");
            for (String label : target.classes()) {
                columns.add("p_" + label);
            }
            columns.addAll(List.of("entropy", "expected_entropy", "mutual_information"));
            for (String label : target.classes()) {
                for (double level : prediction.levels()) {
                    columns.add("p_" + label + "_" + quantile(level));
                }
            }
        } else {
            columns.addAll(List.of("mean", "sd", "aleatoric_sd", "epistemic_sd"));
            columns.addAll(levels(prediction));
        }
        int samples = prediction.rows() == 0 ? 0 : prediction.samples()[0].length;
        for (int i = 1; i <= samples; i++) {
            columns.add("draw_" + i);
        }
        if (prediction.hasTarget()) {
            columns.addAll(List.of("target", density));
        }
        if (rejection != null) {
            columns.add("rejected");
        }
        if (calibrated != null) {
            columns.addAll(calibrated.columns(target));
        }
        return columns;
    }

    /** Such as q5, in percent. */
    private static String quantile(double level) {
        return "q" + BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /** Names of the columns of quantiles. */
    static List<String> levels(Prediction prediction) {
        List<String> names = new ArrayList<>();
        for (double level : prediction.levels()) {
            names.add(quantile(level));
        }
        return names;
    }

    private List<String> cells(Prediction prediction, int row, int number) {
        List<String> cells = predicted(prediction, row, number);
        if (rejection != null) {
            boolean rejects = rejection.rejects(prediction, row);
            rejected += rejects ? 1 : 0;
            cells.add(Boolean.toString(rejects));
        }
        if (calibrated != null) {
            emptySets += calibrated.isEmpty(prediction, row) ? 1 : 0;
            cells.addAll(calibrated.cells(target, prediction, row));
        }
        return cells;
    }

    private List<String> predicted(Prediction prediction, int row, int number) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(number)));
        if (prediction.classes() > 0) {
            cells.add(target.classes().get(prediction.mostProbable(row)));
            for (double probability : prediction.probabilities()[row]) {
                cells.add(Double.toString(probability));
            }
            cells.add(Double.toString(prediction.entropy()[row]));
            cells.add(Double.toString(prediction.expectedEntropy()[row]));
            cells.add(Double.toString(prediction.mutualInformation()[row]));
            for (double[] quantiles : prediction.probabilityQuantiles()[row]) {
                for (double quantile : quantiles) {
                    cells.add(Double.toString(quantile));
                }
            }
        } else {
            cells.add(Double.toString(prediction.mean()[row]));
            cells.add(Double.toString(prediction.sd(row)));
            cells.add(Double.toString(Math.sqrt(prediction.aleatoricVariance()[row])));
            cells.add(Double.toString(Math.sqrt(prediction.epistemicVariance()[row])));
            for (double quantile : prediction.quantiles()[row]) {
                cells.add(Double.toString(quantile));
            }
        }
        for (double sample : prediction.samples()[row]) {
            cells.add(value(prediction, sample));
        }
        if (prediction.hasTarget()) {
            double value = prediction.target()[row];
            if (Double.isNaN(value)) {
                cells.addAll(List.of("", ""));
                return cells;
            }
            cells.add(value(prediction, value));
            cells.add(known(prediction.logDensity()[row]));
        }
        return cells;
    }

    /** A number, and nothing of what is not known. */
    private static String known(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private String value(Prediction prediction, double value) {
        return prediction.classes() > 0 ? target.classes().get((int) value) : Double.toString(value);
    }
}
