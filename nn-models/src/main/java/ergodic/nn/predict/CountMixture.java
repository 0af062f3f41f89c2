package ergodic.nn.predict;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Equal mixture of distributions over counts: Poisson (a component is its log mean) or negative binomial (log mean and log
 * of the shape phi; variance {@code mean + mean^2 / phi}).
 *
 * <p>
 * On loading, the probabilities of all counts that matter are summed into one table: each component is started at its mode
 * by its log probability and followed outwards by the ratio of neighbouring probabilities until these fall below 1e-18, so a
 * component costs one log gamma or three and a multiplication and a division a count. Components with a mean above 1e7 are
 * taken to lie beyond every count.
 */
public final class CountMixture implements Mixture {

    private static final double NEGLIGIBLE = 1e-18;
    private static final double LARGEST = 1e7;

    private final boolean poisson;
    private double[] logMeans = new double[0];
    private double[] shapes = new double[0];
    private int count;
    private double[] table = new double[64];
    private int first;
    private int length;

    private CountMixture(boolean poisson) {
        this.poisson = poisson;
    }

    /** Poisson components. */
    public static CountMixture poisson() {
        return new CountMixture(true);
    }

    /** Negative binomial components. */
    public static CountMixture negativeBinomial() {
        return new CountMixture(false);
    }

    @Override
    public int parameters() {
        return poisson ? 1 : 2;
    }

    @Override
    public void load(double[] values, int offset, int components) {
        if (logMeans.length < components) {
            logMeans = new double[components];
            shapes = new double[components];
        }
        count = components;
        double lowest = LARGEST;
        for (int s = 0; s < components; s++) {
            logMeans[s] = values[offset + s * parameters()];
            shapes[s] = poisson ? Double.POSITIVE_INFINITY : Math.exp(values[offset + 2 * s + 1]);
            double mean = Math.exp(logMeans[s]);
            lowest = Math.min(lowest, mean - 20 * Math.sqrt(variance(s)) - 40);
        }
        first = (int) Math.max(0, Math.floor(lowest));
        length = 0;
        Arrays.fill(table, 0);
        for (int s = 0; s < components; s++) {
            addComponent(s);
        }
    }

    private void addComponent(int s) {
        double mean = Math.exp(logMeans[s]);
        if (!(mean <= LARGEST)) {
            return;
        }
        double phi = shapes[s];
        int mode = (int) Math.max(first, Math.floor(poisson ? mean : Math.max(0, mean * (phi - 1) / phi)));
        double start = Math.exp(logProbability(s, mode)) / count;
        double failure = poisson ? 1 : 1 / (1 + mean / phi);
        double p = start;
        for (int k = mode; p > NEGLIGIBLE / count && k < Integer.MAX_VALUE - 16; k++) {
            put(k, p);
            p *= poisson ? mean / (k + 1) : (k + phi) / (k + 1) * (1 - failure);
        }
        p = start;
        for (int k = mode; k > first && p > NEGLIGIBLE / count; k--) {
            p *= poisson ? k / mean : k / ((k - 1 + phi) * (1 - failure));
            put(k - 1, p);
        }
    }

    private void put(int k, double p) {
        int index = k - first;
        if (index >= table.length) {
            table = Arrays.copyOf(table, Math.max(index + 1, 2 * table.length));
        }
        table[index] += p;
        length = Math.max(length, index + 1);
    }

    private double variance(int s) {
        double mean = Math.exp(logMeans[s]);
        return poisson ? mean : mean + mean * mean / shapes[s];
    }

    private double logProbability(int s, double k) {
        double eta = logMeans[s];
        double mean = Math.exp(eta);
        if (poisson) {
            return k * eta - mean - LogGamma.value(k + 1);
        }
        double phi = shapes[s];
        double logRatio = Math.log1p(mean / phi);
        double logOfMeanPart = eta - Math.log(phi) - logRatio;
        return LogGamma.value(k + phi) - LogGamma.value(phi) - LogGamma.value(k + 1) - phi * logRatio
                + (k == 0 ? 0 : k * logOfMeanPart);
    }

    @Override
    public double mean() {
        return mean(0, count);
    }

    @Override
    public double mean(int from, int to) {
        double sum = 0;
        for (int s = from; s < to; s++) {
            sum += Math.exp(logMeans[s]);
        }
        return sum / (to - from);
    }

    @Override
    public double aleatoricVariance() {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += variance(s);
        }
        return sum / count;
    }

    @Override
    public double epistemicVariance() {
        double mean = mean();
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double difference = Math.exp(logMeans[s]) - mean;
            sum += difference * difference;
        }
        return sum / count;
    }

    @Override
    public double logDensity(double y, int from, int to) {
        LogMean mean = new LogMean();
        for (int s = from; s < to; s++) {
            mean.add(logProbability(s, y));
        }
        return mean.value();
    }

    /** Probability of at most {@code k}. */
    public double cdf(double k) {
        double sum = 0;
        for (int i = 0; i < length && first + i <= k; i++) {
            sum += table[i];
        }
        return sum;
    }

    @Override
    public double quantile(double p) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += table[i];
            if (sum >= p) {
                return first + i;
            }
        }
        // Rounding left the sum below p, or that much of the mass lies beyond every count.
        return p - sum < 1e-9 ? first + length - 1 : Double.POSITIVE_INFINITY;
    }

    @Override
    public double probabilityIntegralTransform(double y) {
        double below = cdf(y - 1);
        return below + 0.5 * (cdf(y) - below);
    }

    @Override
    public double crps(double y) {
        double f = 0;
        // Before the table F is 0 and after it 1: each count between there and y costs 1.
        double sum = Math.max(0, first - y) + Math.max(0, y - (first + length));
        for (int i = 0; i < length; i++) {
            f += table[i];
            double error = f - (y <= first + i ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }
}
