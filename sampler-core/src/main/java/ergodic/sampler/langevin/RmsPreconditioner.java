package ergodic.sampler.langevin;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The preconditioner of Li, Chen, Carlson and Carin (2016), {@code G_i = 1 / sqrt(v_i)} with v the moving average of squared gradients,
 * learned in the warm-up and then held. They go on adapting it while sampling and leave out the term {@code Gamma_i = dG_i / dtheta_i}
 * that this makes necessary, a bias; a G that is held needs no such term. In the warm-up, whose states are no draws, it is left out
 * here too. G is scaled to the geometric mean 1, so that a step means the same with and without it.
 */
final class RmsPreconditioner implements Tuner<LangevinTuning> {

    private static final double KEPT = 0.99;
    /** Transitions from one G to the next. */
    private static final int WINDOW = 100;
    /** Of the mean of {@code sqrt(v)}, least that counts: a coordinate that no gradient moves is not thrown about. */
    private static final double FLOOR = 0.01;

    private final double stepSize;
    private final double[] squares;
    private long transitions;
    private double[] scales = new double[0];
    private LangevinTuning tuning;

    RmsPreconditioner(double stepSize, int dimension) {
        this.stepSize = stepSize;
        this.squares = new double[dimension];
        this.tuning = new LangevinTuning(stepSize, new UnitMetric(dimension));
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        // The gradient of all rows at a mode is no example of those to come.
    }

    @Override
    public LangevinTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        double[] gradient = state.gradient();
        for (int i = 0; i < squares.length; i++) {
            squares[i] = KEPT * squares[i] + (1 - KEPT) * gradient[i] * gradient[i];
        }
        transitions++;
        if (transitions % WINDOW == 0) {
            update();
        }
    }

    @Override
    public void finishWarmup() {
        if (transitions >= WINDOW) {
            update();
        }
    }

    private void update() {
        double[] inverse = inverse();
        if (inverse.length > 0) {
            use(inverse);
        }
    }

    private void use(double[] inverse) {
        scales = inverse;
        tuning = new LangevinTuning(stepSize, metric(inverse));
    }

    private Metric metric(double[] inverse) {
        return inverse.length == 0 ? new UnitMetric(squares.length) : new DiagonalMetric(inverse);
    }

    /** G, which is the inverse of the momentum's covariance; nothing where all gradients were 0. */
    double[] inverse() {
        double mean = 0;
        for (double square : squares) {
            mean += Math.sqrt(square) / squares.length;
        }
        if (!(mean > 0)) {
            return new double[0];
        }
        double[] inverse = new double[squares.length];
        double logs = 0;
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / Math.max(Math.sqrt(squares[i]), FLOOR * mean);
            logs += Math.log(inverse[i]) / inverse.length;
        }
        double unit = Math.exp(-logs);
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] *= unit;
        }
        return inverse;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(transitions);
        PlainVectors.writeAll(out, squares);
        out.writeInt(scales.length);
        PlainVectors.writeAll(out, scales);
    }

    @Override
    public void load(DataInput in) throws IOException {
        transitions = in.readLong();
        PlainVectors.readInto(in, squares);
        double[] saved = new double[in.readInt()];
        PlainVectors.readInto(in, saved);
        use(saved);
    }
}
