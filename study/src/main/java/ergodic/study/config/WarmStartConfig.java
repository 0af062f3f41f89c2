package ergodic.study.config;

import ergodic.nn.StartMethod;
import ergodic.nn.WarmStartSettings;
import ergodic.sampler.method.StartUse;
import org.jspecify.annotations.Nullable;

/**
 * {@code [warm-start]}: each chain begins at a mode that an optimiser finds from random weights of its own.
 *
 * @param enabled
 *            whether to optimise before the warm-up
 * @param steps
 *            largest number of steps
 * @param learningRate
 *            AdamW's learning rate, which falls to 0 along a cosine
 * @param batchSize
 *            rows a step; 0 for all
 * @param heldBack
 *            share of the training rows that the optimiser does not see, for early stopping; 0 for none
 * @param patience
 *            checks of the rows held back without an improvement after which the optimiser stops
 * @param finish
 *            steps over all rows that follow early stopping, as a share of the steps
 * @param optimizer
 *            {@code adamw}, {@code lbfgs} or {@code pathfinder}
 * @param candidates
 *            random weights that each chain draws, to begin at the best
 */
public record WarmStartConfig(Boolean enabled, Integer steps, Double learningRate, Integer batchSize, Double heldBack,
        Integer patience, Double finish, String optimizer, Integer candidates) {

    /** Checks the keys. */
    public WarmStartConfig(@Nullable Boolean enabled, @Nullable Integer steps, @Nullable Double learningRate,
            @Nullable Integer batchSize, @Nullable Double heldBack, @Nullable Integer patience,
            @Nullable Double finish, @Nullable String optimizer, @Nullable Integer candidates) {
        this.enabled = Check.orElse(enabled, true);
        this.steps = Check.atLeast("warm-start.steps", 1, Check.orElse(steps, 2000));
        this.learningRate = Check.positive("warm-start.learning_rate", Check.orElse(learningRate, 0.01));
        this.batchSize = Check.atLeast("warm-start.batch_size", 0, Check.orElse(batchSize, 0));
        this.heldBack = Check.share("warm-start.held_back", Check.orElse(heldBack, 0.0));
        this.patience = Check.atLeast("warm-start.patience", 1, Check.orElse(patience, 10));
        this.finish = Check.share("warm-start.finish", Check.orElse(finish, WarmStartSettings.FINISH));
        this.optimizer = Check.oneOf("warm-start.optimizer", StartMethod.keys(), Check.orElse(optimizer, "adamw"));
        if (!this.optimizer.equals("adamw") && (this.batchSize > 0 || this.heldBack > 0)) {
            throw new ConfigException(
                    "warm-start.optimizer = \"" + this.optimizer + "\" takes all rows at each step; set"
                            + " warm-start.batch_size and warm-start.held_back to 0, or take \"adamw\"");
        }
        this.candidates = Check.atLeast("warm-start.candidates", 1, Check.orElse(candidates, 1));
    }

    /** The same, if the method takes what is said. */
    WarmStartConfig requireTaken(SamplerConfig sampler) {
        if (enabled && sampler.startUse() == StartUse.IGNORES) {
            throw new ConfigException("sampler.method = \"" + sampler.type().name()
                    + "\" looks for no start, so that [warm-start] would change nothing; take that table out, or set"
                    + " warm-start.enabled = false");
        }
        return this;
    }

    /** What holds where nothing is said: an optimiser before a method that begins where it is told to, none before another. */
    static WarmStartConfig defaults(StartUse use) {
        return new WarmStartConfig(use == StartUse.BEGINS, null, null, null, null, null, null, null, null);
    }
}
