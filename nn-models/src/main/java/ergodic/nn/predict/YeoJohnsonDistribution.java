package ergodic.nn.predict;

import ergodic.model.distribution.YeoJohnsonNormal;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A number whose Yeo-Johnson transform is normal, as {@link YeoJohnsonNormal} says; its moments are integrals over the normal. */
public final class YeoJohnsonDistribution implements ContinuousDistribution {

    private static final GaussLegendre RULE = GaussLegendre.of(48);
    /** Where the normal distribution ends. */
    private static final double END = 8;

    private final NormalDistribution normal;
    private final double location;
    private final double scale;
    private final double power;
    private double mean = Double.NaN;
    private double variance;

    /**
     * The distribution.
     *
     * @param location
     *            mean of the transform
     * @param scale
     *            standard deviation of the transform, positive
     * @param power
     *            from 0 to 2
     */
    public YeoJohnsonDistribution(double location, double scale, double power) {
        if (!(power >= 0 && power <= 2)) {
            throw new IllegalArgumentException("the power must lie between 0 and 2, not " + power);
        }
        this.normal = NormalDistribution.of(location, scale);
        this.location = location;
        this.scale = scale;
        this.power = power;
    }

    @Override
    public double density(double x) {
        return Math.exp(logDensity(x));
    }

    @Override
    public double logDensity(double x) {
        return normal.logDensity(YeoJohnsonNormal.transform(x, power)) + YeoJohnsonNormal.logSlope(x, power);
    }

    @Override
    public double cumulativeProbability(double x) {
        return normal.cumulativeProbability(YeoJohnsonNormal.transform(x, power));
    }

    @Override
    public double survivalProbability(double x) {
        return normal.survivalProbability(YeoJohnsonNormal.transform(x, power));
    }

    @Override
    public double inverseCumulativeProbability(double p) {
        return YeoJohnsonNormal.inverse(normal.inverseCumulativeProbability(p), power);
    }

    /** Both sides of 0, where the transform has a kink in its curvature, by a rule of their own. */
    private void integrate() {
        if (!Double.isNaN(mean)) {
            return;
        }
        double below = end(2 - power);
        double above = end(power);
        double kink = Math.clamp(-location / scale, -below, above);
        double origin = YeoJohnsonNormal.inverse(location, power);
        double mass = 0;
        double first = 0;
        double second = 0;
        for (int side = 0; side < 2; side++) {
            double from = side == 0 ? -below : kink;
            double half = 0.5 * ((side == 0 ? kink : above) - from);
            for (int i = 0; half > 0 && i < RULE.nodes().length; i++) {
                double z = from + (RULE.nodes()[i] + 1) * half;
                double weight = half * RULE.weights()[i] * Math.exp(-0.5 * z * z);
                double off = YeoJohnsonNormal.inverse(location + scale * z, power) - origin;
                mass += weight;
                first += weight * off;
                second += weight * off * off;
            }
        }
        mean = origin + first / mass;
        variance = second / mass - (first / mass) * (first / mass);
    }

    /**
     * Where a side ends, in standard deviations. Its numbers grow as the power 1/own, so that the tail weighs more the smaller it is: what the
     * second moment integrates is largest below sqrt(2/own). Those of own 0 grow exponentially, which moves it by twice the scale.
     */
    private double end(double own) {
        return END + Math.min(2 * scale, 2 / Math.sqrt(own));
    }

    @Override
    public double getMean() {
        integrate();
        return mean;
    }

    @Override
    public double getVariance() {
        integrate();
        return variance;
    }

    @Override
    public double getSupportLowerBound() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double getSupportUpperBound() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Sampler createSampler(UniformRandomProvider rng) {
        Sampler sampler = normal.createSampler(rng);
        return () -> YeoJohnsonNormal.inverse(sampler.sample(), power);
    }
}
