package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Weights of chains by stacking (Yao, Vehtari, Simpson and Gelman 2018; of chains: Yao, Vehtari and Gelman 2022): the mixture of the chains'
 * predictive distributions with the largest mean log density over rows that no chain has seen. Concave on the simplex; solved by the
 * expectation-maximisation of mixture weights, to a gap that is known.
 *
 * @param weights
 *            one a chain, at least 0, sum 1
 * @param logDensity
 *            mean log density of a row under the weighted mixture
 * @param equal
 *            the same under equal weights
 * @param gap
 *            by how much, at most, other weights could be better: the largest slope towards a single chain
 * @param leftOut
 *            rows that were left out: the log density is not known in some chain, or the row is impossible in all
 */
public record StackingWeights(List<Double> weights, double logDensity, double equal, double gap, int leftOut) {

    /** Folds of {@link #crossFitted}. */
    public static final int FOLDS = 10;

    private static final double ENOUGH = 1e-7;
    private static final int MOST = 20_000;

    /** Copies the weights. */
    public StackingWeights {
        weights = List.copyOf(weights);
    }

    /**
     * The weights that suit these rows best.
     *
     * @param chainLogDensity
     *            log predictive density of each row in each chain, {@code [chain][row]}; minus infinity is a row that a chain holds impossible. Rows with a
     *            value that is not known in some chain, or that all hold impossible, are left out
     * @throws IllegalArgumentException
     *             if there is no chain or no such row
     */
    public static StackingWeights of(double[][] chainLogDensity) {
        double[][] rows = rows(chainLogDensity);
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "there is no row to weigh chains by whose log density is known in every chain and finite in some");
        }
        int chains = rows[0].length;
        double[] weights = new double[chains];
        Arrays.fill(weights, 1.0 / chains);
        double equal = score(rows, weights);
        double[][] ratios = ratios(rows);
        double[] slope = new double[chains];
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST && gap > ENOUGH; i++) {
            gap = slopesInto(ratios, weights, slope);
            if (gap > ENOUGH) {
                for (int k = 0; k < chains; k++) {
                    weights[k] *= slope[k];
                }
            }
        }
        List<Double> list = new ArrayList<>(chains);
        for (double weight : weights) {
            list.add(weight);
        }
        return new StackingWeights(list, score(rows, weights), equal, Math.max(0.0, gap),
                chainLogDensity[0].length - rows.length);
    }

    /** Equal weights, with their score on these rows. */
    public static StackingWeights equal(double[][] chainLogDensity) {
        int chains = chainLogDensity.length;
        double[] weights = new double[chains];
        Arrays.fill(weights, 1.0 / chains);
        double[][] rows = rows(chainLogDensity);
        double score = score(rows, weights);
        return new StackingWeights(Collections.nCopies(chains, 1.0 / chains), score, score, Double.NaN,
                chainLogDensity[0].length - rows.length);
    }

    /**
     * Mean log density of rows under weights that were found without them: each fold is scored by the weights of the others, so it does not
     * flatter.
     *
     * @param chainLogDensity
     *            as of {@link #of}
     */
    public static double crossFitted(double[][] chainLogDensity) {
        double[][] rows = rows(chainLogDensity);
        int folds = Math.min(FOLDS, rows.length);
        if (folds < 2) {
            return Double.NaN;
        }
        double sum = 0.0;
        for (int fold = 0; fold < folds; fold++) {
            List<double[]> others = new ArrayList<>();
            List<double[]> own = new ArrayList<>();
            for (int row = 0; row < rows.length; row++) {
                (row % folds == fold ? own : others).add(rows[row]);
            }
            double[] weights = of(transposed(others)).weights.stream().mapToDouble(Double::doubleValue).toArray();
            sum += score(own.toArray(double[][]::new), weights) * own.size();
        }
        return sum / rows.length;
    }

    /**
     * Mean log density of other rows under these weights; rows are left out as by {@link #of}.
     *
     * @param chainLogDensity
     *            as of {@link #of}
     */
    public double score(double[][] chainLogDensity) {
        return score(rows(chainLogDensity), weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Rows of log densities, {@code [row][chain]}, that are known in all chains and finite in some. */
    private static double[][] rows(double[][] chainLogDensity) {
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; chainLogDensity.length > 0 && row < chainLogDensity[0].length; row++) {
            double[] values = new double[chainLogDensity.length];
            boolean known = true;
            boolean possible = false;
            for (int chain = 0; chain < values.length; chain++) {
                values[chain] = chainLogDensity[chain][row];
                known &= values[chain] < Double.POSITIVE_INFINITY;
                possible |= values[chain] > Double.NEGATIVE_INFINITY;
            }
            if (known && possible) {
                rows.add(values);
            }
        }
        return rows.toArray(double[][]::new);
    }

    private static double[][] transposed(List<double[]> rows) {
        double[][] chains = new double[rows.getFirst().length][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int chain = 0; chain < chains.length; chain++) {
                chains[chain][row] = rows.get(row)[chain];
            }
        }
        return chains;
    }

    private static double score(double[][] rows, double[] weights) {
        double sum = 0.0;
        for (double[] row : rows) {
            double high = Arrays.stream(row).max().orElse(0.0);
            double mixture = 0.0;
            for (int k = 0; k < weights.length; k++) {
                mixture += weights[k] * Math.exp(row[k] - high);
            }
            sum += high + Math.log(mixture);
        }
        return sum / rows.length;
    }

    /** Densities of each row over the largest of them. */
    private static double[][] ratios(double[][] rows) {
        double[][] ratios = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            double high = Arrays.stream(rows[row]).max().orElse(0.0);
            ratios[row] = Arrays.stream(rows[row]).map(value -> Math.exp(value - high)).toArray();
        }
        return ratios;
    }

    /** Fills the mean over rows of each chain's density over the mixture's; returns the largest less 1, which bounds what is left to gain. */
    private static double slopesInto(double[][] ratios, double[] weights, double[] slope) {
        Arrays.fill(slope, 0.0);
        for (double[] row : ratios) {
            double mixture = 0.0;
            for (int k = 0; k < weights.length; k++) {
                mixture += weights[k] * row[k];
            }
            for (int k = 0; k < weights.length; k++) {
                slope[k] += row[k] / mixture / ratios.length;
            }
        }
        return Arrays.stream(slope).max().orElse(1.0) - 1.0;
    }
}
