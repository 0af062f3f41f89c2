package ergodic.sampler.map;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Fit;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.Optimizer;
import ergodic.sampler.optimize.ShuffledBatches;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Climbs to a mode of the log density, by AdamW, whose learning rate falls to 0 along a cosine, or by L-BFGS, and gives that
 * point as one member. The mode is that of the density that is sampled: on the scale of the free values, Jacobians of transforms
 * included.
 *
 * <p>
 * It has arrived where the norm of the gradient of all rows is at most the tolerance; then it stands still. If it does not
 * arrive, the best point seen is taken, or the last one where its density is as high but for rounding and its gradient
 * smaller. With batches, all rows are looked at a hundred times over the fit, or
 * less often where that would read more than a tenth of the rows that steps read. If a value is not finite on the way, the fit goes
 * back with half the learning rate, to the best point, or with batches by a hundredth of its steps; after twenty times it is given up where it was best. An optimiser that searches
 * lines goes back on its line instead, in the same step.
 *
 * <p>
 * With rows held back it is an early stop that ends it, and not a mode: points are judged by those rows alone, as often, and the best is
 * taken. With an anchor the prior that it climbs by is moved to a draw of it ({@link AnchoredDensity}); the log density of its draw is that of
 * the density itself, the gradient's norm that of what it climbed.
 */
