package ergodic.sampler.smc;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.LogDensity;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.StartingPoint;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A draw of the prior where density and gradient are finite.
 *
 * @param prior
 *            the chain's own
 */
record PriorStart(PriorDensity prior) implements StartingPoint {

    private static final int TRIES = 1000;

    @Override
    public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
        for (int i = 0; i < TRIES; i++) {
            prior.drawInto(state.theta(), rng);
            state.refresh(density);
            if (Finiteness.holds(state.logDensity(), state.gradient())) {
                return;
            }
        }
        throw new InitialPointException("none of " + TRIES
                + " draws of the prior has a finite density with a finite gradient: check data and priors");
    }
}
