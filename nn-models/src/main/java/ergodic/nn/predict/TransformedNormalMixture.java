package ergodic.nn.predict;

import ergodic.model.distribution.YeoJohnsonNormal;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;

/**
 * Equal mixture of distributions that one transform makes normal; a component is the mean and the standard deviation of its transform.
 *
 * <p>
 * The transform is increasing and the same for all components: quantiles are those of the mixture of normals, taken back, and its
 * distribution function and density are those of that mixture at the transform of a number ({@link GaussianMixture}). Scores come from a
 * table of the distribution function, right to about 1e-6 of the spread ({@link SmoothTable}). Means and variances are the components' own,
 * which for Yeo and Johnson's transform are integrals, one for each: with the table they are most of the time that a row takes.
 */
public final class TransformedNormalMixture implements Mixture {

    /** An increasing map of numbers onto all real values. */
    private interface Transform {

        /** The transform of a number; minus infinity at and below the end of the support. */
        double of(double y);

        /** The number of a transform. */
        double inverse(double z);

        /** Log of the slope at a number within the support. */
        double logSlope(double y);

        /** The distribution of a number whose transform is normal. */
        ContinuousDistribution component(double mean, double sd);
    }

    private final Transform transform;
    private final double support;
    private final GaussianMixture normals = new GaussianMixture();
    /** For moments and draws, and to refuse what is no distribution. */
    private final DistributionMixture each;
    private final SmoothTable table = new SmoothTable();
    private boolean tabulated;

    private TransformedNormalMixture(Transform transform, double support) {
        this.transform = transform;
        this.support = support;
        this.each = new DistributionMixture(2, (p, at) -> transform.component(p[at], p[at + 1]));
    }

    /** Of positive numbers whose logarithms are normal. */
    public static TransformedNormalMixture log() {
        return new TransformedNormalMixture(new Transform() {
            @Override
            public double of(double y) {
                return y > 0 ? Math.log(y) : y <= 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
            }

            @Override
            public double inverse(double z) {
                return Math.exp(z);
            }

            @Override
            public double logSlope(double y) {
                return -Math.log(y);
            }

            @Override
            public ContinuousDistribution component(double mean, double sd) {
                return LogNormalDistribution.of(mean, sd);
            }
        }, 0);
    }

    /**
     * Of numbers {@code origin + unit x} where Yeo and Johnson's transform of x is normal ({@link YeoJohnsonNormal}).
     *
     * @param origin
     *            any number
     * @param unit
     *            positive
     * @param power
     *            from 0 to 2
     */
    public static TransformedNormalMixture yeoJohnson(double origin, double unit, double power) {
        return new TransformedNormalMixture(new Transform() {
            @Override
            public double of(double y) {
                return YeoJohnsonNormal.transform((y - origin) / unit, power);
            }

            @Override
            public double inverse(double z) {
                return origin + unit * YeoJohnsonNormal.inverse(z, power);
            }

            @Override
            public double logSlope(double y) {
                return YeoJohnsonNormal.logSlope((y - origin) / unit, power) - Math.log(unit);
            }

            @Override
            public ContinuousDistribution component(double mean, double sd) {
                return new LocationScale(new YeoJohnsonDistribution(mean, sd, power), origin, unit);
            }
        }, Double.NEGATIVE_INFINITY);
    }

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public void load(double[] values, int offset, int components) {
        each.load(values, offset, components);
        normals.load(values, offset, components);
        tabulated = false;
    }

    @Override
    public double sample(int component, UniformRandomProvider rng) {
        return each.sample(component, rng);
    }

    @Override
    public double mean() {
        return each.mean();
    }

    @Override
    public double mean(int from, int to) {
        return each.mean(from, to);
    }

    @Override
    public double aleatoricVariance() {
        return each.aleatoricVariance();
    }

    @Override
    public double epistemicVariance() {
        return each.epistemicVariance();
    }

    @Override
    public double logDensity(double y, int from, int to) {
        return y <= support || y == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY
                : normals.logDensity(transform.of(y), from, to) + transform.logSlope(y);
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        return normals.probabilityIntegralTransform(transform.of(y));
    }

    @Override
    public double quantile(double p) {
        return transform.inverse(normals.quantile(p));
    }

    @Override
    public double crps(double y) {
        if (!tabulated) {
            table.build(new SmoothTable.Source() {
                @Override
                public double density(double x) {
                    return normals.density(transform.of(x)) * Math.exp(transform.logSlope(x));
                }

                @Override
                public double cdf(double x) {
                    return normals.cdf(transform.of(x));
                }
            }, support, Double.POSITIVE_INFINITY, quantile(0.5),
                    Math.max(quantile(0.75) - quantile(0.25), Double.MIN_NORMAL));
            tabulated = true;
        }
        return table.crps(y);
    }
}
