package ergodic.sampler.cycles;

import java.util.List;

/**
 * The tuning of {@link Cyclical}: that of each step of a cycle.
 *
 * @param steps
 *            tunings of the cycle's steps, in their order
 * @param explored
 *            number of steps that belong to the first transition beside its own
 * @param <T>
 *            the kernel's tuning
 */
public record CycleTuning<T>(List<T> steps, int explored) {

    /** Copies the list. */
    public CycleTuning {
        steps = List.copyOf(steps);
        if (explored < 0 || explored >= steps.size()) {
            throw new IllegalArgumentException(
                    "of " + steps.size() + " steps of a cycle " + explored + " cannot explore");
        }
    }
}
