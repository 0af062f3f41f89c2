package ergodic.sampler;

/**
 * A log posterior whose prior is known apart: {@code evaluate} is {@code prior().evaluate} plus the log likelihood. What raises the
 * likelihood to powers from 0 to 1 needs it, so the evidence that is found on the way belongs to the prior made a probability density
 * and the likelihood as it is. Belongs to one chain.
 */
public interface TemperedLogDensity extends StochasticLogDensity {

    /** The prior; always the same object. */
    PriorDensity prior();

    /**
     * The density as one whose prior is known apart.
     *
     * @param method
     *            what needs it, for the refusal
     * @throws IllegalArgumentException
     *             if it is not one
     */
    static TemperedLogDensity of(StochasticLogDensity density, String method) {
        if (density instanceof TemperedLogDensity tempered) {
            return tempered;
        }
        throw new IllegalArgumentException("sampler.method = \"" + method
                + "\" needs the prior apart, but this density does not tell it"
                + ": implement TemperedLogDensity, or take another method");
    }
}
