package ergodic.sampler.batches;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Counted;
import java.util.Optional;

/** Keys of the methods whose gradients come from batches. */
public final class BatchKeys {

    /** Rows in a gradient. */
    public static final Key<Integer> BATCH_SIZE = Key.whole("batch_size", 100, Key.atLeast(1),
            "rows in a gradient; left out, all rows where there are fewer");
    /** Whether gradients are estimated by their difference to those at the first state. */
    public static final Key<Boolean> CONTROL_VARIATE = Key.truth("control_variate", false,
            "whether only the difference to the gradient at the chain's first state is estimated from a batch"
                    + " ([when](samplers.md#control-variates)); two gradients a step");

    private BatchKeys() {}

    /** What the keys say, with this order of the rows. */
    public static BatchRule rule(Settings settings, BatchOrder order) {
        return new BatchRule(settings.get(BATCH_SIZE), order, settings.get(CONTROL_VARIATE));
    }

    /** Gradients of an estimate. */
    public static int gradients(Settings settings) {
        return settings.get(CONTROL_VARIATE) ? 2 : 1;
    }

    /** What is wrong with them for so many rows: a sentence, or nothing. */
    public static Optional<String> complaint(Settings settings, int rows) {
        return complaint(settings.get(BATCH_SIZE), rows);
    }

    /** What is wrong with a batch of so many rows among so many: a sentence, or nothing. */
    public static Optional<String> complaint(int batch, int rows) {
        return batch <= rows ? Optional.empty()
                : Optional.of(BATCH_SIZE.path() + " = " + batch + " is more than the "
                        + Counted.of(rows, "training row") + "; lower it");
    }
}