public final class MapFit implements Fit {

    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.GRADIENT_NORM);

    private static final int MOST_RETREATS = 20;
    /** Share of the log density within which two are as high: what is left of a sum by rounding. */
    private static final double ROUNDING = 1e-12;

    /** What is climbed. */
    private final StochasticLogDensity density;
    private final StochasticLogDensity model;
    private final @Nullable AnchoredDensity anchored;
    private final @Nullable EarlyStopping stopping;
    private final MapSettings settings;
    private final double perRow;
    private final int batchSize;
    private final int interval;
    private final Optimizer optimizer;
    private final @Nullable ShuffledBatches batches;
    private final double[] best;
    private final double[] bestGradient;
    private double bestValue = Double.NEGATIVE_INFINITY;
    /** Where a step by some of the rows last had values that are finite, a hundredth of the fit ago or less. */
    private final double[] safe;
    private double safeValue = Double.NEGATIVE_INFINITY;
    private double damping = 1;
    private int retreats;
    private int steps;
    private boolean arrived;
    @Workspace
    private final double[] slope;

    /** A fit to {@code density} for one chain. */
    public MapFit(StochasticLogDensity density, MapSettings settings) {
        int d = density.dimension();
        int rows = density.rowCount();
        this.model = density;
        this.anchored = settings.anchored() ? new AnchoredDensity(density) : null;
        this.density = anchored == null ? density : anchored;
        this.settings = settings;
        // On a scale that does not depend on the number of rows.
        this.perRow = 1.0 / Math.max(1, rows);
        this.batchSize = settings.batchSize();
        this.interval = settings.stepsBetweenLooks(rows);
        boolean stops = settings.heldBack() > 0;
        this.stopping = stops ? new EarlyStopping(rows, settings.heldBack(), settings.patientLooks(rows), batchSize)
                : null;
        this.batches = stops || batchSize == 0 || batchSize >= rows ? null : ShuffledBatches.ofAll(rows, batchSize);
        this.optimizer = settings.optimizer().create(d, settings.learningRate());
        this.best = new double[d];
        this.bestGradient = new double[d];
        this.safe = new double[d];
        this.slope = new double[d];
    }

    @Override
    public DrawKind kind() {
        return DrawKind.MEMBERS;
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        if (anchored != null) {
            anchored.draw(rng);
            state.setLogDensity(state.logDensity() + anchored.add(state.theta(), state.gradient()));
        }
        keepSafe(state, state.logDensity());
        if (stopping != null) {
            stopping.begin(rng);
            System.arraycopy(state.theta(), 0, best, 0, best.length);
        } else {
            look(state);
        }
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        if (ended()) {
            say(state, transition, 0, false, false, stopping == null);
            return;
        }
        double value = state.logDensity();
        int gradients = 0;
        if (stopping != null) {
            value = stopping.evaluate(density, state.theta(), slope, rng);
            gradients++;
        } else if (batches == null) {
            System.arraycopy(state.gradient(), 0, slope, 0, slope.length);
        } else {
            value = density.evaluateSubset(state.theta(), batches.next(rng), batchSize, slope);
            gradients++;
        }
        boolean usable = Finiteness.holds(value, slope);
        if (usable) {
            if (!everyStep() && steps % settings.hundredth() == 0) {
                keepSafe(state, value);
            }
            for (int i = 0; i < slope.length; i++) {
                slope[i] *= -perRow;
            }
            double schedule = optimizer.searchesLines() ? 1 : 0.5 * (1 + Math.cos(Math.PI * steps / settings.steps()));
            optimizer.step(state.theta(), -value * perRow, slope, damping * schedule);
        }
        steps++;
        boolean looks = usable && (everyStep() || steps == settings.steps() || steps % interval == 0);
        boolean wentBack = false;
        if (looks && stopping != null) {
            gradients++;
            usable = judge(state, stopping);
        } else if (looks) {
            state.refresh(density);
            gradients++;
            usable = look(state);
            while (!usable && optimizer.searchesLines() && !optimizer.stalled()) {
                optimizer.step(state.theta(), Double.POSITIVE_INFINITY, slope, 1);
                state.refresh(density);
                gradients++;
                usable = look(state);
                wentBack = true;
            }
        } else if (usable) {
            state.setLogDensity(value);
        }
        if (!usable) {
            retreat(state);
            if (steps == settings.steps() && !everyStep()) {
                gradients++;
                judgeOrLook(state);
            }
        }
        say(state, transition, gradients, !usable || wentBack, usable, stopping == null && (looks || everyStep()));
    }

    /** Whether steps see all rows, so that each is a look. */
    private boolean everyStep() {
        return batches == null && stopping == null;
    }

    private void judgeOrLook(ChainState state) {
        if (stopping != null) {
            judge(state, stopping);
        } else {
            state.refresh(density);
            look(state);
        }
    }

    @Override
    public void finish(ChainState state) {
        if (stopping != null) {
            takeBest(state);
            return;
        }
        double slack = ROUNDING * Math.max(1, Math.abs(bestValue));
        boolean looked = batches == null || steps == settings.steps();
        boolean lastIsBest = looked && Finiteness.holds(state.logDensity(), state.gradient())
                && state.logDensity() >= bestValue - slack
                && PlainVectors.norm(state.gradient()) <= PlainVectors.norm(bestGradient);
        if (!arrived && !lastIsBest) {
            takeBest(state);
        }
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        boolean asItIs = anchored == null && stopping == null;
        if (!asItIs) {
            state.refresh(model);
        }
        transition.report(state.logDensity(), asItIs ? 0 : 1, broken(), false,
                !arrived && !broken() && stopping == null);
        if (anchored == null) {
            transition.set(0, PlainVectors.norm(state.gradient()));
        } else {
            System.arraycopy(state.gradient(), 0, slope, 0, slope.length);
            anchored.add(state.theta(), slope);
            transition.set(0, PlainVectors.norm(slope));
        }
    }

    /** Whether it moves no more: a step then reports what it reported last. */
    public boolean ended() {
        return arrived || broken() || steps >= settings.steps() || optimizer.stalled();
    }

    /** Whether it arrived where the norm of the gradient is within the tolerance. */
    public boolean arrived() {
        return arrived;
    }

    /** Whether it met values that are not finite so often that it was given up. */
    public boolean broken() {
        return retreats > MOST_RETREATS;
    }

    private void say(ChainState state, Transition transition, int gradients, boolean diverging, boolean moved,
            boolean normKnown) {
        transition.report(state.logDensity(), gradients, diverging, moved, false);
        transition.set(0, normKnown ? PlainVectors.norm(state.gradient()) : Double.NaN);
    }

    /** Judges the state by its density and gradient of all rows; false if they are not finite. */
    private boolean look(ChainState state) {
        if (!Finiteness.holds(state.logDensity(), state.gradient())) {
            return false;
        }
        if (state.logDensity() > bestValue) {
            bestValue = state.logDensity();
            System.arraycopy(state.theta(), 0, best, 0, best.length);
            System.arraycopy(state.gradient(), 0, bestGradient, 0, best.length);
        }
        arrived = PlainVectors.norm(state.gradient()) <= settings.tolerance();
        return true;
    }

    /** Judges the state by the rows held back; false if their density is not finite. */
    private boolean judge(ChainState state, EarlyStopping by) {
        double value = by.judge(density, state.theta(), slope);
        if (!Finiteness.holds(value, slope)) {
            return false;
        }
        boolean better = value > bestValue;
        if (better) {
            bestValue = value;
            System.arraycopy(state.theta(), 0, best, 0, best.length);
        }
        state.setLogDensity(value);
        arrived = by.stopsAfter(better);
        return true;
    }

    private void retreat(ChainState state) {
        retreats++;
        damping *= 0.5;
        if (everyStep()) {
            takeBest(state);
        } else {
            System.arraycopy(safe, 0, state.theta(), 0, safe.length);
            state.setLogDensity(safeValue);
        }
        optimizer.reset();
    }

    private void keepSafe(ChainState state, double value) {
        System.arraycopy(state.theta(), 0, safe, 0, safe.length);
        safeValue = value;
    }

    private void takeBest(ChainState state) {
        System.arraycopy(best, 0, state.theta(), 0, best.length);
        System.arraycopy(bestGradient, 0, state.gradient(), 0, best.length);
        state.setLogDensity(bestValue);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(bestValue);
        out.writeDouble(safeValue);
        out.writeDouble(damping);
        out.writeInt(retreats);
        out.writeInt(steps);
        out.writeBoolean(arrived);
        for (int i = 0; i < best.length; i++) {
            out.writeDouble(best[i]);
            out.writeDouble(bestGradient[i]);
            out.writeDouble(safe[i]);
        }
        optimizer.save(out);
        if (batches != null) {
            batches.save(out);
        }
        if (anchored != null) {
            anchored.save(out);
        }
        if (stopping != null) {
            stopping.save(out);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        bestValue = in.readDouble();
        safeValue = in.readDouble();
        damping = in.readDouble();
        retreats = in.readInt();
        steps = in.readInt();
        arrived = in.readBoolean();
        for (int i = 0; i < best.length; i++) {
            best[i] = in.readDouble();
            bestGradient[i] = in.readDouble();
            safe[i] = in.readDouble();
        }
        optimizer.load(in);
        if (batches != null) {
            batches.load(in);
        }
        if (anchored != null) {
            anchored.load(in);
        }
        if (stopping != null) {
            stopping.load(in);
        }
    }
}
