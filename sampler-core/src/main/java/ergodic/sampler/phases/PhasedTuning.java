package ergodic.sampler.phases;

import org.jspecify.annotations.Nullable;

/**
 * The tuning of {@link PhasedKernel}: of one of its kernels.
 *
 * @param <A>
 *            tuning of the first kernel
 * @param <B>
 *            tuning of the second
 * @param first
 *            of the first kernel; null once it is the second's turn
 * @param second
 *            of the second kernel; null before
 */
public record PhasedTuning<A extends Record, B extends Record>(@Nullable A first, @Nullable B second) {

    /** Checks that it is one of them. */
    public PhasedTuning {
        if ((first == null) == (second == null)) {
            throw new IllegalArgumentException("a transition is one of the first or of the second kernel");
        }
    }
}
