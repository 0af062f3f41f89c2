package ergodic.study;

import ergodic.nn.data.RowFile;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.Rejection;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of predictions that is not written yet: which draws answer all of its rows is decided, once. */
public final class PlannedTable {

    /** Numbers of the rows that are predicted at a time, and how many a row has at least. */
    private static final int BLOCK_NUMBERS = 1_000_000;
    private static final int FEWEST_NUMBERS = 120;

    /** What is said where standard output does not take all that is written. */
    public static final String CUT = "standard output did not take all that was written (its disk is full, or who read it has stopped), so that what"
            + " it holds is not whole";

    private final FinishedRun run;
    private final RowFile rows;
    private final @Nullable Recalibration calibrated;
    private final @Nullable Rejection rejection;
    private final double[] levels;

    PlannedTable(FinishedRun run, RowFile rows, @Nullable Recalibration calibrated, @Nullable Rejection rejection,
            double[] levels) {
        this.run = run;
        this.rows = rows;
        this.calibrated = calibrated;
        this.rejection = rejection;
        this.levels = levels.clone();
    }

    /** The run as it answers all rows of the table: {@link FinishedRun#thinned} says by which draws, and a share of the held-out rows to reject is found by the same. */
    public FinishedRun run() {
        return run;
    }

    /** The same that says which rows are rejected; the target must be a class. */
    public PlannedTable rejecting(Rejection rule) {
        run.requireClasses();
        return new PlannedTable(run, rows, calibrated, rule, levels);
    }

    /**
     * Predicts all rows, some at a time.
     *
     * @param file
     *            CSV file to write; it has all rows or does not exist
     * @return what was written
     */
    public WrittenPredictions writeTo(Path file) throws IOException {
        return PredictionTable.write(run.study().dataset().target(), rejection, calibrated, file,
                table -> fill(table, null));
    }

    /**
     * The same into a stream, which is flushed and left open.
     *
     * @throws IOException
     *             if the stream does not take all rows; no more are predicted then
     */
    public WrittenPredictions writeTo(PrintStream out) throws IOException {
        return PredictionTable.write(run.study().dataset().target(), rejection, calibrated, out,
                table -> fill(table, out));
    }

    private void fill(PredictionTable table, @Nullable PrintStream out) throws IOException {
        TargetEncoding target = run.study().dataset().target();
        rows.forEach(block(run, levels), some -> {
            List<Prediction> each = run.predictEach(some, levels);
            for (int i = 0; i < each.size(); i++) {
                each.set(i, each.get(i).inUnitsOf(target.all().get(i)));
            }
            table.add(run.predict(some, levels).inUnitsOf(target), each, some);
            if (out != null && out.checkError()) {
                throw new IOException(CUT);
            }
        });
    }

    /** Rows that are predicted at a time. */
    static int block(FinishedRun run, double[] levels) {
        int classes = run.study().dataset().target().classes().size();
        return Math.max(1, BLOCK_NUMBERS / (FEWEST_NUMBERS + run.samples() + classes * (1 + levels.length)));
    }
}
