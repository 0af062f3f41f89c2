package ergodic.sampler.method;

import java.util.Optional;

/**
 * What is known of a posterior when a method is to be chosen for it: counted quantities alone, so that the choice does not depend on the
 * machine.
 *
 * @param unknowns
 *            dimension
 * @param rows
 *            rows of the likelihood
 * @param gradients
 *            gradients over all rows that the run may take
 * @param trial
 *            how the method that is asked did in a short trial; empty before there was one
 */
public record Task(int unknowns, int rows, long gradients, Optional<Trial> trial) {

    /**
     * A short run of a method, from starts of its own.
     *
     * @param chains
     *            number of chains
     * @param warmup
     *            warm-up transitions of each
     * @param draws
     *            draws of each
     * @param gradients
     *            mean gradients of a transition after the warm-up
     * @param disagreement
     *            median R-hat of the functions by which draws are judged; NaN where there is none
     */
    public record Trial(int chains, int warmup, int draws, double gradients, double disagreement) {}

    /** A task before any trial. */
    public static Task of(int unknowns, int rows, long gradients) {
        return new Task(unknowns, rows, gradients, Optional.empty());
    }

    /** The same after a trial. */
    public Task after(Trial done) {
        return new Task(unknowns, rows, gradients, Optional.of(done));
    }
}
