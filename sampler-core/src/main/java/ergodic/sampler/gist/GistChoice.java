package ergodic.sampler.gist;

/** What {@link Gist} chooses at each transition. */
public enum GistChoice {
    /** The step size, for trajectories of a given number of steps. */
    STEP_SIZE(true, false),
    /** The number of steps, with the adapted step size. */
    LENGTH(false, true),
    /** First the step size, then the number of such steps. */
    BOTH(true, true);

    private final boolean stepSize;
    private final boolean length;

    GistChoice(boolean stepSize, boolean length) {
        this.stepSize = stepSize;
        this.length = length;
    }

    /** Whether the step size is chosen. */
    public boolean choosesStepSize() {
        return stepSize;
    }

    /** Whether the number of steps is. */
    public boolean choosesLength() {
        return length;
    }
}
