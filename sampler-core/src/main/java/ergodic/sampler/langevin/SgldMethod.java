package ergodic.sampler.langevin;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Tuner;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;
import java.util.List;

/**
 * Stochastic-gradient Langevin dynamics with steps {@code a (1 + t / b)^-gamma}, t counting all transitions of a chain from
 * 0, and the unit metric. Its draws are approximate.
 *
 * @param rule
 *            how gradients are estimated
 * @param stepSize
 *            a, the first step, positive
 * @param preconditioned
 *            whether steps are scaled by {@link RmsPreconditioner}; then they do not fall
 * @param decay
 *            gamma, in (0.5, 1]; 0 for constant steps
 * @param decayStart
 *            b, positive: the number of transitions after which steps begin to fall
 * @param cycle
 *            cycles of steps; not with a preconditioner, nor with steps that fall
 */
public record SgldMethod(BatchRule rule, double stepSize, boolean preconditioned, double decay,
        double decayStart, CosineCycle cycle)
        implements
            SamplingMethod {

    /** Checks the numbers by making the steps once. */
    public SgldMethod {
        if (preconditioned && decay > 0) {
            throw new IllegalArgumentException("a preconditioner holds its steps constant, but they are to fall");
        }
        if (cycle.cyclical() && (preconditioned || decay > 0)) {
            throw new IllegalArgumentException("steps in cycles cannot be preconditioned, nor fall otherwise");
        }
        steps(stepSize, preconditioned, decay, decayStart, 1);
    }

    /** Constant steps. */
    public static SgldMethod of(int batchSize, double stepSize) {
        return new SgldMethod(new BatchRule(batchSize, BatchOrder.INDEPENDENT), stepSize, false, 0, 1,
                CosineCycle.NONE);
    }

    @Override
    public List<Statistic> statistics() {
        return Sgld.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        UnitMetric metric = new UnitMetric(density.dimension());
        return cycle.kit(density, new Sgld(density, rule),
                steps(stepSize, preconditioned, decay, decayStart, density.dimension()), stepSize,
                step -> new LangevinTuning(step, metric), start, transform);
    }

    /** {@code a (1 + t / b)^-gamma} is {@code a b^gamma (b + t)^-gamma}. */
    private static Tuner<LangevinTuning> steps(double first, boolean preconditioned, double gamma, double start,
            int dimension) {
        if (preconditioned) {
            return new RmsPreconditioner(first, dimension);
        }
        UnitMetric metric = new UnitMetric(dimension);
        return gamma == 0 ? new FixedTuning<>(new LangevinTuning(first, metric))
                : new PolynomialDecay(first * Math.pow(start, gamma), start, gamma, metric);
    }
}
