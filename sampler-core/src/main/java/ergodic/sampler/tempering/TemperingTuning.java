package ergodic.sampler.tempering;

import java.util.List;

/**
 * The tuning of {@link Tempering}.
 *
 * @param rungs
 *            powers of the likelihood, from 0 to 1, increasing
 * @param round
 *            number of the schedule, from 0: where it changes the counts of round trips begin anew
 */
public record TemperingTuning(List<Rung> rungs, int round) {

    /** Copies the rungs. */
    public TemperingTuning {
        rungs = List.copyOf(rungs);
    }
}
