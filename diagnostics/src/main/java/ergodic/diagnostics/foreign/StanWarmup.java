package ergodic.diagnostics.foreign;

import java.util.List;

/**
 * Where the warm-up of a Stan CSV file ends, if it was saved: at the comment {@code Adaptation terminated}; where there was
 * no adaptation, by the numbers of iterations in the comments; where the comments are lost, at the row from which the step
 * size stays, if it changed with nearly every row before.
 */
final class StanWarmup {
    private static final double CHANGES = 0.9;

    private StanWarmup() {}

    /** The first row that is a draw; adds a remark if it is not the first of the part. */
    static int end(RawTable file, int part, StanSettings settings, List<String> remarks) {
        int start = file.starts().get(part);
        int end = file.end(part);
        int first = start;
        String reason = "before \"Adaptation terminated\"";
        for (RawTable.Comment comment : file.comments()) {
            if (comment.part() == part && comment.text().contains("Adaptation terminated")) {
                first = comment.rowsBefore();
            }
        }
        if (first == start && settings.savesWarmup()) {
            first = start + byCounts(file, end - start, settings);
            reason = "save_warmup and num_warmup in its comments";
        } else if (first == start && !settings.byStan()) {
            first = stepStays(file, start, end);
            reason = "the step size changes until then";
        }
        if (first > start) {
            remarks.add(file.file() + ": the first " + (first - start) + " rows are warm-up (" + reason
                    + ") and are left out.");
        }
        return first;
    }

    private static int byCounts(RawTable file, int rows, StanSettings settings) {
        int warmup = settings.warmupRows();
        int sampling = settings.samplingRows();
        if (warmup < 0) {
            throw new DrawFileException(file.file() + " says that its warm-up was saved (save_warmup), but not how many"
                    + " rows of it: delete the rows of the warm-up, and the comment.");
        }
        if (sampling >= 0 && rows > (long) warmup + sampling) {
            throw new DrawFileException(file.file() + " has " + rows + " rows, where its comments speak of " + warmup
                    + " of warm-up and " + sampling + " draws: which are draws cannot be told; delete what is none.");
        }
        return Math.min(warmup, rows);
    }

    private static int stepStays(RawTable file, int start, int end) {
        int column = file.header().indexOf("stepsize__");
        if (column < 0) {
            return start;
        }
        DoubleColumn step = file.columns().get(column);
        int first = start;
        int changes = 0;
        for (int row = start + 1; row < end; row++) {
            if (step.get(row) != step.get(row - 1)) {
                first = row;
                changes++;
            }
        }
        // One that changes to the very end is jittered, not adapted.
        return first < end - 2 && changes >= CHANGES * (first - start) ? first : start;
    }
}
