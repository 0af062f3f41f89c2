package ergodic.study.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [store]}.
 *
 * @param keep
 *            {@code weights}: every draw of them; {@code predictions}: no weights, but the predictive distributions of the held-out
 *            rows in each draw; {@code moments}: no weights, and running moments of those predictions
 * @param weightsEvery
 *            of how many draws one has its weights kept, in 4 bytes a number, where {@code keep} keeps none; 0 for none
 * @param precision
 *            float64 or float32, of the stored draws
 * @param warmup
 *            whether warm-up draws are stored too
 * @param logLikelihood
 *            true if the log likelihood of each training row is stored of each draw, else null: what is not asked for is not written into
 *            configurations, whose text decides whether a run may go on
 * @param checkpointSeconds
 *            seconds between checkpoints
 */
public record StoreConfig(String keep, Integer weightsEvery, String precision, Boolean warmup,
        @Nullable Boolean logLikelihood, Double checkpointSeconds) {

    /** Value of {@code keep} for every draw of the weights. */
    public static final String WEIGHTS = "weights";
    /** Value of {@code keep} for predictions draw by draw. */
    public static final String PREDICTIONS = "predictions";
    /** Value of {@code keep} for moments of predictions. */
    public static final String MOMENTS = "moments";

    /** Checks the keys. */
    public StoreConfig(@Nullable String keep, @Nullable Integer weightsEvery, @Nullable String precision,
            @Nullable Boolean warmup, @Nullable Boolean logLikelihood, @Nullable Double checkpointSeconds) {
        this.keep = Check.oneOf("store.keep", List.of(WEIGHTS, PREDICTIONS, MOMENTS), Check.orElse(keep, WEIGHTS));
        this.weightsEvery = Check.atLeast("store.weights_every", 0, Check.orElse(weightsEvery, 0));
        if (this.weightsEvery > 0 && keepsWeights()) {
            throw new ConfigException("store.weights_every is for store.keep = \"" + PREDICTIONS + "\" or \"" + MOMENTS
                    + "\"; with store.keep = \"" + WEIGHTS + "\" those of every draw are kept");
        }
        this.precision = Check.oneOf("store.precision", List.of("float64", "float32"),
                Check.orElse(precision, "float64"));
        this.warmup = Check.orElse(warmup, false);
        this.logLikelihood = Check.orElse(logLikelihood, false) ? Boolean.TRUE : null;
        this.checkpointSeconds = Check.positive("store.checkpoint_seconds", Check.orElse(checkpointSeconds, 1.0));
    }

    static StoreConfig defaults() {
        return new StoreConfig(null, null, null, null, null, null);
    }

    /** Whether the log likelihood of each training row is stored of each draw. */
    public boolean keepsLogLikelihood() {
        return logLikelihood != null;
    }

    /** Whether every draw has its weights kept. */
    public boolean keepsWeights() {
        return keep.equals(WEIGHTS);
    }
}
