package ergodic.sampler.chees;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.hmc.StepSizeSearch;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.metric.VarianceEstimator;
import ergodic.sampler.warmup.DualAveraging;
import ergodic.sampler.warmup.WindowSchedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes {@link Chees}: after each round, in which every walker moved once, dual averaging of the step by the harmonic mean of the acceptance,
 * and a step of the log length up the mean slope of the criterion. Windows make the metric, of the draws of all walkers. The first one
 * restarts the length, at a quarter of a period of a normal as wide as its draws; the others put it into the new metric's units. After the
 * last window length and step go on alone.
 */
public final class CheesWarmup implements Tuner<CheesTuning> {

    /** First length, in steps. */
    private static final double FIRST_STEPS = 4.0;

    private final CheesSettings settings;
    private final StepSizeSearch search;
    private final DualAveraging dualAveraging;
    private final LengthAscent ascent;
    private final Round round;
    private final MetricEstimator estimator;
    private final VarianceEstimator widths;
    private CheesTuning tuning;
    private int index;
    /** Whether a window has ended: the length before it is of chains on their way. */
    private boolean learnt;

    /** A tuner for one chain; the density is evaluated only in searches for a step. */
    public CheesWarmup(LogDensity density, CheesSettings settings) {
        int dimension = density.dimension();
        this.settings = settings;
        this.search = new StepSizeSearch(density);
        this.dualAveraging = new DualAveraging(settings.dualAveraging(), settings.initialStepSize());
        this.ascent = new LengthAscent();
        this.round = new Round();
        this.estimator = settings.metric().newEstimator(dimension);
        this.widths = new VarianceEstimator(dimension);
        ascent.restart(FIRST_STEPS * settings.initialStepSize());
        this.tuning = new CheesTuning(settings.initialStepSize(), ascent.length(), new UnitMetric(dimension), true);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        Metric metric = settings.metric().first(state, tuning.metric());
        double stepSize = search.find(state, metric, tuning.stepSize(), rng);
        ascent.restart(FIRST_STEPS * stepSize);
        restart(stepSize, metric);
    }

    private void restart(double stepSize, Metric metric) {
        dualAveraging.restart(stepSize);
        round.clear();
        tuning = new CheesTuning(stepSize, ascent.length(), metric, true);
    }

    @Override
    public CheesTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        round.add(transition.value(Statistic.ACCEPTANCE_RATE), transition.value(Chees.SLOPE));
        if (round.count() == settings.walkers()) {
            dualAveraging.update(round.acceptance());
            double stepSize = dualAveraging.stepSize();
            ascent.update(round.slope(), stepSize * settings.maxSteps());
            round.clear();
            tuning = new CheesTuning(stepSize, ascent.length(), tuning.metric(), true);
        }
        WindowSchedule schedule = settings.schedule();
        if (schedule.inWindow(index)) {
            estimator.add(state.theta(), state.gradient());
            widths.add(state.theta(), state.gradient());
        }
        if (schedule.endsWindow(index)) {
            Metric metric = estimator.estimate();
            if (learnt) {
                ascent.scale(unit(tuning.metric(), metric));
            } else {
                learnt = true;
                ascent.restart(crossing(metric));
            }
            estimator.reset();
            widths.reset();
            restart(search.find(state, metric, tuning.stepSize(), rng), metric);
        }
        index++;
    }

    /** A quarter of a period of a normal as wide as the draws of the window are in the mean: what suits where no direction is slow. */
    private double crossing(Metric metric) {
        double[] unit = metric.inverseDiagonal();
        double[] variance = new double[unit.length];
        widths.varianceInto(variance);
        double sum = 0.0;
        for (int i = 0; i < unit.length; i++) {
            sum += variance[i] / unit[i];
        }
        return 0.5 * Math.PI * Math.sqrt(sum / unit.length);
    }

    /** What a length under one metric is under another: where the scales of that one are s times as large, a trajectory takes 1 / s of the time. */
    private static double unit(Metric from, Metric to) {
        double[] before = from.inverseDiagonal();
        double[] after = to.inverseDiagonal();
        double sum = 0.0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.log(before[i] / after[i]);
        }
        return Math.exp(0.5 * sum / before.length);
    }

    @Override
    public void finishWarmup() {
        tuning = new CheesTuning(dualAveraging.averagedStepSize(), ascent.averagedLength(), tuning.metric(), false);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        out.writeBoolean(learnt);
        out.writeBoolean(tuning.warmup());
        out.writeDouble(tuning.stepSize());
        out.writeDouble(tuning.length());
        tuning.metric().write(out);
        dualAveraging.save(out);
        ascent.save(out);
        round.save(out);
        estimator.save(out);
        widths.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        learnt = in.readBoolean();
        boolean warmup = in.readBoolean();
        double stepSize = in.readDouble();
        double length = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = new CheesTuning(stepSize, length, metric, warmup);
        dualAveraging.load(in);
        ascent.load(in);
        round.load(in);
        estimator.load(in);
        widths.load(in);
    }
}
