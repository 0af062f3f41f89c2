package ergodic.sampler.run;

import ergodic.sampler.DrawKind;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How a run ended.
 *
 * @param kind
 *            what the draws are
 * @param finished
 *            whether every chain made all its draws
 * @param cancelled
 *            whether it was stopped on request before that
 * @param diverged
 *            whether it was stopped before that because every chain diverged at each of its first
 *            {@link #TRIAL} transitions after the warm-up
 * @param chains
 *            the chains, in order
 * @param transitions
 *            transitions that this run, or its resumption, made: 0 if all were made before
 * @param elapsed
 *            time since this run, or its resumption, began
 * @param warmupTime
 *            where the time of this run's, or its resumption's, warm-up went, over all chains
 * @param samplingTime
 *            the same of the sampling phase
 */
public record RunResult(DrawKind kind, boolean finished, boolean cancelled, boolean diverged, List<ChainResult> chains,
        long transitions, Duration elapsed, PhaseTime warmupTime, PhaseTime samplingTime) {

    /** Transitions after the warm-up by which it is decided whether a chain diverges from the start. */
    public static final int TRIAL = 100;

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

    /** Numbers, from 0, of the chains that diverged at every transition of the sampling phase. */
    public List<Integer> chainsDivergedThroughout() {
        return chains.stream().filter(ChainResult::divergedThroughout).map(ChainResult::chain).toList();
    }

    /** Where the time of both phases went. */
    public PhaseTime time() {
        return warmupTime.plus(samplingTime);
    }

    /** All gradients of all chains: of the start, of tuning and of sampling. */
    public long gradients() {
        return startGradients() + tuningGradients() + samplingGradients();
    }

    /** Those until the first transition, of all chains: of the starting point and of the search for a first step size. */
    public long startGradients() {
        return sum(ChainResult::startGradients);
    }

    /** Those of the warm-up, or of the steps of fits, of all chains. */
    public long tuningGradients() {
        return sum(ChainResult::warmupGradients);
    }

    /** Those of the transitions after the warm-up, or of the draws of fits, of all chains. */
    public long samplingGradients() {
        return sum(ChainResult::gradients);
    }

    private long sum(ToLongFunction<ChainResult> number) {
        return chains.stream().mapToLong(number).sum();
    }
}
