package ergodic.nn;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.optimize.AdamW;
import ergodic.sampler.optimize.LbfgsStart;
import ergodic.sampler.optimize.Optimizer;
import ergodic.sampler.pathfinder.PathfinderStart;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Starts a chain near a mode of its own: AdamW on the log posterior from random weights, a point for each chain by the
 * chain's random numbers. Of several random weights it begins at those of the highest density; without AdamW they are the start.
 *
 * <p>
 * What is minimised is the negative log posterior divided by the number of rows. The prior is part of it, so no weight decay
 * is needed by default. Coordinates that scale others in a prior can be held where they begin: where a scale and what it
 * scales go to 0 together the density has no bound, and its top is a network that is constant. The best point seen is taken:
 * by the log posterior of all rows without early stopping, and by that of the rows held back (rescaled to all rows, prior
 * included) with it; then some steps over all rows may follow. If a value is not finite on the way, the optimisation goes back to the best point with half the
 * learning rate. L-BFGS climbs in the place of AdamW where that is asked for, or makes a path of Pathfinder, of whose best normal approximation the
 * start is a draw.
 */
public final class WarmStart implements StartingPoint {

    /** Draws random weights. */
    @FunctionalInterface
    public interface RandomWeights {

        /** Fills a position. */
        void drawInto(double[] theta, UniformRandomProvider rng);
    }

    private static final int TRIES = 20;
    private static final int CHECKS = 100;
    private static final int MOST_RETREATS = 20;
    /** Norm of the gradient at which L-BFGS has arrived. */
    private static final double ARRIVED = 0.1;
    private static final int PATH_HISTORY = 10;

    private final RandomWeights weights;
    private final WarmStartSettings settings;
    private final boolean[] held;

    /**
     * A start.
     *
     * @param weights
     *            where the optimisation begins
     * @param settings
     *            how it goes on
     * @param held
     *            for each coordinate, whether it stays where the optimisation begins; none for a start that moves all
     */
    public WarmStart(RandomWeights weights, WarmStartSettings settings, boolean... held) {
        this.weights = weights;
        this.settings = settings;
        this.held = held.clone();
    }

