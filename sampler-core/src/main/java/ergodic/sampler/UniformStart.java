package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Starts at a random point of a cube around the origin of the unconstrained space, U(-2, 2) in each coordinate unless told
 * otherwise, as Stan does; tries again where density or gradient is not finite.
 */
public final class UniformStart implements StartingPoint {

    private final double radius;
    private final int tries;

    /** Stan's start: U(-2, 2), 100 tries. */
    public UniformStart() {
        this(2.0, 100);
    }

    /**
     * A start in the cube of half side {@code radius}.
     *
     * @param radius
     *            not negative; 0 starts at the origin
     * @param tries
     *            number of points to try, at least 1
     */
    public UniformStart(double radius, int tries) {
        if (!(radius >= 0.0 && radius < Double.POSITIVE_INFINITY) || tries < 1) {
            throw new IllegalArgumentException(
                    "a uniform start needs a radius that is finite and not negative, and at least "
                            + "one try, but got " + radius + " and " + tries);
        }
        this.radius = radius;
        this.tries = tries;
    }

    @Override
    public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
        int needed = radius == 0.0 ? 1 : tries;
        double[] theta = state.theta();
        for (int attempt = 0; attempt < needed; attempt++) {
            for (int i = 0; i < theta.length; i++) {
                theta[i] = radius * (2.0 * rng.nextDouble() - 1.0);
            }
            if (Finiteness.holds(state.refresh(density), state.gradient())) {
                return;
            }
        }
        throw new InitialPointException(
                "no starting point was found: at all " + needed + " points tried in [-" + radius + ", "
                        + radius + "] the density or its gradient is not finite; at the last one, "
                        + StartFault.describe(state, density));
    }
}
