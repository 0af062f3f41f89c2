package ergodic.nn.predict;

import ergodic.autodiff.Deviance;
import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.StirlingRemainder;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Equal mixture of binomial distributions with one number of trials n; a component is the logit of its probability, and n. Probabilities are
 * summed up one by one, from each component's mode outwards until they are negligible.
 */
public final class BinomialMixture implements MixtureOfCounts {

    private static final double NEGLIGIBLE = 1e-18;

    private int trials;
    private int count;
    private double[] logits = new double[0];
    private double[] cumulative = new double[0];
    private boolean summed;

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public void load(double[] values, int offset, int components) {
        if (logits.length < components) {
            logits = new double[components];
        }
        count = components;
        summed = false;
        trials = Math.toIntExact(Math.round(values[offset + 1]));
        for (int s = 0; s < components; s++) {
            logits[s] = values[offset + 2 * s];
        }
    }

    @Override
    public int components() {
        return count;
    }

    @Override
    public double componentMean(int s) {
        return trials * SpecialFunctions.sigmoid(logits[s]);
    }

    @Override
    public double componentVariance(int s) {
        return componentMean(s) * SpecialFunctions.sigmoid(-logits[s]);
    }

    private double[] cumulative() {
        if (summed) {
            return cumulative;
        }
        if (cumulative.length < trials + 1) {
            cumulative = new double[trials + 1];
        }
        Arrays.fill(cumulative, 0, trials + 1, 0);
        for (int s = 0; s < count; s++) {
            int mode = (int) Math.clamp(Math.floor((trials + 1.0) * SpecialFunctions.sigmoid(logits[s])), 0, trials);
            double odds = Math.exp(logits[s]);
            double peak = Math.exp(componentLogDensity(mode, s)) / count;
            double p = peak;
            for (int k = mode; k <= trials && p > NEGLIGIBLE * peak; k++) {
                cumulative[k] += p;
                p *= (trials - k) / (k + 1.0) * odds;
            }
            p = peak;
            for (int k = mode; k > 0 && p > NEGLIGIBLE * peak; k--) {
                p *= k / (trials - k + 1.0) / odds;
                cumulative[k - 1] += p;
            }
        }
        for (int k = 1; k <= trials; k++) {
            cumulative[k] += cumulative[k - 1];
        }
        summed = true;
        return cumulative;
    }

    @Override
    public double componentLogDensity(double k, int s) {
        if (!(k >= 0 && k <= trials)) {
            return Double.NEGATIVE_INFINITY;
        }
        return StirlingRemainder.value(0, trials) - StirlingRemainder.value(0, k)
                - StirlingRemainder.value(0, trials - k) - Deviance.binomial(k, trials - k, logits[s]);
    }

    @Override
    public double sample(int s, UniformRandomProvider rng) {
        return BinomialDistribution.of(trials, SpecialFunctions.sigmoid(logits[s])).createSampler(rng).sample();
    }

    @Override
    public double cdf(double k) {
        return k < 0 ? 0 : k >= trials ? 1 : cumulative()[(int) k];
    }

    @Override
    public double quantile(double p) {
        double[] sums = cumulative();
        int low = 0;
        int high = trials;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] >= p) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public double crps(double y) {
        double[] sums = cumulative();
        double score = Math.max(0, y - trials);
        for (int k = 0; k < trials; k++) {
            double error = sums[k] - (y <= k ? 1 : 0);
            score += error * error;
        }
        return score;
    }
}
