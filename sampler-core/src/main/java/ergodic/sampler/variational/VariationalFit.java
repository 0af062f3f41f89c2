package ergodic.sampler.variational;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Fit;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.AdamW;
import ergodic.sampler.optimize.AdamWSettings;
import ergodic.sampler.optimize.Optimizer;
import ergodic.sampler.weights.ParetoSmoothing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Climbs the evidence lower bound (ELBO) of a family by AdamW on path derivatives (Roeder, Wu and Duvenaud 2017), in stages of one step size (Dhaka et al. 2020;
 * Welandawe et al. 2022): when the two halves of a window of iterates agree by their R-hat the average of the window is what the stage found, and the next stage goes on from
 * there with half the step; a window that still drifts is followed by one of twice the length. Stages are compared by the same {@value StageComparison#LOOKS} draws: the fit has arrived where
 * halving the step gains no more than the tolerance, the error of the gain included. As what is lost by a step size is proportional to it, about as much is left to be gained. Of a
 * fit that has not arrived by then the step falls to 0 over the last {@value #DECAY} of its steps that are not annealed.
 *
 * <p>
 * Then a pool of new draws, of all rows, tells the bound with its error, the importance weighted bound and Pareto k, and the fit stands still. A fit without
 * steps left takes the better of its best average and the last point, and its draws are cut. If on the way a value is not finite, or {@value BoundWatch#LOST_STEPS} bounds in a row are more than {@value BoundWatch#LOST_NATS} nats for each
 * unknown below the one at the beginning (not while it is annealed, when it may lose nats on purpose), it goes back with half the step: to where the window began before which bounds were highest, to the beginning with half the width. After twenty times it is
 * given up, as it is where it ends below that; the draws of what is given up are diverging.
 *
 * <p>
 * A draw whose density is not finite is drawn anew: draws are of q where the posterior is positive.
 */
public final class VariationalFit implements Fit {

    /** R-hat up to which the halves of a window agree. */
    static final double AGREE = 1.1;
    /** Iterates of the first window. */
    static final int FIRST_WINDOW = 50;
    /** Draws of a step that are tried until one has a finite density. */
    static final int MOST_TRIES = 100;
    /** Decay of the mean squares of AdamW. */
    private static final double BETA2 = 0.999;
    private static final int MOST_RETREATS = 20;
    /** Share of the steps that are not annealed at whose end they fall to 0, in a fit that has not arrived. */
    static final double DECAY = 0.7;
    /** Smallest weight of the divergence. */
    private static final double LEAST_WEIGHT = 0.01;

    private final StochasticLogDensity density;
    private final VariationalSettings settings;
    private final Approximation family;
    private final ElboEstimator elbo;
    private final Optimizer optimizer;
    private final IterateWindow window;
    private final StageComparison comparison;
    private final FinalPool pool;
    private final BoundWatch watch = new BoundWatch();
    private final double[] parameters;
    /** Where a fit goes back to. */
    private final double[] anchor;
    private long seed;
    private int steps;
    private int retreats;
    private double damping = 1;
    private double rhat = Double.NaN;
    private boolean anchorIsStart = true;
    private boolean ended;
    private boolean cut;
    private boolean lost;
    @Workspace
    private final double[] moves;
    @Workspace
    private final double[] average;
    @Workspace
    private final double[] point;
    @Workspace
    private final double[] gradient;

    /** A fit to {@code density} for one chain. */
    public VariationalFit(StochasticLogDensity density, VariationalSettings settings) {
        if (settings.annealing() > 0) {
            TemperedLogDensity.of(density, "vi");
        }
        int d = density.dimension();
        this.density = density;
        this.settings = settings;
        this.family = settings.family().create(d, settings.rank(), settings.layers());
        this.elbo = new ElboEstimator(density, family, settings.samples(), settings.batchSize(),
                settings.estimator());
        int p = family.parameters();
        this.optimizer = new AdamW(p, new AdamWSettings(settings.learningRate(), 0.9, BETA2, 1e-8, 0));
        this.window = new IterateWindow(p);
        this.comparison = new StageComparison(elbo, family);
        this.pool = new FinalPool(elbo, settings.candidates(), settings.poolShare());
        this.parameters = new double[p];
        this.anchor = new double[p];
        this.moves = new double[p];
        this.average = new double[p];
        this.point = new double[d];
        this.gradient = new double[d];
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return VariationalStatistics.ALL;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        seed = rng.nextLong();
        pool.begin(rng);
        family.begin(parameters, state.theta(), state.covariance(), rng);
        family.prepare(parameters);
        System.arraycopy(parameters, 0, anchor, 0, anchor.length);
        window.begin(FIRST_WINDOW);
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        if (pool.isFull()) {
            say(state, transition, 0, false, false, false);
            transition.set(VariationalStatistics.AT_CANDIDATE, -1);
            return;
        }
        steps++;
        int gradients = 0;
        boolean usable = true;
        double bound = Double.NaN;
        double error = Double.NaN;
        double weight = klWeight();
        double rate = schedule() * settings.learningRate();
        if (ended) {
            gradients = pool.evaluate(parameters, seed);
        } else {
            if (steps == 1) {
                gradients += watch.begin(comparison, parameters, seed, density.dimension());
            }
            usable = elbo.estimate(parameters, weight, rng) && (anneals() || watch.allows(elbo.mean()));
            gradients += elbo.evaluated();
            if (usable) {
                bound = elbo.mean();
                error = elbo.error();
                state.setLogDensity(elbo.logDensity());
                gradients += climb();
            } else {
                retreat();
            }
            if (steps >= settings.climbingSteps() && !ended) {
                gradients += endForWantOfSteps();
            }
            family.centreInto(parameters, state.theta());
        }
        say(state, transition, gradients, !usable, true, false);
        if (!pool.isFull()) {
            transition.set(VariationalStatistics.AT_ELBO, bound);
            transition.set(VariationalStatistics.AT_ELBO_ERROR, error);
        }
        transition.set(VariationalStatistics.AT_LEARNING_RATE, rate);
        transition.set(VariationalStatistics.AT_KL_WEIGHT, weight);
        transition.set(VariationalStatistics.AT_CANDIDATE, -1);
    }

    private boolean anneals() {
        return steps <= settings.annealing() * settings.climbingSteps();
    }

    private double klWeight() {
        double over = settings.annealing() * settings.climbingSteps();
        return anneals() ? LEAST_WEIGHT + (1 - LEAST_WEIGHT) * (steps - 1) / over : 1;
    }

    /** Behind the annealing, with steps between in which a fit may arrive. */
    private int decayBegins() {
        int annealed = (int) (settings.annealing() * settings.climbingSteps());
        return settings.climbingSteps() - (int) (DECAY * (settings.climbingSteps() - annealed));
    }

    /** Factor of the learning rate: that of the stage, and towards the end of the steps a cosine that falls to 0. */
    private double schedule() {
        int over = settings.climbingSteps() - decayBegins();
        double share = ended ? 0 : Math.max(0.0, steps - (double) decayBegins()) / over;
        return damping * 0.5 * (1 + Math.cos(Math.PI * share));
    }

    /** Moves by the last estimate, and ends a window that is full; answers with the gradients of a look. */
    private int climb() {
        if (window.seen() == 0 && !anneals() && watch.beginWindow()) {
            System.arraycopy(parameters, 0, anchor, 0, anchor.length);
            anchorIsStart = false;
        }
        double[] climb = elbo.climb();
        for (int i = 0; i < climb.length; i++) {
            climb[i] = -climb[i];
        }
        Arrays.fill(moves, 0);
        optimizer.step(moves, -elbo.mean(), climb, schedule());
        family.move(parameters, moves);
        family.prepare(parameters);
        if (anneals()) {
            return 0;
        }
        if (steps == decayBegins()) {
            window.begin(Math.max(2, (settings.climbingSteps() - steps) / 2 * 2));
            return 0;
        }
        window.add(parameters);
        return window.isFull() && steps < decayBegins() ? endWindow() : 0;
    }

    private int endWindow() {
        rhat = window.rhat();
        // False for NaN too.
        if (!(rhat <= AGREE)) {
            window.begin(2 * window.length());
            return 0;
        }
        window.averageInto(average);
        int gradients = comparison.look(average, seed);
        if (!comparison.isFinite()) {
            retreat();
            return gradients;
        }
        boolean first = !comparison.isKnown();
        double gain = first ? Double.POSITIVE_INFINITY : comparison.gain();
        boolean arrived = !first && gain + comparison.gainError() <= settings.tolerance();
        if (gain > 0) {
            comparison.take(average);
        }
        if (arrived) {
            end();
        } else {
            damping *= 0.5;
            System.arraycopy(average, 0, parameters, 0, parameters.length);
            window.begin(window.length());
        }
        return gradients;
    }

    private void retreat() {
        retreats++;
        damping *= 0.5;
        if (anchorIsStart) {
            family.widen(anchor, 0.5);
        }
        System.arraycopy(anchor, 0, parameters, 0, parameters.length);
        family.prepare(parameters);
        optimizer.reset();
        window.begin(window.length());
        watch.restart();
        if (retreats > MOST_RETREATS) {
            lost = true;
            if (!comparison.isKnown()) {
                comparison.take(parameters);
            }
            end();
        }
    }

    /** As the steps fell to 0 the last point is better than an average. */
    private int endForWantOfSteps() {
        int gradients = comparison.look(parameters, seed);
        if (!comparison.isKnown() || comparison.isFinite() && comparison.gain() > 0) {
            comparison.take(parameters);
        }
        cut = true;
        end();
        return gradients;
    }

    /** Ends the climb at the best. */
    private void end() {
        ended = true;
        lost |= watch.isLost(comparison.bestBound());
        System.arraycopy(comparison.best(), 0, parameters, 0, parameters.length);
        family.prepare(parameters);
    }

    @Override
    public void finish(ChainState state) {
        if (!pool.isFull()) {
            throw new IllegalStateException("variational inference was to take " + settings.steps()
                    + " steps, but the run ended its fit after " + steps);
        }
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        int candidate = -1;
        int gradients = 0;
        boolean found = false;
        if (settings.corrected() && pool.shape() <= ParetoSmoothing.limit(settings.candidates())) {
            candidate = pool.take();
            elbo.drawInto(parameters, seed, candidate, point);
            found = evaluate(state);
            gradients++;
            candidate = found ? candidate : -1;
        }
        while (!found && gradients < MOST_TRIES) {
            elbo.drawInto(parameters, rng, point);
            found = evaluate(state);
            gradients++;
        }
        boolean broken = !found || lost;
        say(state, transition, gradients, broken, found, cut && !broken);
        transition.set(VariationalStatistics.AT_LOG_Q, elbo.logQ());
        transition.set(VariationalStatistics.AT_CANDIDATE, candidate);
    }

    /** Makes the point the state if density and gradient are finite there. */
    private boolean evaluate(ChainState state) {
        double value = density.evaluate(point, gradient);
        if (!Finiteness.holds(value, gradient)) {
            return false;
        }
        System.arraycopy(point, 0, state.theta(), 0, point.length);
        System.arraycopy(gradient, 0, state.gradient(), 0, point.length);
        state.setLogDensity(value);
        return true;
    }

    private void say(ChainState state, Transition transition, int gradients, boolean diverging, boolean moved,
            boolean cut) {
        transition.report(state.logDensity(), gradients, diverging, moved, cut);
        transition.set(VariationalStatistics.AT_ITERATE_RHAT, rhat);
        transition.set(VariationalStatistics.AT_LEARNING_RATE, damping * settings.learningRate());
        transition.set(VariationalStatistics.AT_KL_WEIGHT, 1);
        transition.set(VariationalStatistics.AT_RETREATS, retreats);
        if (pool.isFull() && !lost) {
            pool.say(transition);
        }
    }

    /** Parameters of the approximation; the array itself. */
    double[] parameters() {
        return parameters;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        elbo.save(out);
        optimizer.save(out);
        window.save(out);
        comparison.save(out);
        pool.save(out);
        for (int i = 0; i < parameters.length; i++) {
            out.writeDouble(parameters[i]);
            out.writeDouble(anchor[i]);
        }
        out.writeLong(seed);
        out.writeInt(steps);
        out.writeInt(retreats);
        out.writeDouble(damping);
        out.writeDouble(rhat);
        out.writeBoolean(anchorIsStart);
        out.writeBoolean(ended);
        out.writeBoolean(cut);
        out.writeBoolean(lost);
        watch.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        elbo.load(in);
        optimizer.load(in);
        window.load(in);
        comparison.load(in);
        pool.load(in);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = in.readDouble();
            anchor[i] = in.readDouble();
        }
        seed = in.readLong();
        steps = in.readInt();
        retreats = in.readInt();
        damping = in.readDouble();
        rhat = in.readDouble();
        anchorIsStart = in.readBoolean();
        ended = in.readBoolean();
        cut = in.readBoolean();
        lost = in.readBoolean();
        watch.load(in);
        family.prepare(parameters);
    }
}
