package ergodic.sampler.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A kernel with state between transitions (such as the momentum of stochastic-gradient HMC). Kernels without such a state
 * need not implement it.
 */
public interface Checkpointable {

    /** Writes the whole state. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
