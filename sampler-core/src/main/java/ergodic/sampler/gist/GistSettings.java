package ergodic.sampler.gist;

/**
 * Settings of {@link Gist}.
 *
 * @param choice
 *            what is chosen at each transition
 * @param steps
 *            most leapfrog steps of the trajectory that tries a step size, at least 1: their number is uniform from 1 to it; where the length
 *            is not chosen that is the whole trajectory
 * @param maxSteps
 *            most steps of a trajectory whose length is chosen, at least 1
 */
public record GistSettings(GistChoice choice, int steps, int maxSteps) {

    /** Most doublings or halvings of the base step. */
    public static final int MOST_DOUBLINGS = 12;

    /** Checks the numbers. */
    public GistSettings {
        if (steps < 1 || maxSteps < 1) {
            throw new IllegalArgumentException("a trajectory needs a step at least, but " + steps + " and at most "
                    + maxSteps + " were asked for");
        }
    }

    /** Most gradients of a transition. */
    public double mostGradients() {
        // From both ends: the search, in which each number of doublings is tried once, and the trajectory.
        double search = choice.choosesStepSize() ? 2.0 * steps * (MOST_DOUBLINGS + 1) : 0.0;
        return search + (choice.choosesLength() ? 2.0 * maxSteps : 0.0);
    }
}
