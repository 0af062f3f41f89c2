package ergodic.nn.predict;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Equal mixture of normal distributions of several targets. A component is the means of the k targets, the lower Cholesky factor of their covariance, row after
 * row, and then the targets of the row themselves but the first (NaN where they are not known). Densities are of all targets together, with the first as argument; means,
 * variances, quantiles, scores and samples are those of one target by itself. Samples of several such mixtures with equal random numbers belong to each other.
 */
public final class MultivariateNormalMixture implements Mixture {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final int targets;
    private final int number;
    private final boolean joint;
    private final int width;
    private final GaussianMixture one = new GaussianMixture();
    private final double[] z;
    private double[] values = new double[0];
    private double[] ofOne = new double[0];

    /**
     * Of all targets together; what is said of one is of the first.
     *
     * @param targets
     *            how many, at least 2
     */
    public MultivariateNormalMixture(int targets) {
        this(targets, 0, true);
    }

    private MultivariateNormalMixture(int targets, int number, boolean joint) {
        if (targets < 2) {
            throw new IllegalArgumentException("several targets are at least 2, not " + targets);
        }
        this.targets = targets;
        this.number = number;
        this.joint = joint;
        this.width = targets + targets * (targets + 1) / 2 + targets - 1;
        this.z = new double[targets];
    }

    /**
     * Of one target by itself, its density too.
     *
     * @param target
     *            its number, from 0
     */
    public MultivariateNormalMixture of(int target) {
        return new MultivariateNormalMixture(targets, target, false);
    }

    @Override
    public int parameters() {
        return width;
    }

    @Override
    public void load(double[] from, int offset, int components) {
        if (values.length < components * width) {
            values = new double[components * width];
            ofOne = new double[2 * components];
        }
        System.arraycopy(from, offset, values, 0, components * width);
        for (int s = 0; s < components; s++) {
            double variance = 0;
            int at = row(s, number);
            for (int j = 0; j <= number; j++) {
                variance += values[at + j] * values[at + j];
            }
            ofOne[2 * s] = values[s * width + number];
            ofOne[2 * s + 1] = Math.sqrt(variance);
        }
        one.load(ofOne, 0, components);
    }

    /** Where a row of the Cholesky factor of a component begins. */
    private int row(int component, int i) {
        return component * width + targets + i * (i + 1) / 2;
    }

    @Override
    public double sample(int component, UniformRandomProvider rng) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double value = values[component * width + number];
        int at = row(component, number);
        for (int j = 0; j < targets; j++) {
            double noise = normal.sample();
            value += j <= number ? values[at + j] * noise : 0;
        }
        return value;
    }

    @Override
    public double mean() {
        return one.mean();
    }

    @Override
    public double mean(int from, int to) {
        return one.mean(from, to);
    }

    @Override
    public double aleatoricVariance() {
        return one.aleatoricVariance();
    }

    @Override
    public double epistemicVariance() {
        return one.epistemicVariance();
    }

    @Override
    public double logDensity(double y, int from, int to) {
        if (!joint) {
            return one.logDensity(y, from, to);
        }
        LogMean mean = new LogMean();
        for (int s = from; s < to; s++) {
            mean.add(logDensity(y, s));
        }
        return mean.value();
    }

    private double logDensity(double y, int component) {
        double sum = 0;
        int known = component * width + width - targets;
        for (int i = 0; i < targets; i++) {
            int at = row(component, i);
            double rest = (i == 0 ? y : values[known + i]) - values[component * width + i];
            for (int j = 0; j < i; j++) {
                rest -= values[at + j] * z[j];
            }
            z[i] = rest / values[at + i];
            sum -= 0.5 * z[i] * z[i] + Math.log(values[at + i]) + HALF_LOG_TWO_PI;
        }
        return sum;
    }

    @Override
    public double quantile(double p) {
        return one.quantile(p);
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        return one.probabilityIntegralTransform(y);
    }

    @Override
    public double crps(double y) {
        return one.crps(y);
    }
}
