package ergodic.sampler.optimize;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/** Batches of rows, one after another; which comes next may be a state, that is saved. Allocates nothing. */
public interface RowBatches {

    /** The next batch; overwritten by the one after. */
    int[] next(UniformRandomProvider rng);

    /** Writes what the next batches depend on. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
