package ergodic.sampler.underdamped;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.energy.StepAdaptation;
import ergodic.sampler.hmc.StepSizeSearch;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.WindowSchedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes {@link Underdamped}: Stan's windows make the metric, the step follows the energy errors ({@link StepAdaptation}) and is kept
 * as the one that meets the target over the last buffer. A step that is given is not adapted; the metric is.
 */
public final class UnderdampedWarmup implements Tuner<UnderdampedTuning> {

    /** Where the search for a step begins, in units of the unit metric. */
    private static final double FIRST_GUESS = 0.25;
    /**
     * Where the adaptation begins, of the step that the search finds: that one can lie beyond the longest stable step, and without a
     * Metropolis test a few such steps throw the chain to where their errors rule the adaptation, and its way back the next metric.
     */
    private static final double CAUTION = 0.25;

    private final UnderdampedSettings settings;
    private final StepSizeSearch search;
    private final StepAdaptation steps;
    private final MetricEstimator estimator;
    private UnderdampedTuning tuning;
    private int index;

    /** A tuner for one chain; the density is evaluated only in searches for a step. */
    public UnderdampedWarmup(LogDensity density, UnderdampedSettings settings) {
        this.settings = settings;
        this.search = new StepSizeSearch(density);
        this.steps = new StepAdaptation(settings.energyVariance());
        this.estimator = settings.metric().newEstimator(density.dimension());
        this.tuning = tuning(FIRST_GUESS, new UnitMetric(density.dimension()), 0);
    }

    private UnderdampedTuning tuning(double stepSize, Metric metric, int generation) {
        return new UnderdampedTuning(settings.stepSize() > 0.0 ? settings.stepSize() : stepSize, settings.decoherence(),
                metric, generation);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        restart(state, settings.metric().first(state, tuning.metric()), 0, rng);
    }

    private void restart(ChainState state, Metric metric, int generation, UniformRandomProvider rng) {
        if (settings.stepSize() == 0.0) {
            steps.restart(CAUTION * search.find(state, metric, tuning.stepSize(), rng));
        }
        tuning = tuning(steps.stepSize(), metric, generation);
    }

    @Override
    public UnderdampedTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        WindowSchedule schedule = settings.schedule();
        if (settings.stepSize() == 0.0) {
            steps.update(transition.value(EnergyVariance.STATISTIC), transition.diverging());
        }
        tuning = tuning(steps.stepSize(), tuning.metric(), tuning.generation());
        if (schedule.inWindow(index)) {
            estimator.add(state.theta(), state.gradient());
        }
        if (schedule.endsWindow(index)) {
            Metric metric = estimator.estimate();
            estimator.reset();
            restart(state, metric, tuning.generation() + 1, rng);
        }
        index++;
        if (index == schedule.warmup() - schedule.finalBuffer() / 2) {
            steps.settle();
        }
    }

    @Override
    public void finishWarmup() {
        tuning = tuning(steps.settled(), tuning.metric(), tuning.generation());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        out.writeDouble(tuning.stepSize());
        out.writeInt(tuning.generation());
        tuning.metric().write(out);
        steps.save(out);
        estimator.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        double stepSize = in.readDouble();
        int generation = in.readInt();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = tuning(stepSize, metric, generation);
        steps.load(in);
        estimator.load(in);
    }
}
