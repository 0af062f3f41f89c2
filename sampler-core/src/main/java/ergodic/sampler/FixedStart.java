package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/** Starts at a given position. */
public final class FixedStart implements StartingPoint {

    private final double[] position;

    /** A start at {@code position}, length d; copied. */
    public FixedStart(double[] position) {
        this.position = position.clone();
    }

    @Override
    public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
        if (position.length != density.dimension()) {
            throw new InitialPointException(
                    "the given starting point has " + position.length + " coordinates, but the model "
                            + density.dimension());
        }
        System.arraycopy(position, 0, state.theta(), 0, position.length);
        if (!Finiteness.holds(state.refresh(density), state.gradient())) {
            throw new InitialPointException("the chain cannot start at the given point: "
                    + StartFault.describe(state, density));
        }
    }
}
