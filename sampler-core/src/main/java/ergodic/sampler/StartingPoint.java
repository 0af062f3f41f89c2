package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/** Finds a state from which a chain can start: finite density and gradient. */
@FunctionalInterface
public interface StartingPoint {

    /**
     * Fills {@code state} with a position, its log density and gradient.
     *
     * @throws InitialPointException
     *             if no point with finite density and gradient was found; its message names the parameter at fault
     */
    void findInto(ChainState state, LogDensity density, UniformRandomProvider rng);
}
