package ergodic.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scores of rows as a CSV file, a row each, in the units of the data: what the metrics are means of. */
public final class ScoreTable {

    private static final List<String> OF_CLASSES = Stream.concat(
            Stream.of("row", "target", "class", "p_target", "log_density"), UncertaintyMeasure.keys().stream())
            .toList();

    private ScoreTable() {}

    /**
     * Writes the table as a whole: a file of that name has all rows or does not exist.
     *
     * @param each
     *            of several targets each by itself, whose columns follow with the name of the target behind theirs
     */
    public static void write(Prediction prediction, List<TargetScores> each, TargetEncoding target, Rows rows,
            Path file) throws IOException {
        boolean classes = prediction.classes() > 0;
        List<String> ofNumbers = new ArrayList<>(
                columns(prediction, target.others().isEmpty() ? "log_density" : PredictionTable.JOINT));
        for (int i = 0; i < each.size(); i++) {
            String name = each.get(i).name();
            List<String> own = columns(each.get(i).prediction(), "log_density");
            (i == 0 ? List.of("log_density") : own.subList(1, own.size()))
                    .forEach(column -> ofNumbers.add(column + "_" + name));
        }
        WholeFile.write(file, beside -> {
            try (CsvWriter csv = CsvWriter.builder().build(beside)) {
                csv.writeRecord(classes ? OF_CLASSES
                        : ofNumbers);
                for (int row = 0; row < prediction.rows(); row++) {
                    List<String> cells = cells(prediction, target, row, rows.numbers()[row]);
                    for (int i = 0; i < each.size(); i++) {
                        Prediction one = each.get(i).prediction();
                        cells.addAll(i == 0 ? List.of(Double.toString(one.logDensity()[row]))
                                : cells(one, target, row, 0).stream().skip(1).toList());
                    }
                    csv.writeRecord(cells);
                }
            }
        });
    }

    private static List<String> columns(Prediction prediction, String density) {
        return prediction.isWhole() ? List.of("row", "target", "mean", "sd", density, "crps", "pit")
                : List.of("row", "target", "mean", "sd", density);
    }

    private static List<String> cells(Prediction prediction, TargetEncoding target, int row, int number) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(number)));
        double value = prediction.target()[row];
        if (prediction.classes() > 0) {
            cells.add(target.classes().get((int) value));
            cells.add(target.classes().get(prediction.mostProbable(row)));
            cells.add(Double.toString(prediction.probabilities()[row][(int) value]));
            cells.add(Double.toString(prediction.logDensity()[row]));
            for (UncertaintyMeasure measure : UncertaintyMeasure.values()) {
                cells.add(Double.toString(measure.value(prediction, row)));
            }
            return cells;
        }
        cells.add(Double.toString(value));
        cells.add(Double.toString(prediction.mean()[row]));
        cells.add(Double.toString(prediction.sd(row)));
        cells.add(Double.toString(prediction.logDensity()[row]));
        if (!prediction.isWhole()) {
            return cells;
        }
        cells.add(Double.toString(prediction.crps()[row]));
        cells.add(Double.toString(prediction.probabilityIntegralTransform()[row]));
        return cells;
    }
}
