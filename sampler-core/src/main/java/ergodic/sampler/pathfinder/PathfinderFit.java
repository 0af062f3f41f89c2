package ergodic.sampler.pathfinder;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Fit;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.weights.ImportancePool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Multi-path Pathfinder (Zhang, Carpenter, Gelman and Vehtari 2022, algorithms 1 and 2): paths of L-BFGS from starts of their own, the
 * best normal approximation of each, a pool of draws of all of them, and Pareto smoothed importance weights over the pool. The weights
 * are by the density of the pool as it was drawn, the mixture of all approximations: by that of a draw's own path alone, as the paper has it,
 * a mode that two paths found would count twice.
 *
 * <p>
 * Draws are taken from the pool by their weights ({@link ImportancePool}), each as often as its weight says but for rounding. What was repeated is told by
 * the statistic {@link #CANDIDATE}. Of candidates only the weights are kept; the draws themselves are made again.
 */
public final class PathfinderFit implements Fit {

    /** Evidence lower bound. */
    public static final Statistic ELBO = Statistic.real("elbo",
            "highest evidence lower bound of a normal approximation so far; of draws, of the approximation that it comes from");
    /** Shape of the importance weights. */
    public static final Statistic PARETO_K = Statistic.real("pareto_k",
            "shape of the tail of the importance weights of the fit's pool");
    /** Which of the pool. */
    public static final Statistic CANDIDATE = Statistic.integer("candidate",
            "number of the draw in the fit's pool, -1 before there is one");
    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(ELBO, PARETO_K, CANDIDATE);

    private final LogDensity density;
    private final StartingPoint start;
    private final PathfinderSettings settings;
    private final OptimiserPath[] paths;
    /** Candidate i is draw {@code i / paths} of path {@code i mod paths}. */
    private final ImportancePool pool;
    private int steps;
    @Workspace
    private final double[] point;
    @Workspace
    private final double[] gradient;

    /**
     * A fit to {@code density} for one chain.
     *
     * @param start
     *            finds where the second and later paths begin; the first begins at the chain's state
     */
    public PathfinderFit(LogDensity density, StartingPoint start, PathfinderSettings settings) {
        this.density = density;
        this.start = start;
        this.settings = settings;
        this.paths = new OptimiserPath[settings.paths()];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = new OptimiserPath(density, settings.history());
        }
        this.pool = new ImportancePool(settings.paths() * settings.candidates());
        this.point = new double[density.dimension()];
        this.gradient = new double[density.dimension()];
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        paths[0].begin(state.theta(), rng.nextLong());
        ChainState other = new ChainState(state.dimension());
        for (int i = 1; i < paths.length; i++) {
            start.findInto(other, density, rng);
            paths[i].begin(other.theta(), rng.nextLong());
        }
        pool.begin(rng);
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        int gradients = 0;
        boolean broken = false;
        if (!pool.isFull()) {
            steps++;
            if (onPaths()) {
                for (OptimiserPath path : paths) {
                    if (!path.ended()) {
                        gradients += path.advance();
                        broken |= path.broken();
                    }
                }
                if (steps >= settings.pathSteps() || !onPaths()) {
                    endPaths();
                }
            } else {
                gradients = evaluateCandidates();
            }
        }
        OptimiserPath best = bestPath();
        if (best.found()) {
            System.arraycopy(best.best(), 0, state.theta(), 0, state.dimension());
            best.bestGradientInto(state.gradient());
            state.setLogDensity(best.bestValue());
        }
        say(state, transition, gradients, broken, gradients > 0, false);
        transition.set(0, best.elbo());
        transition.set(2, -1);
    }

    private boolean onPaths() {
        for (OptimiserPath path : paths) {
            if (!path.ended()) {
                return true;
            }
        }
        return false;
    }

    private void endPaths() {
        for (OptimiserPath path : paths) {
            path.end();
        }
        if (!bestPath().found()) {
            throw new InitialPointException("Pathfinder found no normal approximation on any of its " + paths.length
                    + " paths: the log density or its gradient is not finite around all points of them; check the data and"
                    + " the priors, or begin elsewhere");
        }
    }

    private OptimiserPath bestPath() {
        OptimiserPath best = paths[0];
        for (OptimiserPath path : paths) {
            if (path.elbo() > best.elbo()) {
                best = path;
            }
        }
        return best;
    }

    private int evaluateCandidates() {
        int turns = Math.max(1, settings.steps() - steps + 1);
        int end = pool.filled() + Math.ceilDiv(pool.left(), turns);
        int gradients = 0;
        boolean usable = true;
        while (pool.filled() < end) {
            OptimiserPath path = paths[pool.filled() % paths.length];
            double ratio = Double.NEGATIVE_INFINITY;
            if (path.found()) {
                path.drawInto(pool.filled() / paths.length, point);
                ratio = density.evaluate(point, gradient) - logPool();
                gradients++;
            }
            usable = pool.add(ratio);
        }
        if (!usable) {
            throw new InitialPointException("at all " + pool.filled()
                    + " draws of Pathfinder's normal approximations the log density is not finite; check the data and the priors");
        }
        return gradients;
    }

    /** Log density of the pool at the point, up to a constant: the mixture of the paths' approximations. */
    private double logPool() {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (OptimiserPath path : paths) {
            if (path.found()) {
                double logQ = path.logQ(point);
                double higher = Math.max(largest, logQ);
                sum = sum * Math.exp(largest - higher) + Math.exp(logQ - higher);
                largest = higher;
            }
        }
        return largest + Math.log(sum);
    }

    @Override
    public void finish(ChainState state) {
        if (!pool.isFull()) {
            throw new IllegalStateException(
                    "Pathfinder was to take " + settings.steps() + " steps, but the run ended its fit"
                            + " after " + steps);
        }
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        int candidate = pool.take();
        OptimiserPath path = paths[candidate % paths.length];
        path.drawInto(candidate / paths.length, state.theta());
        state.refresh(density);
        say(state, transition, 1, false, true, !path.arrived());
        transition.set(0, path.elbo());
        transition.set(2, candidate);
    }

    private void say(ChainState state, Transition transition, int gradients, boolean diverging, boolean moved,
            boolean cut) {
        transition.report(state.logDensity(), gradients, diverging, moved, cut);
        transition.set(1, pool.shape());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (OptimiserPath path : paths) {
            path.save(out);
        }
        out.writeInt(steps);
        pool.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (OptimiserPath path : paths) {
            path.load(in);
        }
        steps = in.readInt();
        pool.load(in);
    }
}
