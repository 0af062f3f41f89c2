package ergodic.sampler.svgd;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Fit;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.AdamW;
import ergodic.sampler.optimize.AdamWSettings;
import ergodic.sampler.optimize.ShuffledBatches;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * One population of Stein variational gradient descent (Liu and Wang 2016): particles move by AdamW along the {@link SteinDirection}, whose rate falls to 0 along a
 * cosine. Draws are the particles in turn, again from the first on where more are asked for than there are.
 *
 * <p>
 * Where a particle's density is not finite all go back to where they were a hundredth of the steps ago, with half the rate; after twenty times the fit is
 * given up.
 */
public final class SvgdFit implements Fit {

    /** Bandwidth of the kernel. */
    public static final Statistic BANDWIDTH = Statistic.real("bandwidth",
            "bandwidth of the kernel: median squared distance of particles over the log of their number");
    /** Root mean square of the direction. */
    public static final Statistic DIRECTION = Statistic.real("direction",
            "root mean square of the direction in which particles go, which is 0 once they stand");
    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(BANDWIDTH, DIRECTION, Statistic.PARTICLE);

    private static final int MOST_RETREATS = 20;
    private static final int LOOKS = 100;

    private final StochasticLogDensity density;
    private final StartingPoint start;
    private final SvgdSettings settings;
    private final int particles;
    private final int dimension;
    private final double perRow;
    private final AdamW optimizer;
    private final @Nullable ShuffledBatches batches;
    private final double[] positions;
    private final double[] safe;
    private int steps;
    private int retreats;
    private double damping = 1;
    private double bandwidth = Double.NaN;
    private double size = Double.NaN;
    private long drawn;
    @Workspace
    private final SteinDirection stein;
    @Workspace
    private final double[] scores;
    @Workspace
    private final double[] direction;
    @Workspace
    private final double[] point;
    @Workspace
    private final double[] gradient;

    /**
     * A population on {@code density} for one chain.
     *
     * @param start
     *            finds where the second and later particles begin; the first begins at the chain's state
     */
    public SvgdFit(StochasticLogDensity density, StartingPoint start, SvgdSettings settings) {
        int rows = density.rowCount();
        this.density = density;
        this.start = start;
        this.settings = settings;
        this.particles = settings.particles();
        this.dimension = density.dimension();
        this.perRow = 1.0 / Math.max(1, rows);
        int all = Math.multiplyExact(particles, dimension);
        this.optimizer = new AdamW(all, AdamWSettings.of(settings.learningRate()));
        this.batches = settings.batchSize() == 0 || settings.batchSize() >= rows ? null
                : ShuffledBatches.ofAll(rows, settings.batchSize());
        this.positions = new double[all];
        this.safe = new double[all];
        this.stein = new SteinDirection(particles, dimension);
        this.scores = new double[all];
        this.direction = new double[all];
        this.point = new double[dimension];
        this.gradient = new double[dimension];
    }

    @Override
    public DrawKind kind() {
        return DrawKind.POPULATION;
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    /** The particles, [n][d]; the array itself. */
    double[] positions() {
        return positions;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        System.arraycopy(state.theta(), 0, positions, 0, dimension);
        ChainState other = new ChainState(dimension);
        for (int i = 1; i < particles; i++) {
            start.findInto(other, density, rng);
            System.arraycopy(other.theta(), 0, positions, i * dimension, dimension);
        }
        System.arraycopy(positions, 0, safe, 0, safe.length);
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        boolean moves = steps < settings.steps() && !broken();
        boolean usable = true;
        int gradients = 0;
        if (moves) {
            int[] batch = batches == null ? null : batches.next(rng);
            double sum = 0;
            for (int i = 0; i < particles && usable; i++) {
                System.arraycopy(positions, i * dimension, point, 0, dimension);
                double value = batch == null ? density.evaluate(point, gradient)
                        : density.evaluateSubset(point, batch, batch.length, gradient);
                gradients++;
                usable = Finiteness.holds(value, gradient);
                System.arraycopy(gradient, 0, scores, i * dimension, dimension);
                sum += value;
            }
            if (usable) {
                move(sum / particles);
            }
            steps++;
            if (usable && Finiteness.firstFault(positions) < 0) {
                if (steps % Math.max(1, settings.steps() / LOOKS) == 0) {
                    System.arraycopy(positions, 0, safe, 0, safe.length);
                }
                state.setLogDensity(sum / particles);
            } else {
                usable = false;
                retreats++;
                damping *= 0.5;
                System.arraycopy(safe, 0, positions, 0, safe.length);
                optimizer.reset();
            }
            System.arraycopy(positions, 0, state.theta(), 0, dimension);
        }
        tell(state, transition, gradients, !usable, moves && usable, false, 0);
    }

    private void move(double value) {
        stein.into(positions, scores, direction);
        bandwidth = stein.bandwidth();
        double square = 0;
        for (int i = 0; i < direction.length; i++) {
            square += direction[i] * direction[i];
            direction[i] *= -perRow;
        }
        size = Math.sqrt(square / direction.length);
        double schedule = 0.5 * (1 + Math.cos(Math.PI * steps / settings.steps()));
        optimizer.step(positions, -value * perRow, direction, damping * schedule);
    }

    private boolean broken() {
        return retreats > MOST_RETREATS;
    }

    @Override
    public void finish(ChainState state) {
        // The particles stay where the last step left them.
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        int particle = (int) (drawn % particles);
        drawn++;
        System.arraycopy(positions, particle * dimension, state.theta(), 0, dimension);
        boolean usable = Finiteness.holds(state.refresh(density), state.gradient());
        tell(state, transition, 1, broken() || !usable, true, broken() || steps < settings.steps(), particle);
    }

    private void tell(ChainState state, Transition transition, int gradients, boolean diverging, boolean moved,
            boolean cut, int particle) {
        transition.report(state.logDensity(), gradients, diverging, moved, cut);
        transition.set(0, bandwidth);
        transition.set(1, size);
        transition.set(2, particle);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        optimizer.save(out);
        if (batches != null) {
            batches.save(out);
        }
        for (int i = 0; i < positions.length; i++) {
            out.writeDouble(positions[i]);
            out.writeDouble(safe[i]);
        }
        out.writeInt(steps);
        out.writeInt(retreats);
        out.writeDouble(damping);
        out.writeDouble(bandwidth);
        out.writeDouble(size);
        out.writeLong(drawn);
    }

    @Override
    public void load(DataInput in) throws IOException {
        optimizer.load(in);
        if (batches != null) {
            batches.load(in);
        }
        for (int i = 0; i < positions.length; i++) {
            positions[i] = in.readDouble();
            safe[i] = in.readDouble();
        }
        steps = in.readInt();
        retreats = in.readInt();
        damping = in.readDouble();
        bandwidth = in.readDouble();
        size = in.readDouble();
        drawn = in.readLong();
    }
}
