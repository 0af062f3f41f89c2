package ergodic.sampler.run;

import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param finished
 *            whether every chain made all its draws
 * @param cancelled
 *            whether it was stopped on request before that
 * @param chains
 *            the chains, in order
 * @param elapsed
 *            time since this run, or its resumption, began
 */
public record RunResult(boolean finished, boolean cancelled, List<ChainResult> chains, Duration elapsed) {

    /** A copy of the list. */
    public RunResult {
        chains = List.copyOf(chains);
    }

    /** Draws that every chain has. */
    public int completeDraws() {
        int least = Integer.MAX_VALUE;
        for (ChainResult chain : chains) {
            least = Math.min(least, chain.draws());
        }
        return least;
    }

    /** Divergent transitions of the sampling phase, over all chains. */
    public int divergences() {
        int sum = 0;
        for (ChainResult chain : chains) {
            sum += chain.divergences();
        }
        return sum;
    }

    /** Gradients of all transitions of all chains. */
    public long gradients() {
        long sum = 0;
        for (ChainResult chain : chains) {
            sum += chain.warmupGradients() + chain.gradients();
        }
        return sum;
    }
}
