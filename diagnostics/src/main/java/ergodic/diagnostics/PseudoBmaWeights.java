package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Weights of models by their log predictive densities, {@code exp} of the sum over rows, each over the sum of all: pseudo Bayesian model averaging
 * (Geisser and Eddy 1979). With the Bayesian bootstrap over rows (pseudo-BMA+; Yao, Vehtari, Simpson and Gelman 2018, section 3.4) they are
 * means of such weights under random weights of the rows, and no longer ignore that the rows are a sample.
 *
 * @param weights
 *            one a model, at least 0, sum 1
 */
public record PseudoBmaWeights(List<Double> weights) {

    /** Replications of the bootstrap. */
    public static final int REPLICATIONS = 1000;

    /** Copies the weights. */
    public PseudoBmaWeights {
        weights = List.copyOf(weights);
    }

    /**
     * Without the bootstrap.
     *
     * @param logDensity
     *            log predictive density of each row by each model, {@code [model][row]}; minus infinity is a row that a model holds impossible
     * @throws IllegalArgumentException
     *             if there is no model or no row, if a density is not known, or every model holds some row impossible
     */
    public static PseudoBmaWeights of(double[][] logDensity) {
        requireWeighable(logDensity);
        double[] sums = new double[logDensity.length];
        for (int model = 0; model < sums.length; model++) {
            sums[model] = Arrays.stream(logDensity[model]).sum();
        }
        double[] weights = new double[sums.length];
        addNormalised(sums, weights);
        return new PseudoBmaWeights(list(weights, 1));
    }

    /**
     * With the bootstrap: weights of the rows are from the flat Dirichlet distribution.
     *
     * @param logDensity
     *            as of {@link #of}
     * @param replications
     *            at least 1
     * @param rng
     *            random numbers
     */
    public static PseudoBmaWeights bootstrapped(double[][] logDensity, int replications, UniformRandomProvider rng) {
        requireWeighable(logDensity);
        int rows = logDensity[0].length;
        ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(rng);
        double[] share = new double[rows];
        double[] sums = new double[logDensity.length];
        double[] weights = new double[logDensity.length];
        for (int replication = 0; replication < replications; replication++) {
            double total = 0;
            for (int row = 0; row < rows; row++) {
                share[row] = exponential.sample();
                total += share[row];
            }
            for (int model = 0; model < sums.length; model++) {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum += share[row] * logDensity[model][row];
                }
                sums[model] = sum / total * rows;
            }
            addNormalised(sums, weights);
        }
        return new PseudoBmaWeights(list(weights, replications));
    }

    private static void requireWeighable(double[][] logDensity) {
        if (logDensity.length == 0 || logDensity[0].length == 0) {
            throw new IllegalArgumentException("there is nothing to weigh models by");
        }
        boolean possible = false;
        for (double[] model : logDensity) {
            double least = Arrays.stream(model).min().orElse(Double.NaN);
            if (Double.isNaN(least) || least == Double.POSITIVE_INFINITY || model.length != logDensity[0].length) {
                throw new IllegalArgumentException("a row has no density by some model, so they cannot be weighed");
            }
            possible |= least > Double.NEGATIVE_INFINITY;
        }
        if (!possible) {
            throw new IllegalArgumentException("every model holds some row impossible, so they cannot be weighed");
        }
    }

    private static void addNormalised(double[] sums, double[] weights) {
        double largest = Arrays.stream(sums).max().orElse(0.0);
        double total = 0;
        for (double sum : sums) {
            total += Math.exp(sum - largest);
        }
        for (int model = 0; model < sums.length; model++) {
            weights[model] += Math.exp(sums[model] - largest) / total;
        }
    }

    private static List<Double> list(double[] weights, int replications) {
        List<Double> list = new ArrayList<>(weights.length);
        for (double weight : weights) {
            list.add(weight / replications);
        }
        return list;
    }
}
