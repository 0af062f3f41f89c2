package ergodic.sampler;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A kernel that carries nothing from one transition to the next beside the {@link ChainState}: it keeps only workspaces,
 * whose contents no transition looks at before it has written them.
 *
 * @param <T>
 *            the method's tuning
 */
public interface StatelessKernel<T> extends TransitionKernel<T> {

    @Override
    default void save(DataOutput out) throws IOException {}

    @Override
    default void load(DataInput in) throws IOException {}
}
