package ergodic.nn.predict;

import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.draws.DrawMoments;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of rows and, where targets are known, their scores. Arrays have one entry a row unless said otherwise; they
 * are the object's own and must not be changed. For classes, mean and variances are those of an indicator, as
 * {@link ClassMixture} says.
 */
// Longer than 400 lines because all that is said of rows stands here, each number with its contract.
public final class Prediction {

    private final int rows;
    private final int chains;
    private final double[] levels;
    private final double[] mean;
    private final double[] aleatoric;
    private final double[] epistemic;
    private final double[][] quantiles;
    private final double[][] samples;
    private final double[][] chainMean;
    private final double[][] probabilities;
    private final double[] entropy;
    private final double[] expectedEntropy;
    private final double[] mutualInformation;
    private final double[][][] probabilityQuantiles;
    private final double @Nullable [] target;
    private final double[] logDensity;
    private final double[][] chainLogDensity;
    private final double[] pit;
    private final double[] crps;
    private final boolean discrete;
    /** Whether quantiles and all scores are there. */
    private final boolean[] bound;
    private boolean whole = true;

    Prediction(Mixture mixture, int chains, Rows rows, double[] levels, int samples) {
        this(rows.count(), chains, levels, samples, mixture instanceof ClassMixture c ? c.classes() : 0,
                rows.hasTarget() ? rows.target().clone() : null, mixture.isCount(), bounds(rows));
    }

    private static boolean[] bounds(Rows rows) {
        boolean[] all = new boolean[rows.count()];
        for (int row = 0; row < all.length; row++) {
            all[row] = rows.beside().isBound(row);
        }
        return all;
    }

    private Prediction(int rows, int chains, double[] levels, int samples, int classes, double @Nullable [] target,
            boolean discrete, boolean[] bound) {
        this.rows = rows;
        this.chains = chains;
        this.levels = levels.clone();
        this.target = target;
        this.discrete = discrete;
        this.bound = bound;
        int scored = target == null ? 0 : rows;
        mean = new double[rows];
        aleatoric = new double[rows];
        epistemic = new double[rows];
        quantiles = new double[rows][classes > 0 ? 0 : levels.length];
        this.samples = new double[rows][samples];
        chainMean = new double[chains][rows];
        probabilities = new double[classes > 0 ? rows : 0][classes];
        entropy = new double[classes > 0 ? rows : 0];
        expectedEntropy = new double[classes > 0 ? rows : 0];
        mutualInformation = new double[classes > 0 ? rows : 0];
        probabilityQuantiles = new double[classes > 0 ? rows : 0][classes][levels.length];
        logDensity = new double[scored];
        chainLogDensity = new double[chains][scored];
        pit = new double[scored];
        crps = new double[scored];
    }

    void take(int row, Mixture mixture, int draws) {
        mean[row] = mixture.mean();
        aleatoric[row] = mixture.aleatoricVariance();
        epistemic[row] = mixture.epistemicVariance();
        for (int chain = 0; chain < chains; chain++) {
            chainMean[chain][row] = mixture.mean(chain * draws, (chain + 1) * draws);
        }
        for (int i = 0; i < quantiles[row].length; i++) {
            quantiles[row][i] = mixture.quantile(levels[i]);
        }
        if (mixture instanceof ClassMixture classes) {
            for (int k = 0; k < classes.classes(); k++) {
                probabilities[row][k] = classes.probability(k);
                classes.probabilityQuantilesInto(k, levels, probabilityQuantiles[row][k]);
            }
            entropy[row] = classes.entropy();
            expectedEntropy[row] = classes.expectedEntropy();
            mutualInformation[row] = classes.mutualInformation();
        }
        if (target != null && Double.isNaN(target[row])) {
            logDensity[row] = Double.NaN;
            pit[row] = Double.NaN;
            crps[row] = Double.NaN;
            for (int chain = 0; chain < chains; chain++) {
                chainLogDensity[chain][row] = Double.NaN;
            }
        } else if (target != null) {
            double y = target[row];
            LogMean all = new LogMean();
            for (int chain = 0; chain < chains; chain++) {
                chainLogDensity[chain][row] = mixture.logDensity(y, chain * draws, (chain + 1) * draws);
                all.add(chainLogDensity[chain][row]);
            }
            logDensity[row] = all.value();
            pit[row] = mixture.probabilityIntegralTransform(y);
            crps[row] = mixture.crps(y);
        }
    }

