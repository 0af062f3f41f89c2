package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.List;

/** One step of a recurrence. The first tensor of a state is the output, [units]. */
public interface RecurrentCell {

    /** The state before the first step. */
    List<Tensor> start();

    /**
     * The state after a step.
     *
     * @param input
     *            the step's features, [inputs]
     * @param state
     *            the state before it
     */
    List<Tensor> step(Tensor input, List<Tensor> state);
}
