package ergodic.nn.predict;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * The distribution of {@code location + scale Z}.
 *
 * @param standard
 *            distribution of Z, such as {@code TDistribution.of(4)}
 * @param location
 *            any number
 * @param scale
 *            positive
 */
public record LocationScale(ContinuousDistribution standard, double location, double scale)
        implements
            ContinuousDistribution {

    /** Checks the numbers. */
    public LocationScale {
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY) || !Double.isFinite(location)) {
            throw new IllegalArgumentException("a distribution needs a finite location and a positive scale, not "
                    + location + " and " + scale);
        }
    }

    private double z(double x) {
        return (x - location) / scale;
    }

    @Override
    public double density(double x) {
        return standard.density(z(x)) / scale;
    }

    @Override
    public double logDensity(double x) {
        return standard.logDensity(z(x)) - Math.log(scale);
    }

    @Override
    public double cumulativeProbability(double x) {
        return standard.cumulativeProbability(z(x));
    }

    @Override
    public double survivalProbability(double x) {
        return standard.survivalProbability(z(x));
    }

    @Override
    public double inverseCumulativeProbability(double p) {
        return location + scale * standard.inverseCumulativeProbability(p);
    }

    @Override
    public double getMean() {
        return location + scale * standard.getMean();
    }

    @Override
    public double getVariance() {
        return scale * scale * standard.getVariance();
    }

    @Override
    public double getSupportLowerBound() {
        return location + scale * standard.getSupportLowerBound();
    }

    @Override
    public double getSupportUpperBound() {
        return location + scale * standard.getSupportUpperBound();
    }

    @Override
    public Sampler createSampler(UniformRandomProvider rng) {
        Sampler sampler = standard.createSampler(rng);
        return () -> location + scale * sampler.sample();
    }
}