    /**
     * Predictions from running moments of components, without quantiles and without the scores that need whole distributions.
     *
     * @param mixture
     *            of what kind the distributions are
     * @param rows
     *            the rows
     * @param moments
     *            of each chain the moments of {@link RowMoments}, {@code [row][width]}; all chains have as many draws
     * @param logDensities
     *            of each chain the log densities of the targets under its mixture, one a row
     */
    public static Prediction ofMoments(Mixture mixture, Rows rows, List<DrawMoments> moments, double[][] logDensities) {
        Prediction result = new Prediction(mixture, moments.size(), rows, new double[0], 0);
        int width = RowMoments.width(mixture);
        for (int row = 0; row < rows.count(); row++) {
            if (mixture instanceof ClassMixture) {
                result.takeClasses(row, moments, row * width);
            } else {
                result.mean[row] = mean(moments, row * width);
                result.epistemic[row] = variance(moments, row * width);
                result.aleatoric[row] = mean(moments, row * width + 1);
                for (int chain = 0; chain < result.chains; chain++) {
                    result.chainMean[chain][row] = moments.get(chain).mean()[row * width];
                }
            }
            if (result.target != null) {
                LogMean all = new LogMean();
                for (int chain = 0; chain < result.chains; chain++) {
                    double log = Double.isNaN(result.target[row]) ? Double.NaN : logDensities[chain][row];
                    result.chainLogDensity[chain][row] = log;
                    all.add(log);
                }
                result.logDensity[row] = all.value();
                result.pit[row] = Double.NaN;
                result.crps[row] = Double.NaN;
            }
        }
        result.whole = mixture instanceof ClassMixture;
        return result;
    }

    /** Means and variances of the indicator of a class follow from the moments of its probability. */
    private void takeClasses(int row, List<DrawMoments> moments, int at) {
        int classes = probabilities[row].length;
        double total = 0;
        for (int k = 0; k < classes; k++) {
            double p = mean(moments, at + k);
            probabilities[row][k] = p;
            total -= p > 0 ? p * Math.log(p) : 0;
        }
        entropy[row] = total;
        expectedEntropy[row] = mean(moments, at + classes);
        mutualInformation[row] = Math.max(0, total - expectedEntropy[row]);
        int indicated = classes == 2 ? 1 : mostProbable(row);
        double p = probabilities[row][indicated];
        mean[row] = p;
        epistemic[row] = variance(moments, at + indicated);
        aleatoric[row] = p * (1 - p) - epistemic[row];
        for (int chain = 0; chain < chains; chain++) {
            chainMean[chain][row] = moments.get(chain).mean()[at + indicated];
        }
    }

    private static double mean(List<DrawMoments> moments, int at) {
        double sum = 0;
        for (DrawMoments chain : moments) {
            sum += chain.mean()[at];
        }
        return sum / moments.size();
    }

    /** Over the draws of all chains, with the divisor n. */
    private static double variance(List<DrawMoments> moments, int at) {
        double mean = mean(moments, at);
        double sum = 0;
        for (DrawMoments chain : moments) {
            double off = chain.mean()[at] - mean;
            double within = chain.count() < 2 ? 0 : chain.variance()[at] * (chain.count() - 1) / chain.count();
            sum += within + off * off;
        }
        return sum / moments.size();
    }

    /** Takes random values, one of each of these components. */
    void sample(int row, Mixture mixture, int[] components, UniformRandomProvider rng) {
        for (int i = 0; i < components.length; i++) {
            samples[row][i] = mixture.sample(components[i], rng);
        }
    }

    /**
     * The same predictions in the units of the file: values shifted and scaled, variances scaled, log densities less
     * {@code log sd}. Classes and counts are in their own units already.
     */
    public Prediction inUnitsOf(TargetEncoding encoding) {
        if (!encoding.isScaled()) {
            return this;
        }
        double sd = encoding.sd();
        double unit = encoding.logUnit();
        double[] original = target == null ? null : target.clone();
        Prediction result = new Prediction(rows, chains, levels, rows == 0 ? 0 : samples[0].length, 0, original,
                discrete, bound);
        result.whole = whole;
        for (int row = 0; row < rows; row++) {
            result.mean[row] = encoding.toOriginal(mean[row]);
            result.aleatoric[row] = aleatoric[row] * sd * sd;
            result.epistemic[row] = epistemic[row] * sd * sd;
            for (int i = 0; i < levels.length; i++) {
                result.quantiles[row][i] = encoding.toOriginal(quantiles[row][i]);
            }
            for (int i = 0; i < samples[row].length; i++) {
                result.samples[row][i] = encoding.toOriginal(samples[row][i]);
            }
            for (int chain = 0; chain < chains; chain++) {
                result.chainMean[chain][row] = encoding.toOriginal(chainMean[chain][row]);
            }
            double shift = bound[row] ? 0 : unit;
            if (original != null) {
                original[row] = encoding.toOriginal(original[row]);
                result.logDensity[row] = logDensity[row] - shift;
                result.pit[row] = pit[row];
                result.crps[row] = crps[row] * sd;
                for (int chain = 0; chain < chains; chain++) {
                    result.chainLogDensity[chain][row] = chainLogDensity[chain][row] - shift;
                }
            }
        }
        return result;
    }

