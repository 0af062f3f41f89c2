package ergodic.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Predictions as a CSV file, a row each, in the units of the data; they may come in blocks. */
final class PredictionTable {

    private final CsvWriter csv;
    private final TargetEncoding target;
    private List<String> columns = List.of();

    private PredictionTable(CsvWriter csv, TargetEncoding target) {
        this.csv = csv;
        this.target = target;
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
     * @return names of the columns
     */
    static List<String> write(TargetEncoding target, Path file, Body body) throws IOException {
        List<String> columns = new ArrayList<>();
        WholeFile.write(file, beside -> {
            try (CsvWriter csv = CsvWriter.builder().build(beside)) {
                PredictionTable table = new PredictionTable(csv, target);
                body.addTo(table);
                columns.addAll(table.columns);
            }
        });
        return columns;
    }

    /** Writes a table to a stream, which is flushed and left open. */
    static void write(TargetEncoding target, PrintStream out, Body body) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        body.addTo(new PredictionTable(csv, target));
        csv.flush();
    }

    /** Adds rows; the first bring the header. */
    void add(Prediction prediction, Rows rows) {
        if (columns.isEmpty()) {
            columns = columns(prediction, target);
            csv.writeRecord(columns);
        }
        for (int row = 0; row < prediction.rows(); row++) {
            csv.writeRecord(cells(prediction, target, row, rows.numbers()[row]));
        }
    }

    /** Names of the columns. */
    private static List<String> columns(Prediction prediction, TargetEncoding target) {
        List<String> columns = new ArrayList<>(List.of("row"));
        if (prediction.classes() > 0) {
            columns.add("class");
            for (String label : target.classes()) {
                columns.add("p_" + label);
            }
            columns.addAll(List.of("entropy", "mutual_information"));
        } else {
            columns.addAll(List.of("mean", "sd", "aleatoric_sd", "epistemic_sd"));
            for (double level : prediction.levels()) {
                columns.add("q" + BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString());
            }
        }
        int samples = prediction.rows() == 0 ? 0 : prediction.samples()[0].length;
        for (int i = 1; i <= samples; i++) {
            columns.add("draw_" + i);
        }
        if (prediction.hasTarget()) {
            columns.addAll(List.of("target", "log_density"));
        }
        return columns;
    }

    private static List<String> cells(Prediction prediction, TargetEncoding target, int row, int number) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(number)));
        if (prediction.classes() > 0) {
            cells.add(target.classes().get(prediction.mostProbable(row)));
            for (double probability : prediction.probabilities()[row]) {
                cells.add(Double.toString(probability));
            }
            cells.add(Double.toString(prediction.entropy()[row]));
            cells.add(Double.toString(prediction.mutualInformation()[row]));
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
            cells.add(value(prediction, target, sample));
        }
        if (prediction.hasTarget()) {
            double value = prediction.target()[row];
            if (Double.isNaN(value)) {
                cells.addAll(List.of("", ""));
                return cells;
            }
            cells.add(value(prediction, target, value));
            cells.add(Double.toString(prediction.logDensity()[row]));
        }
        return cells;
    }

    private static String value(Prediction prediction, TargetEncoding target, double value) {
        return prediction.classes() > 0 ? target.classes().get((int) value) : Double.toString(value);
    }
}
