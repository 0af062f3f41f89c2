package ergodic.sampler.smile;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Learns the units of {@link Smile}: from batches where the chain begins, then from the gradients of its warm-up, and holds them. (As published they go
 * on adapting while sampling, without the term that this makes necessary: a bias.) Step and friction stay as they are given.
 */
final class NoiseWarmup implements Tuner<SmileTuning> {

    /** Transitions from one metric to the next. */
    private static final int WINDOW = 100;

    private final StochasticLogDensity density;
    private final BatchRule rule;
    private final double stepSize;
    private final double friction;
    private final NoiseScales scales;
    private long transitions;
    private SmileTuning tuning;

    NoiseWarmup(StochasticLogDensity density, BatchRule rule, double stepSize, double friction) {
        this.density = density;
        this.rule = rule;
        this.stepSize = stepSize;
        this.friction = friction;
        this.scales = new NoiseScales(density.dimension());
        this.tuning = new SmileTuning(stepSize, friction, new UnitMetric(density.dimension()));
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        scales.learnAt(state.theta(), density, rule, rng);
        use(scales.metric());
    }

    private void use(Metric metric) {
        tuning = new SmileTuning(stepSize, friction, metric);
    }

    @Override
    public SmileTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        if (!transition.diverging()) {
            scales.add(state.gradient());
        }
        transitions++;
        if (transitions % WINDOW == 0) {
            use(scales.metric());
        }
    }

    @Override
    public void finishWarmup() {
        use(scales.metric());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(transitions);
        scales.save(out);
        tuning.metric().write(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        transitions = in.readLong();
        scales.load(in);
        use(MetricReader.read(in));
    }
}
