package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.DualAveraging;
import ergodic.sampler.warmup.WindowSchedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Stan's warm-up of a Hamiltonian sampler: a search for a first step size, dual averaging of the step size throughout, and
 * a metric made of the draws of each window of a {@link WindowSchedule}. A new metric restarts the estimator, the search
 * and the dual averaging.
 */
public final class WindowedWarmup implements Tuner<HamiltonianTuning> {

    private static final int FORMAT = 1;

    private final WarmupSettings settings;
    private final Statistic acceptance;
    private final StepSizeSearch search;
    private final DualAveraging dualAveraging;
    private final MetricEstimator estimator;
    private HamiltonianTuning tuning;
    private int index;
    private boolean finished;

    /** A warm-up that starts from the unit metric. */
    public WindowedWarmup(LogDensity density, WarmupSettings settings) {
        this(density, settings, new UnitMetric(density.dimension()));
    }

    /** One that starts from the unit metric and adapts the step size by a statistic of the kernel's own. */
    public WindowedWarmup(LogDensity density, WarmupSettings settings, Statistic acceptance) {
        this(density, settings, new UnitMetric(density.dimension()), acceptance);
    }

    /**
     * A warm-up that starts from a given metric where the start knows none.
     *
     * @param density
     *            the chain's density; evaluated only in searches for a step size
     */
    public WindowedWarmup(LogDensity density, WarmupSettings settings, Metric initialMetric) {
        this(density, settings, initialMetric, Statistic.ACCEPTANCE_RATE);
    }

    private WindowedWarmup(LogDensity density, WarmupSettings settings, Metric initialMetric, Statistic acceptance) {
        if (initialMetric.dimension() != density.dimension()) {
            throw new IllegalArgumentException("the density has dimension " + density.dimension()
                    + ", but the initial metric " + initialMetric.dimension());
        }
        this.settings = settings;
        this.acceptance = acceptance;
        this.search = new StepSizeSearch(density);
        this.dualAveraging = new DualAveraging(settings.dualAveraging(), settings.initialStepSize());
        this.estimator = settings.metric().newEstimator(density.dimension());
        this.tuning = new HamiltonianTuning(settings.initialStepSize(), initialMetric, true);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        restartStepSize(state, settings.metric().first(state, tuning.metric()), tuning.stepSize(), rng);
    }

    @Override
    public HamiltonianTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        WindowSchedule schedule = settings.schedule();
        int made = index++;
        dualAveraging.update(transition.value(acceptance));
        tuning = warming(dualAveraging.stepSize(), tuning.metric());
        if (schedule.inWindow(made)) {
            estimator.add(state.theta(), state.gradient());
        }
        if (schedule.endsWindow(made)) {
            Metric metric = estimator.estimate();
            estimator.reset();
            restartStepSize(state, metric, tuning.stepSize(), rng);
        }
    }

    /** The tuning of the transition that comes next. */
    private HamiltonianTuning warming(double stepSize, Metric metric) {
        return new HamiltonianTuning(stepSize, metric, true, settings.schedule().beforeWindows(index));
    }

    private void restartStepSize(ChainState state, Metric metric, double guess, UniformRandomProvider rng) {
        double stepSize = search.find(state, metric, guess, rng);
        dualAveraging.restart(stepSize);
        tuning = warming(stepSize, metric);
    }

    @Override
    public void finishWarmup() {
        int planned = settings.schedule().warmup();
        if (index != planned) {
            System.getLogger(WindowedWarmup.class.getName()).log(System.Logger.Level.WARNING,
                    "the warm-up was planned for " + planned + " transitions, but had " + index
                            + ": give WarmupSettings and RunSettings the same number");
        }
        tuning = new HamiltonianTuning(dualAveraging.averagedStepSize(), tuning.metric(), false);
        finished = true;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        out.writeInt(settings.schedule().warmup());
        out.writeUTF(settings.metric().name());
        out.writeInt(index);
        out.writeBoolean(finished);
        out.writeDouble(tuning.stepSize());
        tuning.metric().write(out);
        dualAveraging.save(out);
        estimator.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        int format = in.readInt();
        int warmup = in.readInt();
        String kind = in.readUTF();
        if (format != FORMAT || warmup != settings.schedule().warmup() || !kind.equals(settings.metric().name())) {
            throw new IOException("the saved warm-up is not one of these settings: it has format " + format + ", "
                    + warmup + " transitions and metric " + kind);
        }
        index = in.readInt();
        finished = in.readBoolean();
        double stepSize = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = finished ? new HamiltonianTuning(stepSize, metric) : warming(stepSize, metric);
        dualAveraging.load(in);
        estimator.load(in);
    }
}
