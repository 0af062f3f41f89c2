package ergodic.study;

import java.util.List;

/**
 * What was written of predictions.
 *
 * @param columns
 *            names of the columns
 * @param rejected
 *            rows that were rejected; 0 without a rule
 * @param emptySets
 *            rows whose conformal set is empty; 0 without such sets
 */
public record WrittenPredictions(List<String> columns, long rejected, long emptySets) {

    /** Copies the list. */
    public WrittenPredictions {
        columns = List.copyOf(columns);
    }
}