    /** Whether the target of a row is a bound that its value lies above: it has a score, but no error and no place. */
    public boolean isBound(int row) {
        return bound[row];
    }

    /**
     * Whether the distributions themselves are known, and so quantiles, CRPS and probability integral transforms; not where only
     * running moments were kept of numbers or counts: then there are no levels, and these scores are NaN.
     */
    public boolean isWhole() {
        return whole;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of chains. */
    public int chains() {
        return chains;
    }

    /** Number of classes; 0 if the target is not a class. */
    public int classes() {
        return probabilities.length == 0 ? 0 : probabilities[0].length;
    }

    /** True if the target is a count. */
    public boolean isCount() {
        return discrete;
    }

    /** Predictive means. */
    public double[] mean() {
        return mean;
    }

    /** Predictive standard deviation of a row: the root of noise and weight variance together. */
    public double sd(int row) {
        return Math.sqrt(aleatoric[row] + epistemic[row]);
    }

    /** Predictive standard deviations of all rows. */
    public double[] sd() {
        double[] all = new double[rows];
        for (int row = 0; row < rows; row++) {
            all[row] = sd(row);
        }
        return all;
    }

    /** Means of the components' variances: noise. */
    public double[] aleatoricVariance() {
        return aleatoric;
    }

    /** Variances of the components' means: uncertainty of the weights. */
    public double[] epistemicVariance() {
        return epistemic;
    }

    /** Levels of the quantiles: of the distribution, or for classes of each class's probability over the draws. */
    public double[] levels() {
        return levels;
    }

    /** Quantiles {@code [row][level]} of the mixture; rows of classes have none. */
    public double[][] quantiles() {
        return quantiles;
    }

    /**
     * Random values of the predictive distribution, {@code [row][sample]}; as many as {@link Predictor#withSamples} asked for.
     * A sample has the same draw of the weights in all rows, and noise of its own in each.
     */
    public double[][] samples() {
        return samples;
    }

    /** Predictive means of each chain alone, {@code [chain][row]}: their spread is the Monte Carlo error of the means. */
    public double[][] chainMean() {
        return chainMean;
    }

    /** Probabilities {@code [row][class]}; empty if the target is not a class. */
    public double[][] probabilities() {
        return probabilities;
    }

    /**
     * Quantiles over the draws of each class's probability, {@code [row][class][level]}: how sure the draws are of it; empty if the
     * target is not a class.
     */
    public double[][][] probabilityQuantiles() {
        return probabilityQuantiles;
    }

    /** The most probable class of a row; the first of several. */
    public int mostProbable(int row) {
        int best = 0;
        for (int k = 1; k < probabilities[row].length; k++) {
            best = probabilities[row][k] > probabilities[row][best] ? k : best;
        }
        return best;
    }

    /**
     * Mean entropies of the classes under each draw in nats, the aleatoric part of {@link #entropy}; the rest is
     * {@link #mutualInformation}. Empty if the target is not a class.
     */
    public double[] expectedEntropy() {
        return expectedEntropy;
    }

    /** Entropies of the predicted classes in nats; empty if the target is not a class. */
    public double[] entropy() {
        return entropy;
    }

    /** Mutual information between class and weights in nats; empty if the target is not a class. */
    public double[] mutualInformation() {
        return mutualInformation;
    }

    /** True if targets are known, so that there are scores. */
    public boolean hasTarget() {
        return target != null;
    }

    /**
     * The targets.
     *
     * @throws IllegalStateException
     *             if they are not known
     */
    public double[] target() {
        if (target == null) {
            throw new IllegalStateException("these rows have no target, so their predictions cannot be scored");
        }
        return target;
    }

    /** Log densities of the targets under the mixture of all draws of all chains; empty without targets. */
    public double[] logDensity() {
        return logDensity;
    }

    /** Log densities of the targets under each chain's mixture alone, {@code [chain][row]}; empty rows without targets. */
    public double[][] chainLogDensity() {
        return chainLogDensity;
    }

    /** Probability integral transforms of the targets; empty without targets. */
    public double[] probabilityIntegralTransform() {
        return pit;
    }

    /** Continuous ranked probability scores of the targets; empty without targets. */
    public double[] crps() {
        return crps;
    }
}
