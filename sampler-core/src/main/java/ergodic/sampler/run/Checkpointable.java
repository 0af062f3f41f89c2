package ergodic.sampler.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A {@link ergodic.sampler.TransitionKernel} with a state of its own between transitions (such as the momentum of
 * stochastic-gradient HMC): all that a later transition depends on and that the {@link ergodic.sampler.ChainState} does not
 * hold. A kernel that keeps nothing but workspaces, whose contents no transition looks at before it has written them, does
 * not implement it.
 */
public interface Checkpointable {

    /** Writes the whole state. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
