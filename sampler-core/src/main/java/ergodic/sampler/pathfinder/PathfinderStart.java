package ergodic.sampler.pathfinder;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Starts a chain at a draw of the best normal approximation on one path of Pathfinder from another start, and leaves its covariance, the inverse
 * Hessian, for the tuner to begin with. A path a chain: chains
 * still begin apart, at modes of their own and not all at the best of them.
 *
 * @param from
 *            where the path begins
 * @param steps
 *            most trial points of the path; each iterate among them takes 25 gradients more
 * @param history
 *            pairs of steps and gradients that make the inverse Hessian
 */
public record PathfinderStart(StartingPoint from, int steps, int history) implements StartingPoint {

    /** Draws that are tried for one of finite density. */
    private static final int TRIES = 20;

    /** Checks the numbers. */
    public PathfinderStart {
        if (steps < 1 || history < 1) {
            throw new IllegalArgumentException("a path needs at least one step and one pair of history, not " + steps
                    + " and " + history);
        }
    }

    /** At most 500 trial points, ten pairs. */
    public static PathfinderStart from(StartingPoint start) {
        return new PathfinderStart(start, 500, 10);
    }

    /** {@inheritDoc} Where no approximation on the path is usable, the chain starts at the path's last iterate. */
    @Override
    public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
        from.findInto(state, density, rng);
        OptimiserPath path = new OptimiserPath(density, history);
        path.begin(state.theta(), rng.nextLong());
        for (int step = 0; step < steps && !path.ended(); step++) {
            path.advance();
        }
        path.end();
        for (int draw = 0; draw < TRIES && path.found(); draw++) {
            path.drawInto(draw, state.theta());
            if (Finiteness.holds(state.refresh(density), state.gradient())) {
                state.setCovariance(path.covariance());
                return;
            }
        }
        System.arraycopy(path.last(), 0, state.theta(), 0, state.dimension());
        state.refresh(density);
    }
}
