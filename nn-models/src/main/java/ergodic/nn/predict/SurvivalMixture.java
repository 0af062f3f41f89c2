package ergodic.nn.predict;

import ergodic.model.distribution.NormalTail;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;

/**
 * Equal mixture of distributions of times; a component is location and scale of the log of the time, and whether the target of the row is a
 * time that was observed (1) or a bound that the time lies above (0). Mean, variances and quantiles are those of the time. The log density of a
 * bound is the log of the probability above it; its ranked probability score and its place in the distribution are not known: NaN.
 */
public final class SurvivalMixture implements Mixture {

    /** Distribution of the times. */
    public enum Times {
        /** The log is normal. */
        LOG_NORMAL,
        /** {@code e^location E^scale} with an exponential variable E. */
        WEIBULL;

        ContinuousDistribution of(double location, double scale) {
            return switch (this) {
                case LOG_NORMAL -> LogNormalDistribution.of(location, scale);
                case WEIBULL -> WeibullDistribution.of(1 / scale, Math.exp(Math.clamp(location, -FARTHEST, FARTHEST)));
            };
        }

        double logSurvival(double time, double location, double scale) {
            double z = (Math.log(time) - location) / scale;
            return switch (this) {
                case LOG_NORMAL -> NormalTail.logSurvival(z);
                case WEIBULL -> -Math.exp(z);
            };
        }
    }

    private static final double FARTHEST = 600;

    private final Times times;
    private final DistributionMixture all;
    private double[] pairs = new double[0];
    private boolean observed = true;

    /** A mixture of such times. */
    public SurvivalMixture(Times times) {
        this.times = times;
        this.all = new DistributionMixture(2, (p, at) -> times.of(p[at], p[at + 1]));
    }

    @Override
    public int parameters() {
        return 3;
    }

    @Override
    public void load(double[] values, int offset, int components) {
        if (pairs.length < 2 * components) {
            pairs = new double[2 * components];
        }
        for (int s = 0; s < components; s++) {
            pairs[2 * s] = values[offset + 3 * s];
            pairs[2 * s + 1] = values[offset + 3 * s + 1];
        }
        observed = values[offset + 2] != 0;
        all.load(pairs, 0, components);
    }

    @Override
    public double sample(int component, UniformRandomProvider rng) {
        return all.sample(component, rng);
    }

    @Override
    public double mean() {
        return all.mean();
    }

    @Override
    public double mean(int from, int to) {
        return all.mean(from, to);
    }

    @Override
    public double aleatoricVariance() {
        return all.aleatoricVariance();
    }

    @Override
    public double epistemicVariance() {
        return all.epistemicVariance();
    }

    @Override
    public double logDensity(double y, int from, int to) {
        if (observed) {
            return all.logDensity(y, from, to);
        }
        LogMean mean = new LogMean();
        for (int s = from; s < to; s++) {
            mean.add(times.logSurvival(y, pairs[2 * s], pairs[2 * s + 1]));
        }
        return mean.value();
    }

    @Override
    public double quantile(double p) {
        return all.quantile(p);
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        return observed ? all.probabilityIntegralTransform(y) : Double.NaN;
    }

    @Override
    public double crps(double y) {
        return observed ? all.crps(y) : Double.NaN;
    }
}
