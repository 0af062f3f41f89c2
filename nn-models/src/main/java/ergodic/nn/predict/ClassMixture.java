package ergodic.nn.predict;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Equal mixture of distributions over classes 0 .. K-1; a component is the K log probabilities of its classes, or for two
 * classes just the logit of class 1.
 *
 * <p>
 * Means and variances are those of an indicator: of class 1 if there are two classes, and otherwise of the class that is
 * most probable under the mixture.
 */
public final class ClassMixture implements Mixture {

    private final int classes;
    private final boolean logit;
    private final double[] probabilities;
    private double[] logs = new double[0];
    private double[] ofClass = new double[0];
    private int count;
    private int indicated;
    private double expectedEntropy;

    private ClassMixture(int classes, boolean logit) {
        this.classes = classes;
        this.logit = logit;
        this.probabilities = new double[classes];
    }

    /** Two classes; a component is the logit of class 1. */
    public static ClassMixture binary() {
        return new ClassMixture(2, true);
    }

    /** K classes; a component is their log probabilities. */
    public static ClassMixture of(int classes) {
        return new ClassMixture(classes, false);
    }

    @Override
    public int parameters() {
        return logit ? 1 : classes;
    }

    @Override
    public void load(double[] values, int offset, int components) {
        if (logs.length < components * classes) {
            logs = new double[components * classes];
        }
        count = components;
        if (logit) {
            for (int s = 0; s < components; s++) {
                double z = values[offset + s];
                logs[2 * s] = logSigmoid(-z);
                logs[2 * s + 1] = logSigmoid(z);
            }
        } else {
            System.arraycopy(values, offset, logs, 0, components * classes);
        }
        Arrays.fill(probabilities, 0);
        double entropies = 0;
        for (int s = 0; s < components; s++) {
            for (int k = 0; k < classes; k++) {
                double log = logs[s * classes + k];
                double p = Math.exp(log);
                probabilities[k] += p;
                entropies -= p > 0 ? p * log : 0;
            }
        }
        indicated = logit ? 1 : 0;
        for (int k = 0; k < classes; k++) {
            probabilities[k] /= components;
            if (!logit && probabilities[k] > probabilities[indicated]) {
                indicated = k;
            }
        }
        expectedEntropy = entropies / components;
    }

    private static double logSigmoid(double z) {
        return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** Probability of a class under the mixture. */
    public double probability(int k) {
        return probabilities[k];
    }

    /** The most probable class; the first of several. */
    public int mostProbable() {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }

    /** Entropy of the mixture, in nats: the whole uncertainty of the class. */
    public double entropy() {
        double sum = 0;
        for (double p : probabilities) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }

    /** Mean entropy of the components, in nats: the uncertainty that would stay if the weights were known (aleatoric). */
    public double expectedEntropy() {
        return expectedEntropy;
    }

    /**
     * Quantiles over the components of the probability that each gives a class (R's type 7): how sure the draws are of it.
     *
     * @param k
     *            number of the class
     * @param levels
     *            levels of the quantiles, each in (0, 1)
     * @param quantiles
     *            filled, one a level
     */
    public void probabilityQuantilesInto(int k, double[] levels, double[] quantiles) {
        if (ofClass.length < count) {
            ofClass = new double[count];
        }
        for (int s = 0; s < count; s++) {
            ofClass[s] = Math.exp(logs[s * classes + k]);
        }
        Arrays.sort(ofClass, 0, count);
        for (int i = 0; i < levels.length; i++) {
            double place = levels[i] * (count - 1);
            int below = (int) place;
            double next = ofClass[Math.min(below + 1, count - 1)];
            quantiles[i] = ofClass[below] + (place - below) * (next - ofClass[below]);
        }
    }

    /** Entropy less the components' mean entropy, in nats: the part that comes from the weights (Houlsby et al. 2011). */
    public double mutualInformation() {
        return Math.max(0, entropy() - expectedEntropy);
    }

    @Override
    public double sample(int component, UniformRandomProvider rng) {
        double left = rng.nextDouble();
        int k = 0;
        while (k < classes - 1) {
            left -= Math.exp(logs[component * classes + k]);
            if (left < 0) {
                break;
            }
            k++;
        }
        return k;
    }

    @Override
    public double mean() {
        return probabilities[indicated];
    }

    @Override
    public double mean(int from, int to) {
        double sum = 0;
        for (int s = from; s < to; s++) {
            sum += Math.exp(logs[s * classes + indicated]);
        }
        return sum / (to - from);
    }

    @Override
    public double aleatoricVariance() {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double p = Math.exp(logs[s * classes + indicated]);
            sum += p * (1 - p);
        }
        return sum / count;
    }

    @Override
    public double epistemicVariance() {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double difference = Math.exp(logs[s * classes + indicated]) - mean();
            sum += difference * difference;
        }
        return sum / count;
    }

    @Override
    public double logDensity(double y, int from, int to) {
        LogMean mean = new LogMean();
        for (int s = from; s < to; s++) {
            mean.add(logs[s * classes + (int) y]);
        }
        return mean.value();
    }

    @Override
    public double quantile(double p) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += probabilities[k];
            if (sum >= p) {
                return k;
            }
        }
        return classes - 1;
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        double below = 0;
        for (int k = 0; k < (int) y; k++) {
            below += probabilities[k];
        }
        return below + 0.5 * probabilities[(int) y];
    }

    @Override
    public double crps(double y) {
        double f = 0;
        double sum = 0;
        for (int k = 0; k < classes - 1; k++) {
            f += probabilities[k];
            double error = f - (y <= k ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }
}
