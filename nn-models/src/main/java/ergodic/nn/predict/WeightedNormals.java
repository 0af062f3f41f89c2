package ergodic.nn.predict;

import ergodic.autodiff.SpecialFunctions;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A mixture of normal distributions with weights of their own: one draw's distribution of a row in a mixture density network. */
public final class WeightedNormals implements ContinuousDistribution {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final double[] logWeights;
    private final double[] means;
    private final double[] sds;

    /**
     * The distribution.
     *
     * @param values
     *            logs of the weights, which sum to 1, then the means, then the standard deviations
     * @param offset
     *            where they begin
     * @param components
     *            how many normals there are
     */
    public WeightedNormals(double[] values, int offset, int components) {
        logWeights = java.util.Arrays.copyOfRange(values, offset, offset + components);
        means = java.util.Arrays.copyOfRange(values, offset + components, offset + 2 * components);
        sds = java.util.Arrays.copyOfRange(values, offset + 2 * components, offset + 3 * components);
        for (double sd : sds) {
            if (!(sd > 0 && sd < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a standard deviation must be positive and finite, not " + sd);
            }
        }
    }

    @Override
    public double density(double x) {
        return Math.exp(logDensity(x));
    }

    @Override
    public double logDensity(double x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < means.length; k++) {
            largest = Math.max(largest, term(x, k));
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (int k = 0; k < means.length; k++) {
            sum += Math.exp(term(x, k) - largest);
        }
        return largest + Math.log(sum);
    }

    private double term(double x, int k) {
        double z = (x - means[k]) / sds[k];
        return logWeights[k] - 0.5 * z * z - Math.log(sds[k]) - HALF_LOG_TWO_PI;
    }

    @Override
    public double cumulativeProbability(double x) {
        double sum = 0;
        for (int k = 0; k < means.length; k++) {
            sum += Math.exp(logWeights[k]) * SpecialFunctions.normalCdf((x - means[k]) / sds[k]);
        }
        return Math.min(1, sum);
    }

    /** Between the least and the greatest of the normals' quantiles. */
    @Override
    public double inverseCumulativeProbability(double p) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(p);
        for (int k = 0; k < means.length; k++) {
            low = Math.min(low, means[k] + sds[k] * z);
            high = Math.max(high, means[k] + sds[k] * z);
        }
        if (!(low < high) || cumulativeProbability(low) >= p) {
            return low;
        }
        return cumulativeProbability(high) <= p ? high
                : new BrentSolver(1e-14, 1e-13 * (high - low)).solve(200, x -> cumulativeProbability(x) - p, low, high);
    }

    @Override
    public double getMean() {
        double sum = 0;
        for (int k = 0; k < means.length; k++) {
            sum += Math.exp(logWeights[k]) * means[k];
        }
        return sum;
    }

    @Override
    public double getVariance() {
        double mean = getMean();
        double sum = 0;
        for (int k = 0; k < means.length; k++) {
            double off = means[k] - mean;
            sum += Math.exp(logWeights[k]) * (sds[k] * sds[k] + off * off);
        }
        return sum;
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
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        return () -> {
            double left = rng.nextDouble();
            int chosen = 0;
            for (int k = 0; k < means.length && left >= 0; k++) {
                chosen = k;
                left -= Math.exp(logWeights[k]);
            }
            return means[chosen] + sds[chosen] * normal.sample();
        };
    }
}
