package ergodic.diagnostics;

import java.util.Arrays;

/**
 * Monte Carlo error of predictions of the equal mixture of all chains, from the variation between chains. The chains are
 * independent, so it holds whatever happens within them: slow mixing and different modes are both in it. It does not
 * see what all chains have in common, such as a drift from one start; {@link ChainBehaviour} looks for that.
 *
 * @param chains
 *            number M of chains
 * @param meanError
 *            root mean square over rows of (standard error of the predictive mean / predictive standard deviation within
 *            chains), the standard error being sd(chain means) / sqrt(M). The yardstick holds the noise and the spread within
 *            chains, not that between them: beside the whole spread of the mixture, the error of M chains in M places would
 *            be at most about 1 / sqrt(M), however far apart they are
 * @param worstRow
 *            row with the largest such ratio, or -1 without rows
 * @param worstRowError
 *            that ratio
 * @param logDensity
 *            mean over held-out rows of the mixture's log predictive density, in nats; NaN without truth
 * @param logDensityError
 *            its standard error, by the jackknife over chains; NaN without truth or for one chain
 * @param logDensityGain
 *            by how much it would rise with very many chains, by the jackknife: a mixture of few chains scores lower,
 *            since the logarithm is concave; NaN as above
 */
public record MixtureError(int chains, double meanError, int worstRow, double worstRowError, double logDensity,
        double logDensityError, double logDensityGain) {

    /** Estimates the errors. */
    public static MixtureError of(FunctionEvidence evidence) {
        int chains = evidence.chains();
        double squares = 0;
        int rows = 0;
        int worst = -1;
        double worstError = Double.NaN;
        double[] means = new double[chains];
        for (int row = 0; row < evidence.predictiveSd().length; row++) {
            for (int chain = 0; chain < chains; chain++) {
                means[chain] = evidence.chainMeans()[chain][row];
            }
            double sd = Descriptive.sd(means);
            // Where the chains predict the same exactly, there is no error, even beside a spread of zero.
            double error = sd == 0 ? 0 : sd / Math.sqrt(chains) / within(evidence.predictiveSd()[row], sd, chains);
            squares += error * error;
            rows++;
            if (worst < 0 || error > worstError || Double.isNaN(error)) {
                worst = row;
                worstError = error;
            }
        }
        double[][] logDensity = evidence.chainLogDensity();
        double whole = mixture(logDensity, -1);
        double error = Double.NaN;
        double gain = Double.NaN;
        if (logDensity.length > 1) {
            double[] without = new double[chains];
            for (int chain = 0; chain < chains; chain++) {
                without[chain] = mixture(logDensity, chain);
            }
            // Jackknife: variance (M - 1) / M sum (L_-c - mean)^2, bias (M - 1) (mean L_-c - L).
            error = (chains - 1) / Math.sqrt(chains) * Descriptive.sd(without);
            gain = (chains - 1) * (whole - Descriptive.mean(without));
        }
        return new MixtureError(chains, rows == 0 ? Double.NaN : Math.sqrt(squares / rows), worst, worstError, whole,
                error, gain);
    }

    /**
     * Predictive standard deviation within chains: the variance of an equal mixture is the mean of the variances of its
     * parts, plus the variance of their means. 0 where rounding leaves nothing.
     */
    private static double within(double predictiveSd, double sdOfMeans, int chains) {
        double whole = predictiveSd * predictiveSd;
        double rest = whole - sdOfMeans * sdOfMeans * (chains - 1) / chains;
        return rest > 1e-12 * whole ? Math.sqrt(rest) : 0;
    }

    /** {@link #meanError} as it would be with so many chains: errors fall as one over the square root. */
    public double meanErrorWith(int otherChains) {
        return meanError * Math.sqrt((double) chains / otherChains);
    }

    /** {@link #logDensityError} as it would be with so many chains. */
    public double logDensityErrorWith(int otherChains) {
        return logDensityError * Math.sqrt((double) chains / otherChains);
    }

    /** Mean over rows of the log of the mean density over chains, one of them left out (or none, for -1). */
    private static double mixture(double[][] logDensity, int left) {
        int rows = ChainArrays.draws(logDensity);
        double[] terms = new double[logDensity.length];
        double[] rowValues = new double[rows];
        for (int row = 0; row < rows; row++) {
            int count = 0;
            for (int chain = 0; chain < logDensity.length; chain++) {
                if (chain != left) {
                    terms[count++] = logDensity[chain][row];
                }
            }
            rowValues[row] = logMeanExp(Arrays.copyOf(terms, count));
        }
        return Descriptive.mean(rowValues);
    }

    private static double logMeanExp(double[] logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        if (!Double.isFinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum / logs.length);
    }
}
