package ergodic.sampler.mams;

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
import ergodic.sampler.warmup.DualAveraging;
import ergodic.sampler.warmup.DualAveragingSettings;
import ergodic.sampler.warmup.WindowSchedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes {@link Mams}: dual averaging of the step throughout; trajectories of mean length {@code sqrt(d)} while windows make the metric; then,
 * in the first half of the final buffer, the autocorrelation of neighbouring draws, of which {@code L := 0.5 L n / ESS}, a factor of at
 * least 1/2 and at most 2 (the rule of BlackJAX for adjusted draws); in its second half the step for that length, by corrections that no longer
 * swing ({@link DualAveragingSettings#settling}). With a given mean number of steps only metric and step are adapted.
 */
public final class MamsWarmup implements Tuner<MamsTuning> {

    private static final double FIRST_GUESS = 0.25;
    private static final double LENGTH_FACTOR = 0.5;
    private static final double LARGEST_CHANGE = 2.0;
    /** Fewest draws that tell an autocorrelation. */
    private static final int FEWEST = 20;

    private final MamsSettings settings;
    private final double crossing;
    private final StepSizeSearch search;
    private final DualAveraging dualAveraging;
    /** Of the last stretch. */
    private final DualAveraging settling;
    private final MetricEstimator estimator;
    private final LagOne correlation;
    private double length;
    private MamsTuning tuning;
    private int index;

    /** A tuner for one chain; the density is evaluated only in searches for a step. */
    public MamsWarmup(LogDensity density, MamsSettings settings) {
        int dimension = density.dimension();
        this.settings = settings;
        this.crossing = Math.sqrt(dimension);
        this.search = new StepSizeSearch(density);
        this.dualAveraging = new DualAveraging(settings.dualAveraging(), FIRST_GUESS * crossing);
        this.settling = new DualAveraging(settings.dualAveraging().settling(), FIRST_GUESS * crossing);
        this.estimator = settings.metric().newEstimator(dimension);
        this.correlation = new LagOne(dimension);
        this.length = crossing;
        this.tuning = tuning(dualAveraging.stepSize(), new UnitMetric(dimension));
    }

    private MamsTuning tuning(double stepSize, Metric metric) {
        return settings.meanSteps() > 0.0 ? new MamsTuning(stepSize, settings.meanSteps(), metric)
                : MamsTuning.ofLength(stepSize, length, metric);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        restart(state, settings.metric().first(state, tuning.metric()), rng);
    }

    /** A step of leapfrog from a momentum of length sqrt(d) is one of the same length from a unit velocity, made in sqrt(d) times the time. */
    private void restart(ChainState state, Metric metric, UniformRandomProvider rng) {
        dualAveraging.restart(crossing * search.find(state, metric, tuning.stepSize() / crossing, rng));
        tuning = tuning(dualAveraging.stepSize(), metric);
    }

    @Override
    public MamsTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        WindowSchedule schedule = settings.schedule();
        int settles = settles();
        DualAveraging steps = index < settles ? dualAveraging : settling;
        steps.update(transition.value(Statistic.ACCEPTANCE_RATE));
        tuning = tuning(steps.stepSize(), tuning.metric());
        if (schedule.inWindow(index)) {
            estimator.add(state.theta(), state.gradient());
        }
        if (schedule.endsWindow(index)) {
            Metric metric = estimator.estimate();
            estimator.reset();
            restart(state, metric, rng);
        }
        int half = schedule.finalBuffer() / 2;
        if (settings.meanSteps() == 0.0 && half >= FEWEST && index >= settles - half && index < settles) {
            correlation.add(state.theta());
        }
        index++;
        if (index == settles) {
            if (settings.meanSteps() == 0.0 && half >= FEWEST) {
                double factor = LENGTH_FACTOR * correlation.drawsAnEffectiveOne();
                length *= Math.max(1.0 / LARGEST_CHANGE, Math.min(LARGEST_CHANGE, factor));
            }
            settling.restartNear(dualAveraging.averagedStepSize());
            tuning = tuning(settling.stepSize(), tuning.metric());
        }
    }

    /** The transition from which on the step alone is adapted: the middle of the final buffer. */
    private int settles() {
        WindowSchedule schedule = settings.schedule();
        return schedule.warmup() - schedule.finalBuffer() + schedule.finalBuffer() / 2;
    }

    @Override
    public void finishWarmup() {
        DualAveraging steps = index == 0 || index < settles() ? dualAveraging : settling;
        tuning = tuning(steps.averagedStepSize(), tuning.metric());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        out.writeDouble(length);
        out.writeDouble(tuning.stepSize());
        tuning.metric().write(out);
        dualAveraging.save(out);
        settling.save(out);
        estimator.save(out);
        correlation.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        length = in.readDouble();
        double stepSize = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = tuning(stepSize, metric);
        dualAveraging.load(in);
        settling.load(in);
        estimator.load(in);
        correlation.load(in);
    }
}
