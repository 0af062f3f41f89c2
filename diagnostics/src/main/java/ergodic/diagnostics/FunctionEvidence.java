package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What the chains predict, chain by chain: the evidence on which several modes are judged as a mixture. A "row" is
 * anything predicted: a held-out row, a probe input, a class probability of a row.
 *
 * @param names
 *            of the rows, for sentences such as "row 17"
 * @param chainMeans
 *            predictive mean of each chain, {@code [chains][rows]}
 * @param predictiveSd
 *            predictive standard deviation of the mixture of all chains, noise included, in the unit of the means; one a
 *            row
 * @param chainLogDensity
 *            log predictive density of the truth in each chain, {@code log mean_s p(y_i | x_i, theta_s)}, in nats,
 *            {@code [chains][rows]}; no chains where there is no truth to compare with
 * @param rows
 *            whether the truth is that of held-out rows or of the training rows
 */
public record FunctionEvidence(List<String> names, double[][] chainMeans, double[] predictiveSd,
        double[][] chainLogDensity, RowSet rows) {

    /** Checks the shapes. The arrays are not copied. */
    public FunctionEvidence {
        names = List.copyOf(names);
        if (names.size() != predictiveSd.length) {
            throw new IllegalArgumentException(
                    names.size() + " names of rows for " + predictiveSd.length + " predictive standard deviations");
        }
        for (double[] means : chainMeans) {
            if (means.length != predictiveSd.length) {
                throw new IllegalArgumentException("a chain has " + means.length + " predictive means for "
                        + predictiveSd.length + " predictive standard deviations");
            }
        }
        if (chainLogDensity.length != 0 && chainLogDensity.length != chainMeans.length) {
            throw new IllegalArgumentException("log densities of " + chainLogDensity.length
                    + " chains, predictive means of " + chainMeans.length);
        }
        ChainArrays.check(chainLogDensity);
    }

    /** Of held-out rows. */
    public FunctionEvidence(List<String> names, double[][] chainMeans, double[] predictiveSd,
            double[][] chainLogDensity) {
        this(names, chainMeans, predictiveSd, chainLogDensity, RowSet.HELD_OUT);
    }

    /** The sizes; the numbers are many. */
    @Override
    public String toString() {
        return "FunctionEvidence[chains=" + chains() + ", rows=" + predictiveSd.length + " (" + rows.adjective() + ")]";
    }

    /** Number of chains. */
    public int chains() {
        return chainMeans.length;
    }

    /**
     * Evidence from stored predictions alone. Their spread is that of the network's function without the noise, so the
     * errors look larger beside it than beside a full predictive spread; and there is no truth to compare with.
     *
     * @param variable
     *            such as {@code prediction}
     */
    public static FunctionEvidence ofDraws(Draws draws, String variable) {
        Variable predictions = draws.variable(variable);
        int rows = predictions.size();
        double[][] means = new double[draws.chains()][rows];
        double[] sd = new double[rows];
        List<String> names = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            double[][] series = draws.series(variable, row);
            for (int chain = 0; chain < means.length; chain++) {
                means[chain][row] = Descriptive.mean(series[chain]);
            }
            // Of the mixture: with the denominator n, as the parts' variances and the variance of their means add up.
            double[] pooled = ChainArrays.pooled(series);
            sd[row] = Descriptive.sd(pooled) * Math.sqrt((pooled.length - 1.0) / pooled.length);
            names.add(predictions.elementName(row));
        }
        return new FunctionEvidence(names, means, sd, new double[0][]);
    }

    /** Evidence from several stored variables, one after another; see {@link #ofDraws(Draws, String)}. */
    public static FunctionEvidence ofDraws(Draws draws, Collection<String> variables) {
        List<String> names = new ArrayList<>();
        double[][] means = new double[draws.chains()][0];
        double[] sds = new double[0];
        for (String variable : variables) {
            FunctionEvidence one = ofDraws(draws, variable);
            names.addAll(one.names);
            sds = DoubleStream.concat(Arrays.stream(sds), Arrays.stream(one.predictiveSd)).toArray();
            for (int chain = 0; chain < means.length; chain++) {
                means[chain] = DoubleStream.concat(Arrays.stream(means[chain]), Arrays.stream(one.chainMeans[chain]))
                        .toArray();
            }
        }
        return new FunctionEvidence(names, means, sds, new double[0][]);
    }
}
