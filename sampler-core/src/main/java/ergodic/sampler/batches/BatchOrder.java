package ergodic.sampler.batches;

import ergodic.sampler.optimize.RowBatches;
import ergodic.sampler.optimize.ShuffledBatches;

/** In which order the rows of a data set come in batches, always without replacement within a batch. */
public enum BatchOrder {
    /** Each batch anew, independently of the others. */
    INDEPENDENT {
        @Override
        RowBatches of(int rows, int size) {
            return new RowSubset(rows, size);
        }
    },
    /** Over shuffled epochs: within an epoch the errors of the batches add to nothing. */
    EPOCHS {
        @Override
        RowBatches of(int rows, int size) {
            return ShuffledBatches.ofAll(rows, size);
        }
    },
    /** Over sweeps: a shuffled epoch forwards and then backwards, so that errors of odd order in the step cancel too. */
    SWEEPS {
        @Override
        RowBatches of(int rows, int size) {
            return new SymmetricBatches(rows, size);
        }
    };

    abstract RowBatches of(int rows, int size);
}
