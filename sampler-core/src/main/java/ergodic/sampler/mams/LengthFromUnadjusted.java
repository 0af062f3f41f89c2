package ergodic.sampler.mams;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.StepSizeSearch;
import ergodic.sampler.mclmc.MclmcTuning;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.phases.SecondTuner;
import ergodic.sampler.warmup.DualAveraging;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The tuning of the paper (Robnik et al. 2025): metric and length from unadjusted microcanonical steps, L being 0.3 of the time in which they
 * forget a coordinate, then dual averaging of the step alone.
 */
public final class LengthFromUnadjusted implements SecondTuner<MclmcTuning, MamsTuning> {

    /** Of a decoherence time that is 0.4 of the time in which a coordinate is forgotten. */
    static final double OF_DECOHERENCE = 0.75;

    private static final double FIRST_GUESS = 0.25;

    private final double crossing;
    private final StepSizeSearch search;
    private final DualAveraging dualAveraging;
    private double length;
    private MamsTuning tuning;

    /** A tuner for one chain; the density is evaluated only in the search for a step. */
    public LengthFromUnadjusted(LogDensity density, MamsSettings settings) {
        this.crossing = Math.sqrt(density.dimension());
        this.search = new StepSizeSearch(density);
        this.dualAveraging = new DualAveraging(settings.dualAveraging(), FIRST_GUESS * crossing);
        this.length = crossing;
        this.tuning = tuning(dualAveraging.stepSize(), new UnitMetric(density.dimension()));
    }

    private MamsTuning tuning(double stepSize, Metric metric) {
        return MamsTuning.ofLength(stepSize, length, metric);
    }

    @Override
    public void take(MclmcTuning found) {
        length = OF_DECOHERENCE * found.decoherence();
        tuning = tuning(found.stepSize(), found.metric());
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        dualAveraging.restart(crossing * search.find(state, tuning.metric(), tuning.stepSize() / crossing, rng));
        tuning = tuning(dualAveraging.stepSize(), tuning.metric());
    }

    @Override
    public MamsTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        dualAveraging.update(transition.value(Statistic.ACCEPTANCE_RATE));
        tuning = tuning(dualAveraging.stepSize(), tuning.metric());
    }

    @Override
    public void finishWarmup() {
        tuning = tuning(dualAveraging.averagedStepSize(), tuning.metric());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(length);
        out.writeDouble(tuning.stepSize());
        tuning.metric().write(out);
        dualAveraging.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        length = in.readDouble();
        double stepSize = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = tuning(stepSize, metric);
        dualAveraging.load(in);
    }
}
