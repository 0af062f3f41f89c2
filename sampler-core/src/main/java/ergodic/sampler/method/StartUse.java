package ergodic.sampler.method;

/** What a method makes of the starting point that it is given. */
public enum StartUse {
    /** It begins there, and arrives sooner from near a mode. */
    BEGINS,
    /** It begins there and climbs to modes itself: an optimiser before it costs gradients and brings nothing, unless somebody wants it. */
    CLIMBS,
    /** It begins elsewhere, such as at draws of the prior. */
    IGNORES
}
