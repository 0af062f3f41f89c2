package ergodic.nn.predict;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The predictive distribution of one row: an equal mixture of distributions of one family. An instance is a workspace
 * that is loaded with one row after another; not thread-safe.
 */
public interface Mixture {

    /** Numbers that describe one component. */
    int parameters();

    /**
     * Takes the components of a row.
     *
     * @param values
     *            holds {@code components * parameters()} numbers from {@code offset} on, component after component
     * @param offset
     *            where they begin
     * @param components
     *            how many there are, at least 1
     */
    void load(double[] values, int offset, int components);

    /** True if the components are distributions of counts. */
    default boolean isCount() {
        return false;
    }

    /** A random value of one component. */
    double sample(int component, UniformRandomProvider rng);

    /** Mean of the mixture. */
    double mean();

    /** Mean of components {@code from .. to - 1} alone: one chain's. */
    double mean(int from, int to);

    /** Mean of the components' variances. */
    double aleatoricVariance();

    /** Variance of the components' means (divisor n). */
    double epistemicVariance();

    /** Log density (or log probability) of {@code y} under the mixture of components {@code from .. to - 1}. */
    double logDensity(double y, int from, int to);

    /** Smallest value at which the distribution function reaches {@code p}, 0 &lt; p &lt; 1. */
    double quantile(double p);

    /**
     * Where {@code y} lies in the distribution, in [0, 1]: the distribution function for continuous targets and the mean
     * of its left and right limits for discrete ones. Uniform over rows if the predictions are calibrated.
     */
    double probabilityIntegralTransform(double y);

    /**
     * Continuous ranked probability score {@code integral (F(z) - 1[y <= z])^2 dz} (Gneiting and Raftery 2007), in the
     * units of y; for classes, the same with their numbers as values.
     */
    double crps(double y);
}
