package ergodic.nn.predict;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Equal mixture of distributions over classes 0 .. K-1; a component is the K log probabilities of its classes, or for two
 * classes just the logit of class 1.
 *
 * <p>
 * Means and variances are those of an indicator: of class 1 if there are two classes, and otherwise of the class that is
 * most probable under the mixture.
 *
 * <p>
 * {@linkplain #byProbit By probit} each fit has probabilities of its own, from the moments of its logits; the mixture is
 * of the fits. What single components say stays as it is: their entropies and variances are what would stay if the weights
 * were known, the rest of the mixture's comes from the weights.
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
    /** Components of a fit; 0 where components are mixed as they are. */
    private final int draws;
    private final @Nullable GaussianLogits gaussian;
    /** Log probabilities of each fit. */
    private double[] logsOfFits = new double[0];

    private ClassMixture(int classes, boolean logit, int draws) {
        this.classes = classes;
        this.logit = logit;
        this.probabilities = new double[classes];
        this.draws = draws;
        this.gaussian = draws == 0 ? null : new GaussianLogits(classes);
    }

    /** Two classes; a component is the logit of class 1. */
    public static ClassMixture binary() {
        return new ClassMixture(2, true, 0);
    }

    /** K classes; a component is their log probabilities. */
    public static ClassMixture of(int classes) {
        return new ClassMixture(classes, false, 0);
    }

    /**
     * The same by probit: a fit's logits are taken for normal, with the moments of its components, and the probabilities
     * are those of {@link GaussianLogits}.
     *
     * @param draws
     *            components of a fit, at least 1; a row has whole fits, one after another
     */
    public ClassMixture byProbit(int draws) {
        if (draws < 1) {
            throw new IllegalArgumentException("a fit has at least one draw, not " + draws);
        }
        return new ClassMixture(classes, logit, draws);
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
        if (gaussian != null) {
            loadFits(gaussian);
        }
        int mixed = draws > 0 ? components / draws : components;
        indicated = logit ? 1 : 0;
        for (int k = 0; k < classes; k++) {
            probabilities[k] /= mixed;
            if (!logit && probabilities[k] > probabilities[indicated]) {
                indicated = k;
            }
        }
        expectedEntropy = entropies / components;
    }

    /** Probabilities of each fit, summed up in place of those of the components. */
    private void loadFits(GaussianLogits gauss) {
        int count = this.count / draws;
        if (count * draws != this.count) {
            throw new IllegalArgumentException(this.count + " components are no fits of " + draws + " draws each");
        }
        if (logsOfFits.length < count * classes) {
            logsOfFits = new double[count * classes];
        }
        Arrays.fill(probabilities, 0);
        for (int fit = 0; fit < count; fit++) {
            gauss.logProbabilitiesInto(logs, fit * draws * classes, draws, logsOfFits, fit * classes);
            for (int k = 0; k < classes; k++) {
                probabilities[k] += Math.exp(logsOfFits[fit * classes + k]);
            }
        }
    }

    /** Whether components {@code from .. to - 1} are whole fits whose probabilities are by probit. */
    private boolean fits(int from, int to) {
        return draws > 0 && from % draws == 0 && to % draws == 0;
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

    /** Entropy less the components' mean entropy, in nats, at least 0: the part that comes from the weights (Houlsby et al. 2011). */
    public double mutualInformation() {
        return Math.max(0, entropy() - expectedEntropy);
    }

    @Override
    public double sample(int component, UniformRandomProvider rng) {
        double left = rng.nextDouble();
        double[] of = draws > 0 ? logsOfFits : logs;
        int first = (draws > 0 ? component / draws : component) * classes;
        int k = 0;
        while (k < classes - 1) {
            left -= Math.exp(of[first + k]);
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

    /** By probit of whole fits; a range that begins or ends within a fit is a mixture of its components as they are. */
    @Override
    public double mean(int from, int to) {
        boolean whole = fits(from, to);
        double[] of = whole ? logsOfFits : logs;
        int first = whole ? from / draws : from;
        int end = whole ? to / draws : to;
        double sum = 0;
        for (int s = first; s < end; s++) {
            sum += Math.exp(of[s * classes + indicated]);
        }
        return sum / (end - first);
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
        if (draws > 0) {
            return Math.max(0, mean() * (1 - mean()) - aleatoricVariance());
        }
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double difference = Math.exp(logs[s * classes + indicated]) - mean();
            sum += difference * difference;
        }
        return sum / count;
    }

    /** By probit of whole fits; a range that begins or ends within a fit is a mixture of its components as they are. */
    @Override
    public double logDensity(double y, int from, int to) {
        boolean whole = fits(from, to);
        double[] of = whole ? logsOfFits : logs;
        int end = whole ? to / draws : to;
        LogMean mean = new LogMean();
        for (int s = whole ? from / draws : from; s < end; s++) {
            mean.add(of[s * classes + (int) y]);
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
