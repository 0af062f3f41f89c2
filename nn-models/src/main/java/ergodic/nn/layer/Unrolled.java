package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence along a sequence, step after step in the trace: the compiler sees all steps, and tiles of rows go forward through
 * all of them and back.
 *
 * @param outputs
 *            the output after each step, [units] each; after a step that is not there, that before it
 * @param last
 *            the state after the last step; its first tensor is the output
 */
public record Unrolled(List<Tensor> outputs, List<Tensor> last) {

    /** Copies the lists. */
    public Unrolled {
        outputs = List.copyOf(outputs);
        last = List.copyOf(last);
    }

    static Unrolled of(RecurrentCell cell, Tensor sequence, Padding padding) {
        List<Tensor> state = cell.start();
        List<Tensor> outputs = new ArrayList<>();
        for (int t = 0; t < sequence.shape().dim(0); t++) {
            Tensor present = padding.present(t);
            state = keep(present, cell.step(features(present, sequence.get(t)), state), state);
            outputs.add(state.get(0));
        }
        return new Unrolled(outputs, state);
    }

    /** A step's features; zeros where there is no step, so that whatever pads the data reaches neither state nor gradient. */
    private static Tensor features(@Nullable Tensor present, Tensor input) {
        return present == null ? input : present.select(input, input.tracer().constant(0));
    }

    private static List<Tensor> keep(@Nullable Tensor present, List<Tensor> next, List<Tensor> before) {
        if (present == null) {
            return next;
        }
        List<Tensor> kept = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            kept.add(present.select(next.get(i), before.get(i)));
        }
        return kept;
    }

    /** All outputs as one tensor [T, units]. */
    public Tensor stacked() {
        List<Tensor> rows = new ArrayList<>();
        for (Tensor output : outputs) {
            rows.add(output.reshape(1, output.shape().dim(0)));
        }
        return Tensor.concat(0, rows);
    }

    /** The output after the last step of each row, [units]. */
    public Tensor output() {
        return last.get(0);
    }
}
