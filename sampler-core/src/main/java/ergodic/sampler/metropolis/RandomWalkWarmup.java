package ergodic.sampler.metropolis;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.DualAveraging;
import ergodic.sampler.warmup.WindowSchedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes {@link RandomWalkMetropolis}: a metric of the draws of each window, and dual averaging of the scale throughout, which begins anew after
 * each window and is drawn towards {@code 2.38 / sqrt(d)}, the best scale of a standard normal in many dimensions (Gelman, Roberts and Gilks 1996).
 */
public final class RandomWalkWarmup implements Tuner<RandomWalkTuning> {

    private static final double BEST_SCALE = 2.38;
    /** Dual averaging is drawn towards ten times its first value. */
    private static final double DRAWN = 0.1;

    private final RandomWalkSettings settings;
    private final double first;
    private final DualAveraging dualAveraging;
    private final MetricEstimator estimator;
    private RandomWalkTuning tuning;
    private int index;
    private boolean finished;

    /** A tuner for one chain in so many dimensions. */
    public RandomWalkWarmup(int dimension, RandomWalkSettings settings) {
        this.settings = settings;
        this.first = BEST_SCALE / Math.sqrt(dimension);
        this.dualAveraging = new DualAveraging(settings.dualAveraging(), DRAWN * first);
        this.estimator = settings.metric().newEstimator(dimension);
        this.tuning = tuning(dualAveraging.stepSize(), new UnitMetric(dimension));
    }

    private RandomWalkTuning tuning(double scale, Metric metric) {
        return new RandomWalkTuning(scale, metric, !finished && settings.metric() == MetricKind.LOW_RANK);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        // No scale is looked for: its adaptation is fast.
        tuning = tuning(tuning.scale(), settings.metric().first(state, tuning.metric()));
    }

    @Override
    public RandomWalkTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        WindowSchedule schedule = settings.schedule();
        dualAveraging.update(transition.value(Statistic.ACCEPTANCE_RATE));
        Metric metric = tuning.metric();
        if (schedule.inWindow(index)) {
            estimator.add(state.theta(), state.gradient());
        }
        if (schedule.endsWindow(index)) {
            metric = estimator.estimate();
            estimator.reset();
            dualAveraging.restart(DRAWN * first);
        }
        tuning = tuning(dualAveraging.stepSize(), metric);
        index++;
    }

    @Override
    public void finishWarmup() {
        finished = true;
        tuning = tuning(dualAveraging.averagedStepSize(), tuning.metric());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        out.writeBoolean(finished);
        out.writeDouble(tuning.scale());
        tuning.metric().write(out);
        dualAveraging.save(out);
        estimator.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        finished = in.readBoolean();
        double scale = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = tuning(scale, metric);
        dualAveraging.load(in);
        estimator.load(in);
    }
}
