package ergodic.sampler.run;

/**
 * How far a chain came and what it met, over all of the run (resumptions included).
 *
 * @param chain
 *            chain from 0
 * @param phase
 *            where it stands; {@link RunPhase#FINISHED} if all its draws were made
 * @param warmupDone
 *            warm-up transitions made
 * @param draws
 *            draws made, after thinning
 * @param transitions
 *            transitions made in the sampling phase, those between kept draws included
 * @param warmupDivergences
 *            divergent transitions of the warm-up
 * @param divergences
 *            divergent transitions of the sampling phase, those between kept draws included
 * @param maxTreeDepthHits
 *            transitions of the sampling phase that were cut at the largest tree depth
 * @param startGradients
 *            evaluations until the first transition: of the method's preparation (in the first chain), of the starting point, and of
 *            the tuner's search for a first step size
 * @param warmupGradients
 *            gradients of the warm-up: of its transitions and of the tuner's searches between them; of the steps of a fit
 * @param gradients
 *            gradients of the sampling phase's transitions
 * @param meanAcceptanceRate
 *            mean acceptance rate over the sampling phase's transitions; NaN without any
 * @param stepSize
 *            step size last used; NaN before the first transition
 * @param startNanos
 *            time spent on the starting point, in nanoseconds
 * @param warmupNanos
 *            time spent on the warm-up
 * @param samplingNanos
 *            time spent on the sampling phase
 * @param startLogDensity
 *            log density of the point at which the chain began; NaN before it was found
 */
public record ChainResult(int chain, RunPhase phase, int warmupDone, int draws, int transitions, int warmupDivergences,
        int divergences, int maxTreeDepthHits, long startGradients, long warmupGradients, long gradients,
        double meanAcceptanceRate,
        double stepSize, long startNanos, long warmupNanos, long samplingNanos,
        double startLogDensity) {

    /** Whether it has made transitions of the sampling phase and every one of them diverged. */
    public boolean divergedThroughout() {
        return transitions > 0 && divergences == transitions;
    }
}
