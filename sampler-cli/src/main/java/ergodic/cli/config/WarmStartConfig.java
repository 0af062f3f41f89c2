package ergodic.cli.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code [warm-start]}: each chain begins at a mode that AdamW finds from random weights of its own.
 *
 * @param enabled
 *            whether to optimise before the warm-up
 * @param steps
 *            largest number of steps
 * @param learningRate
 *            AdamW's learning rate
 * @param batchSize
 *            rows a step; 0 for all
 */
public record WarmStartConfig(Boolean enabled, Integer steps, Double learningRate, Integer batchSize) {

    /** Checks the keys. */
    public WarmStartConfig(@Nullable Boolean enabled, @Nullable Integer steps, @Nullable Double learningRate,
            @Nullable Integer batchSize) {
        this.enabled = Check.orElse(enabled, true);
        this.steps = Check.atLeast("warm-start.steps", 1, Check.orElse(steps, 2000));
        this.learningRate = Check.positive("warm-start.learning_rate", Check.orElse(learningRate, 0.01));
        this.batchSize = Check.atLeast("warm-start.batch_size", 0, Check.orElse(batchSize, 0));
    }

    static WarmStartConfig defaults() {
        return new WarmStartConfig(null, null, null, null);
    }
}
