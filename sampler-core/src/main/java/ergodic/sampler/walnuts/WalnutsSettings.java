package ergodic.sampler.walnuts;

/**
 * Settings of {@link Walnuts}.
 *
 * @param maxTreeDepth
 *            largest number of doublings of the trajectory, 1 to 24
 * @param macroSteps
 *            m, leapfrog steps of a macro step at the coarsest level, at least 1
 * @param halvings
 *            most times that the step is halved within a macro step, 0 (plain NUTS with a limit on each step's error) to 20
 * @param tolerance
 *            delta, largest change of the energy between the ends of a macro step, positive
 */
public record WalnutsSettings(int maxTreeDepth, int macroSteps, int halvings, double tolerance) {

    /** Most halvings that can be asked for. */
    public static final int MOST_HALVINGS = 20;

    private static final int DEEPEST = 24;

    /** Checks the settings. */
    public WalnutsSettings {
        if (maxTreeDepth < 1 || maxTreeDepth > DEEPEST || macroSteps < 1 || halvings < 0 || halvings > MOST_HALVINGS
                || !(tolerance > 0.0)) {
            throw new IllegalArgumentException("walnuts needs a depth from 1 to " + DEEPEST
                    + ", a macro step of at least one step, from 0 to " + MOST_HALVINGS
                    + " halvings and a positive tolerance, but got " + maxTreeDepth + ", " + macroSteps + ", "
                    + halvings + " and " + tolerance);
        }
    }

    /**
     * Depth 10, macro steps of one step, 8 halvings, 2 nats: a quarter of that halves steps so often, where nothing asks for it, that
     * nearly half of all trajectories end because the way back of a macro step is coarser.
     */
    public static WalnutsSettings defaults() {
        return new WalnutsSettings(10, 1, 8, 2.0);
    }

    /** These settings with other macro steps. */
    public WalnutsSettings withMacroSteps(int steps) {
        return new WalnutsSettings(maxTreeDepth, steps, halvings, tolerance);
    }
}