    @Override
    public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            weights.drawInto(state.theta(), rng);
            if (Finiteness.holds(state.refresh(density), state.gradient())) {
                takeBestOfOthers(state, density, rng);
                if (settings.enabled() && settings.method() != StartMethod.ADAMW) {
                    climbLines(state, density, rng);
                } else if (settings.enabled()) {
                    optimise(state, density, settings, rng);
                    if (settings.heldBack() > 0 && settings.finish() > 0) {
                        optimise(state, density, settings.finishing(), rng);
                    }
                }
                return;
            }
        }
        throw new InitialPointException("no starting point was found: at all " + TRIES
                + " random weights tried " + fault(state, density) + "; check the data and the priors");
    }

    @Override
    public double mostRows(int rows) {
        if (settings.enabled() && settings.method() != StartMethod.ADAMW) {
            return 0;
        }
        double candidates = (double) settings.candidates() * rows;
        return !settings.enabled() ? candidates
                : candidates + most(settings, rows)
                        + (settings.heldBack() > 0 && settings.finish() > 0 ? most(settings.finishing(), rows) : 0);
    }

    /** The steps and the checks, the first and the last among them, and the point that is left. */
    private static double most(WarmStartSettings how, int rows) {
        int checks = Objective.needsChecks(how, rows) ? how.steps() / interval(how, rows) : 0;
        return (double) how.steps() * Objective.rowsOfStep(how, rows)
                + (checks + 2.0) * Objective.rowsOfCheck(how, rows) + rows;
    }

    /** Steps from one check to the next. */
    private static int interval(WarmStartSettings how, int rows) {
        return Math.max(Math.max(1, how.steps() / CHECKS), Objective.stepsBetweenChecks(how, rows));
    }

    /**
     * Draws the other candidates and takes the one of the highest density, of those that are finite. Each chain has candidates of
     * its own, so that chains still begin apart.
     */
    private void takeBestOfOthers(ChainState state, LogDensity density, UniformRandomProvider rng) {
        ChainState other = new ChainState(state.dimension());
        for (int candidate = 1; candidate < settings.candidates(); candidate++) {
            weights.drawInto(other.theta(), rng);
            if (Finiteness.holds(other.refresh(density), other.gradient())
                    && other.logDensity() > state.logDensity()) {
                System.arraycopy(other.theta(), 0, state.theta(), 0, state.dimension());
                System.arraycopy(other.gradient(), 0, state.gradient(), 0, state.dimension());
                state.setLogDensity(other.logDensity());
            }
        }
    }

    /** L-BFGS over all rows, to a mode or along a path of Pathfinder. */
    private void climbLines(ChainState state, LogDensity density, UniformRandomProvider rng) {
        HeldDensity free = new HeldDensity(density, state.theta(), held);
        StartingPoint here = (at, any, numbers) -> at.refresh(free);
        StartingPoint climb = settings.method() == StartMethod.LBFGS
                ? new LbfgsStart(here, settings.steps(), ARRIVED)
                : new PathfinderStart(here, settings.steps(), PATH_HISTORY);
        climb.findInto(state, free, rng);
        free.restore(state.theta());
        StartCovariance covariance = state.covariance();
        state.setCovariance(covariance == null ? null : covariance.without(held));
        if (!Finiteness.holds(state.refresh(density), state.gradient())) {
            throw new InitialPointException("the warm start by " + settings.method().key() + " ended where "
                    + fault(state, density)
                    + "; check the data and the priors, or set warm-start.optimizer = \"adamw\"");
        }
    }

    private void optimise(ChainState state, LogDensity density, WarmStartSettings how, UniformRandomProvider rng) {
        Objective objective = new Objective(density, how, rng);
        int dimension = state.dimension();
        double[] theta = state.theta();
        double[] gradient = new double[dimension];
        double[] best = theta.clone();
        double[] begin = theta.clone();
        double bestValue = objective.check(theta, gradient);
        Optimizer optimiser = new AdamW(dimension, how.adamW());
        double damping = 1;
        int retreats = 0;
        int lastBetter = 0;
        int interval = interval(how, objective.rowCount());
        for (int step = 0; step < how.steps(); step++) {
            double value = objective.evaluate(theta, gradient);
            if (!Finiteness.holds(value, gradient)) {
                if (++retreats > MOST_RETREATS) {
                    break;
                }
                damping *= 0.5;
                System.arraycopy(best, 0, theta, 0, dimension);
                optimiser.reset();
                continue;
            }
            if (!objective.needsChecks() && value > bestValue) {
                bestValue = value;
                System.arraycopy(theta, 0, best, 0, dimension);
            }
            for (int i = 0; i < dimension; i++) {
                gradient[i] *= -objective.perRow();
            }
            double schedule = 0.5 * (1 + Math.cos(Math.PI * step / how.steps()));
            optimiser.step(theta, -value * objective.perRow(), gradient, damping * schedule);
            for (int i = 0; i < held.length; i++) {
                if (held[i]) {
                    theta[i] = begin[i];
                }
            }
            if ((step + 1) % interval == 0 && objective.needsChecks()) {
                double checked = objective.check(theta, gradient);
                if (checked > bestValue) {
                    bestValue = checked;
                    lastBetter = step;
                    System.arraycopy(theta, 0, best, 0, dimension);
                } else if (how.heldBack() > 0 && step - lastBetter >= how.patience() * interval) {
                    break;
                }
            }
        }
        // The point after the last step has not been judged yet.
        double last = objective.check(theta, gradient);
        if (!(last >= bestValue)) {
            System.arraycopy(best, 0, theta, 0, dimension);
        }
        if (!Finiteness.holds(state.refresh(density), state.gradient())) {
            throw new InitialPointException("the warm start by AdamW ended where " + fault(state, density)
                    + "; lower warm-start.learning_rate, or check the data and the priors");
        }
    }

    private static String fault(ChainState state, LogDensity density) {
        double[] gradient = state.gradient();
        int i = Finiteness.firstFault(gradient);
        if (i >= 0) {
            return "the log density is " + state.logDensity() + " and its gradient with respect to "
                    + density.coordinateName(i) + " = " + state.theta()[i] + " is " + gradient[i];
        }
        return "the log density is " + state.logDensity() + " (" + density.coordinateName(0) + " = " + state.theta()[0]
                + ", ...)";
    }
}
