package ergodic.sampler.mclmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.energy.StepAdaptation;
import ergodic.sampler.hmc.StepSizeSearch;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.metric.VarianceEstimator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes {@link Mclmc}. First steps are long (energy variance 0.5, falling to 0.1), without a metric unless the start knows one: chains cross barriers and leave bad
 * modes. Then, at the energy variance that is asked for, windows make the metric; with it and step fixed, the autocorrelations
 * give the decoherence time L, 0.4 of the time in which a coordinate is forgotten. The step that is kept meets the target by the
 * mean of all energy errors from the end of the windows on, those met while the decoherence was watched too: a posterior that is stiff in
 * places tells it only over a long way.
 */
public final class MclmcWarmup implements Tuner<MclmcTuning> {

    private static final double FIRST_EXPLORATION = 0.5;
    private static final double LAST_EXPLORATION = 0.1;
    /** L over the time in which a coordinate is forgotten. */
    private static final double ALPHA = 0.4;
    /** Where the search for a step begins, for a velocity of length sqrt(d). */
    private static final double FIRST_GUESS = 0.25;
    /** Where the adaptation begins, of the step that the search finds: without a test a few too long ones throw a chain off. */
    private static final double CAUTION = 0.25;

    private final MclmcSettings settings;
    private final MclmcPhases phases;
    private final StepSizeSearch search;
    private final StepAdaptation steps;
    private final MetricEstimator estimator;
    private final VarianceEstimator widths;
    private final CorrelationRecord record;
    private final double root;
    private MclmcTuning tuning;
    private int index;

    /** A tuner for one chain; the density is evaluated only in searches for a step. */
    public MclmcWarmup(LogDensity density, MclmcSettings settings) {
        int d = density.dimension();
        this.settings = settings;
        this.phases = MclmcPhases.of(settings);
        this.search = new StepSizeSearch(density);
        this.steps = new StepAdaptation(settings.energyVariance());
        this.estimator = settings.metric().newEstimator(d);
        this.widths = new VarianceEstimator(d);
        this.record = new CorrelationRecord(d, phases.decoherence());
        this.root = Math.sqrt(d);
        this.tuning = new MclmcTuning(FIRST_GUESS * root, firstDecoherence(), new UnitMetric(d), 0,
                MclmcTuning.DIVERGENCE);
    }

    private double firstDecoherence() {
        return settings.decoherence() > 0.0 ? settings.decoherence() * root : root;
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        aim();
        restart(state, settings.metric().first(state, tuning.metric()), tuning.decoherence(), 0, rng);
    }

    private void restart(ChainState state, Metric metric, double decoherence, int generation,
            UniformRandomProvider rng) {
        steps.restart(CAUTION * root * search.find(state, metric, tuning.stepSize() / root, rng));
        tuning = new MclmcTuning(steps.stepSize(), decoherence, metric, generation, largestError());
    }

    private void aim() {
        steps.aimAt(target());
    }

    private double target() {
        double passed = (double) index / Math.max(1, phases.exploration());
        return index < phases.exploration()
                ? Math.max(settings.energyVariance(),
                        FIRST_EXPLORATION + passed * (LAST_EXPLORATION - FIRST_EXPLORATION))
                : settings.energyVariance();
    }

    private double largestError() {
        return Math.min(MclmcTuning.DIVERGENCE, root * Math.sqrt(StepAdaptation.CUT * target()));
    }

    private void setTuning(double stepSize, double decoherence) {
        tuning = new MclmcTuning(stepSize, decoherence, tuning.metric(), tuning.generation(), largestError());
    }

    @Override
    public MclmcTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        int at = index++;
        double error = transition.value(EnergyVariance.STATISTIC);
        if (transition.value(EnergyVariance.PIECES) > 1.0) {
            // What the whole step would have had, at least.
            error = Math.max(error, StepAdaptation.CUT * target());
        }
        if (at >= phases.watched()) {
            steps.observe(error, transition.diverging(), tuning.stepSize());
            if (at < phases.last()) {
                watch(state, at);
            } else {
                setTuning(steps.settled(), tuning.decoherence());
            }
            return;
        }
        steps.update(error, transition.diverging());
        aim();
        setTuning(steps.stepSize(), tuning.decoherence());
        if (at >= phases.exploration()) {
            makeMetric(state, at - phases.exploration(), rng);
        }
        if (index == phases.watched() - phases.windows().finalBuffer() / 2) {
            steps.settle();
        }
        if (index == phases.watched()) {
            setTuning(steps.settled(), tuning.decoherence());
        }
    }

    private void makeMetric(ChainState state, int at, UniformRandomProvider rng) {
        if (phases.windows().inWindow(at)) {
            estimator.add(state.theta(), state.gradient());
            if (settings.metric() == MetricKind.UNIT) {
                widths.add(state.theta(), state.gradient());
            }
        }
        if (phases.windows().endsWindow(at)) {
            Metric metric = estimator.estimate();
            restart(state, metric, settings.decoherence() > 0.0 ? tuning.decoherence() : width(),
                    tuning.generation() + 1,
                    rng);
            estimator.reset();
            widths.reset();
        }
    }

    /** The time in which the posterior is crossed: sqrt(d) where a metric makes its widths 1. */
    private double width() {
        if (settings.metric() != MetricKind.UNIT) {
            return root;
        }
        double[] variance = new double[tuning.metric().dimension()];
        widths.varianceInto(variance);
        double sum = 0.0;
        for (int i = 0; i < variance.length; i++) {
            sum += variance[i];
        }
        return sum > 0.0 ? Math.sqrt(sum) : tuning.decoherence();
    }

    private void watch(ChainState state, int at) {
        record.add(state.theta());
        if (at == phases.last() - 1) {
            double time = record.time();
            setTuning(tuning.stepSize(), Double.isNaN(time) ? tuning.decoherence() : ALPHA * tuning.stepSize() * time);
        }
    }

    @Override
    public void finishWarmup() {
        setTuning(steps.settled(), tuning.decoherence());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        out.writeDouble(tuning.stepSize());
        out.writeDouble(tuning.decoherence());
        out.writeInt(tuning.generation());
        out.writeDouble(tuning.largestError());
        tuning.metric().write(out);
        steps.save(out);
        estimator.save(out);
        widths.save(out);
        record.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        double stepSize = in.readDouble();
        double decoherence = in.readDouble();
        int generation = in.readInt();
        double largestError = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = new MclmcTuning(stepSize, decoherence, metric, generation, largestError);
        steps.load(in);
        estimator.load(in);
        widths.load(in);
        record.load(in);
    }
}
