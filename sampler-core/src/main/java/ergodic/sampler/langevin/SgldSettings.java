package ergodic.sampler.langevin;

/**
 * Settings of {@link Sgld}; step size and preconditioner come with the tuning.
 *
 * @param batchSize
 *            number of rows of each gradient, at least 1; as many as there are, or more, mean all rows: unadjusted
 *            Langevin dynamics
 */
public record SgldSettings(int batchSize) {

    /** Checks the settings. */
    public SgldSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, but is " + batchSize);
        }
    }
}
