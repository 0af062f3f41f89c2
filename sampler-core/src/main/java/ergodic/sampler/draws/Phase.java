package ergodic.sampler.draws;

/** Part of a run to which a draw belongs. */
public enum Phase {
    /** Adapting; not draws from the posterior. */
    WARMUP,
    /** Draws from the posterior. */
    SAMPLING
}
