package ergodic.study;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.Detection;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How uncertain rows of another kind are, and how well that tells them from the rows that the run is judged by.
 *
 * @param source
 *            name of the file of rows out of distribution
 * @param in
 *            of each measure its value for each row in distribution, in the order of {@link UncertaintyMeasure}
 * @param out
 *            the same of the rows out of distribution
 * @param detections
 *            of each measure how well it tells them
 * @param sentence
 *            that rows of both kinds are predicted by other draws than those in distribution are elsewhere; null if by the same
 */
public record OodScores(String source, List<double[]> in, List<double[]> out, List<Detection> detections,
        @Nullable String sentence) {

    private static final int BLOCK_NUMBERS = 2_000_000;
    private static final double[] NO_LEVELS = {};

    /** Copies the lists; the arrays are not copied. */
    public OodScores {
        in = List.copyOf(in);
        out = List.copyOf(out);
        detections = List.copyOf(detections);
    }

    /**
     * Of a file of rows, which needs no targets; it is read in blocks. Rows in distribution and out of it are predicted by the same draws: a mixture of fewer has less entropy.
     *
     * @param run
     *            the run, which predicts them
     * @param rows
     *            rows in distribution
     * @param known
     *            what the run predicts of them
     * @param file
     *            rows out of distribution, of the same kind
     */
    public static OodScores of(FinishedRun run, Rows rows, Prediction known, Path file) throws IOException {
        FinishedRun both = run.alike(rows, file);
        String sentence = both.thinnedBeside(run.alike(rows)).orElse(null);
        Prediction within = sentence == null ? known : both.predict(rows, NO_LEVELS);
        UncertaintyMeasure[] measures = UncertaintyMeasure.values();
        List<List<double[]>> blocks = new ArrayList<>();
        Optional<Prediction> summed = run.study().isOod(file) ? both.predictOod() : Optional.empty();
        if (summed.isPresent()) {
            blocks.add(Arrays.stream(measures).map(measure -> values(measure, summed.get())).toList());
        } else {
            int width = run.study().dataset().inputs() + known.classes() + 1;
            run.study().dataset().inputsIn(file).forEach(Math.max(1, BLOCK_NUMBERS / width), some -> {
                Prediction prediction = both.predict(some, NO_LEVELS);
                blocks.add(Arrays.stream(measures).map(measure -> values(measure, prediction)).toList());
            });
        }
        List<double[]> in = new ArrayList<>();
        List<double[]> out = new ArrayList<>();
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < measures.length; i++) {
            int number = i;
            UncertaintyMeasure measure = measures[i];
            in.add(values(measure, within));
            out.add(blocks.stream().flatMapToDouble(block -> Arrays.stream(block.get(number))).toArray());
            detections.add(Detection.of(measure, scores(measure, in.getLast()), scores(measure, out.getLast())));
        }
        return new OodScores(String.valueOf(file.getFileName()), in, out, detections, sentence);
    }

    private static double[] values(UncertaintyMeasure measure, Prediction prediction) {
        double[] values = new double[prediction.rows()];
        Arrays.setAll(values, row -> measure.value(prediction, row));
        return values;
    }

    private static double[] scores(UncertaintyMeasure measure, double[] values) {
        return Arrays.stream(values).map(measure::uncertainty).toArray();
    }

    /** Number of rows in distribution. */
    public int rowsIn() {
        return in.getFirst().length;
    }

    /** Number of rows out of distribution. */
    public int rowsOut() {
        return out.getFirst().length;
    }

    /** Of which draws both are, where that is not what the page says; empty where it is. */
    String remark() {
        return sentence == null ? "" : "Of rows out of distribution and of those in it, here, " + sentence + ".";
    }

    /** For JSON. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", source);
        document.put("rows_in", rowsIn());
        document.put("rows_out", rowsOut());
        if (sentence != null) {
            document.put("remark", remark());
        }
        for (Detection detection : detections) {
            Map<String, Object> numbers = new LinkedHashMap<>();
            numbers.put("auroc", detection.auroc());
            numbers.put("aupr_out", detection.auprOut());
            numbers.put("aupr_in", detection.auprIn());
            numbers.put("fpr95_out", detection.fpr95Out());
            numbers.put("fpr95_in", detection.fpr95In());
            document.put(detection.by().key(), numbers);
        }
        return document;
    }

    /** A table, and what its columns are. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Out of distribution: " + Counted.of(rowsOut(), "row") + " of " + source);
        TextTable table = new TextTable(List.of("", "auroc", "aupr_out", "aupr_in", "fpr95_out", "fpr95_in"));
        for (Detection detection : detections) {
            table.add(List.of(detection.by().key(), TextTable.number(detection.auroc()),
                    TextTable.number(detection.auprOut()), TextTable.number(detection.auprIn()),
                    TextTable.number(detection.fpr95Out()), TextTable.number(detection.fpr95In())));
        }
        lines.addAll(table.lines());
        lines.add(
                "  (_out: rows out of distribution are the positives, found by high uncertainty; _in: those in it, by low)");
        if (sentence != null) {
            lines.add("  " + remark());
        }
        return lines;
    }
}
