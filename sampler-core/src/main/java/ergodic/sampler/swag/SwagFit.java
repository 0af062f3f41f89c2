package ergodic.sampler.swag;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Fit;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.map.MapFit;
import ergodic.sampler.optimize.Optimizer;
import ergodic.sampler.optimize.ShuffledBatches;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * SWAG (Maddox, Garipov, Izmailov, Vetrov and Wilson 2019, algorithm 1): a {@link MapFit} climbs to a mode, then an optimiser with a rate that
 * stays goes on from there over batches, and of the points that are collected on its path the moments make a normal distribution that is drawn from:
 * {@code N(m, (diag(s) + D D' / (K - 1)) / 2)}. Its width is that of the optimiser's noise, so of rate and batches, and not of the posterior.
 *
 * <p>
 * Where the density is not finite on the path, it begins anew at the mode with half the rate and what was collected is forgotten; after twenty times it
 * is given up. A draw at which the density is not finite is drawn again, ten times at most, and then the mean in its place, and is flagged.
 */
public final class SwagFit implements Fit {

    /** Log density of the approximation. */
    public static final Statistic LOG_Q = Statistic.real("log_q",
            "log density of the draw by the approximation that it is drawn from");
    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.GRADIENT_NORM, LOG_Q);

    /** Most draws that are tried for one of finite density. */
    static final int TRIES = 10;
    private static final int MOST_RETREATS = 20;
    private static final int AT_LOG_Q = 1;

    private final StochasticLogDensity density;
    private final SwagSettings settings;
    private final MapFit climb;
    private final Optimizer optimizer;
    private final ShuffledBatches batches;
    private final double perRow;
    private final PathMoments moments;
    private final double[] mode;
    private int steps;
    private int stepsOfPath;
    private double damping = 1;
    private int retreats;
    @Workspace("made of the moments")
    private final PathNormal normal;
    @Workspace("made of the moments")
    private boolean prepared;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final double[] slope;
    @Workspace
    private final double[] single;
    @Workspace
    private final double[] shared;

    /** A fit to {@code density} for one chain. */
    public SwagFit(StochasticLogDensity density, SwagSettings settings) {
        int d = density.dimension();
        int rows = density.rowCount();
        this.density = density;
        this.settings = settings;
        this.climb = new MapFit(density, settings.climb());
        this.optimizer = settings.path().create(d, settings.pathRate());
        this.batches = ShuffledBatches.ofAll(rows, Math.min(settings.batchSize(), rows));
        this.perRow = 1.0 / Math.max(1, rows);
        this.moments = new PathMoments(d, settings.rank());
        this.normal = new PathNormal(moments, d, settings.rank());
        this.mode = new double[d];
        this.slope = new double[d];
        this.single = new double[d];
        this.shared = new double[settings.rank()];
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    /** The moments of the path so far. */
    PathMoments moments() {
        return moments;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        climb.begin(state, rng);
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        if (steps < settings.climbSteps()) {
            climb.step(state, rng, transition);
            steps++;
            if (steps == settings.climbSteps()) {
                climb.finish(state);
                System.arraycopy(state.theta(), 0, mode, 0, mode.length);
            }
            return;
        }
        boolean moves = steps < settings.steps() && !broken();
        boolean usable = true;
        if (moves) {
            int count = Math.min(settings.batchSize(), density.rowCount());
            double value = density.evaluateSubset(state.theta(), batches.next(rng), count, slope);
            usable = Finiteness.holds(value, slope);
            steps++;
            stepsOfPath++;
            if (usable) {
                for (int i = 0; i < slope.length; i++) {
                    slope[i] *= -perRow;
                }
                state.setLogDensity(value);
                optimizer.step(state.theta(), -value * perRow, slope, damping);
                collect(state);
            } else {
                retreat(state);
            }
        }
        transition.report(state.logDensity(), moves ? 1 : 0, !usable, moves && usable, false);
    }

    private void collect(ChainState state) {
        if (stepsOfPath % settings.interval() == 0 && moments.count() < settings.collected()
                && Finiteness.firstFault(state.theta()) < 0) {
            moments.add(state.theta());
            prepared = false;
        }
    }

    private void retreat(ChainState state) {
        retreats++;
        damping *= 0.5;
        System.arraycopy(mode, 0, state.theta(), 0, mode.length);
        optimizer.reset();
        moments.clear();
        stepsOfPath = 0;
        prepared = false;
    }

    private boolean broken() {
        return retreats > MOST_RETREATS;
    }

    /** A path without a single point is its mode. */
    @Override
    public void finish(ChainState state) {
        if (moments.count() == 0) {
            moments.add(mode);
        }
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        if (!prepared) {
            normal.prepare();
            prepared = true;
        }
        NormalizedGaussianSampler gaussian = normals.of(rng);
        int tries = 0;
        boolean usable = false;
        while (!usable && tries < TRIES) {
            boolean last = tries == TRIES - 1;
            for (int i = 0; i < single.length; i++) {
                single[i] = last ? 0 : gaussian.sample();
            }
            for (int i = 0; i < normal.columns(); i++) {
                shared[i] = last ? 0 : gaussian.sample();
            }
            normal.drawInto(single, shared, state.theta());
            usable = Finiteness.holds(state.refresh(density), state.gradient());
            tries++;
        }
        transition.report(state.logDensity(), tries, tries > 1 || broken() || climb.broken(), true,
                moments.count() < Math.max(2, settings.collected()));
        transition.set(AT_LOG_Q, normal.logDensity(state.theta()));
    }

    @Override
    public void save(DataOutput out) throws IOException {
        climb.save(out);
        optimizer.save(out);
        batches.save(out);
        moments.save(out);
        PlainVectors.writeAll(out, mode);
        out.writeInt(steps);
        out.writeInt(stepsOfPath);
        out.writeDouble(damping);
        out.writeInt(retreats);
    }

    @Override
    public void load(DataInput in) throws IOException {
        climb.load(in);
        optimizer.load(in);
        batches.load(in);
        moments.load(in);
        PlainVectors.readInto(in, mode);
        steps = in.readInt();
        stepsOfPath = in.readInt();
        damping = in.readDouble();
        retreats = in.readInt();
        prepared = false;
    }
}
