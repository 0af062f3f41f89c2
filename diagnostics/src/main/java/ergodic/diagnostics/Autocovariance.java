package ergodic.diagnostics;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Autocovariance at every lag by the fast Fourier transform, O(n log n): the "biased" estimate with denominator n at
 * every lag, which Geyer (1992) recommends.
 */
public final class Autocovariance {
    private Autocovariance() {}

    /** Autocovariance of one series at the lags 0 ... n - 1. */
    public static double[] of(double[] series) {
        return mean(new double[][]{series});
    }

    /** Autocorrelation of one series at the lags 0 ... n - 1; NaN for a constant one. */
    public static double[] correlation(double[] series) {
        double[] autocovariance = of(series);
        double variance = autocovariance.length == 0 ? Double.NaN : autocovariance[0];
        for (int lag = 0; lag < autocovariance.length; lag++) {
            autocovariance[lag] /= variance;
        }
        return autocovariance;
    }

    /**
     * Mean over series of their autocovariances, each about its own mean.
     *
     * <p>Two real series travel as one complex one: |X + iY|^2 transforms back into a sequence whose real part is the sum
     * of both autocovariances, and only the sum over all series is wanted, so one transform back serves them all.
     *
     * @param series
     *            of one length n
     * @return the means at the lags 0 ... n - 1
     */
    static double[] mean(double[][] series) {
        int n = ChainArrays.draws(series);
        if (n == 0) {
            return new double[0];
        }
        int size = Integer.highestOneBit(Math.max(1, 2 * n - 1)) * 2;
        double[] power = new double[size];
        double[][] pair = new double[2][size];
        for (int i = 0; i < series.length; i += 2) {
            centreInto(series[i], pair[0]);
            if (i + 1 < series.length) {
                centreInto(series[i + 1], pair[1]);
            } else {
                Arrays.fill(pair[1], 0);
            }
            FastFourierTransformer.transformInPlace(pair, DftNormalization.STANDARD, TransformType.FORWARD);
            for (int k = 0; k < size; k++) {
                power[k] += pair[0][k] * pair[0][k] + pair[1][k] * pair[1][k];
            }
        }
        pair[0] = power;
        Arrays.fill(pair[1], 0);
        FastFourierTransformer.transformInPlace(pair, DftNormalization.STANDARD, TransformType.INVERSE);
        double[] mean = new double[n];
        for (int lag = 0; lag < n; lag++) {
            mean[lag] = pair[0][lag] / ((double) n * series.length);
        }
        return mean;
    }

    /** The series without its mean, then zeros; all zeros, without rounding, for a constant series. */
    private static void centreInto(double[] series, double[] centred) {
        Arrays.fill(centred, series.length, centred.length, 0);
        double mean = Descriptive.mean(series);
        boolean constant = true;
        for (int i = 0; i < series.length; i++) {
            centred[i] = series[i] - mean;
            constant &= series[i] == series[0];
        }
        if (constant) {
            Arrays.fill(centred, 0, series.length, 0);
        }
    }
}
