package ergodic.study.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [store]}.
 *
 * @param precision
 *            float64 or float32, of the stored draws
 * @param warmup
 *            whether warm-up draws are stored too
 * @param checkpointSeconds
 *            seconds between checkpoints
 */
public record StoreConfig(String precision, Boolean warmup, Double checkpointSeconds) {

    /** Checks the keys. */
    public StoreConfig(@Nullable String precision, @Nullable Boolean warmup, @Nullable Double checkpointSeconds) {
        this.precision = Check.oneOf("store.precision", List.of("float64", "float32"),
                Check.orElse(precision, "float64"));
        this.warmup = Check.orElse(warmup, false);
        this.checkpointSeconds = Check.positive("store.checkpoint_seconds", Check.orElse(checkpointSeconds, 1.0));
    }

    static StoreConfig defaults() {
        return new StoreConfig(null, null, null);
    }
}
