package ergodic.nn;

import ergodic.sampler.optimize.AdamWSettings;

/**
 * How each chain finds its start ({@code [warm-start]} of a configuration).
 *
 * @param enabled
 *            whether to optimise; otherwise chains start at random weights of ordinary size
 * @param steps
 *            largest number of steps, at least 1
 * @param batchSize
 *            rows a step, drawn at random for each; 0 for all
 * @param adamW
 *            the optimiser; its learning rate falls to 0 along a cosine over the steps
 * @param heldBack
 *            part of the rows, in [0, 1), that the optimiser does not see; 0 for none
 * @param patience
 *            with rows held back: the optimisation stops when their density was last improved that many checks ago, and the
 *            best point is taken; a check is made every hundredth of the steps
 * @param candidates
 *            random weights that each chain draws; it begins, with or without the optimiser, at those of the highest density
 * @param finish
 *            with rows held back: steps over all rows, those included, that follow from the best point, as a share of
 *            {@code steps} in [0, 1]; at a tenth of the learning rate, which falls likewise. Of these the point of highest
 *            density of all rows is taken. 0 for none
 * @param method
 *            what takes a chain to its start; others than AdamW take all rows at each step and have no learning rate
 */
public record WarmStartSettings(boolean enabled, int steps, int batchSize, AdamWSettings adamW, double heldBack,
        int patience, int candidates, double finish, StartMethod method) {

    /** Steps over all rows after early stopping, as a share of the steps. */
    public static final double FINISH = 0.1;

    /** Checks the numbers. */
    public WarmStartSettings {
        if (steps < 1) {
            throw new IllegalArgumentException("warm-start.steps must be at least 1, not " + steps);
        }
        if (batchSize < 0) {
            throw new IllegalArgumentException("warm-start.batch_size must be at least 0, not " + batchSize);
        }
        if (!(heldBack >= 0 && heldBack < 1)) {
            throw new IllegalArgumentException("warm-start.held_back must be at least 0 and below 1, not " + heldBack);
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("warm-start.candidates must be at least 1, not " + candidates);
        }
        if (!(finish >= 0 && finish <= 1)) {
            throw new IllegalArgumentException("warm-start.finish must be between 0 and 1, not " + finish);
        }
        if (method != StartMethod.ADAMW && (batchSize > 0 || heldBack > 0)) {
            throw new IllegalArgumentException(
                    "warm-start.optimizer = \"" + method.key() + "\" takes all rows at each step; set"
                            + " warm-start.batch_size and warm-start.held_back to 0, or take \"adamw\"");
        }
        if (patience < 1) {
            throw new IllegalArgumentException("warm-start.patience must be at least 1, not " + patience);
        }
    }

    /** The default for networks: 2000 steps over all rows, learning rate 0.01, nothing held back. */
    public static WarmStartSettings defaults() {
        return new WarmStartSettings(true, 2000, 0, AdamWSettings.of(0.01), 0, 10, 1, FINISH, StartMethod.ADAMW);
    }

    /** No optimisation. */
    public static WarmStartSettings disabled() {
        return new WarmStartSettings(false, 1, 0, AdamWSettings.of(0.01), 0, 10, 1, FINISH, StartMethod.ADAMW);
    }

    /** The same with other steps. */
    public WarmStartSettings withSteps(int number) {
        return new WarmStartSettings(enabled, number, batchSize, adamW, heldBack, patience, candidates, finish, method);
    }

    /** The same with other batches. */
    public WarmStartSettings withBatchSize(int rows) {
        return new WarmStartSettings(enabled, steps, rows, adamW, heldBack, patience, candidates, finish, method);
    }

    /** The same with another optimiser. */
    public WarmStartSettings withAdamW(AdamWSettings optimiser) {
        return new WarmStartSettings(enabled, steps, batchSize, optimiser, heldBack, patience, candidates, finish,
                method);
    }

    /** The same with early stopping. */
    public WarmStartSettings withEarlyStopping(double part, int checks) {
        return new WarmStartSettings(enabled, steps, batchSize, adamW, part, checks, candidates, finish, method);
    }

    /** The same with the best of so many random weights. */
    public WarmStartSettings withCandidates(int number) {
        return new WarmStartSettings(enabled, steps, batchSize, adamW, heldBack, patience, number, finish, method);
    }

    /** The same with another share of steps over all rows after early stopping. */
    public WarmStartSettings withFinish(double share) {
        return new WarmStartSettings(enabled, steps, batchSize, adamW, heldBack, patience, candidates, share, method);
    }

    /** What follows early stopping: steps over all rows, from where it ended. */
    WarmStartSettings finishing() {
        AdamWSettings slow = new AdamWSettings(0.1 * adamW.learningRate(), adamW.beta1(), adamW.beta2(),
                adamW.epsilon(),
                adamW.weightDecay());
        return new WarmStartSettings(enabled, Math.max(1, (int) Math.round(finish * steps)), 0, slow, 0, patience,
                candidates, 0, method);
    }

    /** The same by another method. */
    public WarmStartSettings withMethod(StartMethod other) {
        return new WarmStartSettings(enabled, steps, batchSize, adamW, heldBack, patience, candidates, finish, other);
    }
}
