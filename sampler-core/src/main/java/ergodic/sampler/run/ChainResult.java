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
 * @param startEvaluations
 *            density evaluations of the starting point
 * @param warmupGradients
 *            gradients of the warm-up's transitions
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
 */
public record ChainResult(int chain, RunPhase phase, int warmupDone, int draws, int transitions, int warmupDivergences,
        int divergences, int maxTreeDepthHits, long startEvaluations, long warmupGradients, long gradients,
        double meanAcceptanceRate,
        double stepSize, long startNanos, long warmupNanos, long samplingNanos) {

    /** Whether it has made transitions of the sampling phase and every one of them diverged. */
    public boolean divergedThroughout() {
        return transitions > 0 && divergences == transitions;
    }
}
