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
    /** Lags that are summed directly: at some 1 us each for 4000 draws, they cost no more than the transform. */
    static final int DIRECT_LAGS = 64;

    private Autocovariance() {}

    /** Autocovariance of one series at the lags 0 ... n - 1. */
    public static double[] of(double[] series) {
        double[] centred = new double[series.length];
        centreInto(series, centred);
        return transform(new double[][]{centred});
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
     * Mean over series of their autocovariances, each about its own mean, for one who asks for lag after lag from 0 and
     * stops early. Most chains mix well, so that a few lags are all that is wanted, and those are cheaper as plain sums;
     * from {@link #DIRECT_LAGS} on, one transform gives all the others.
     */
    static final class Mean {
        private final double[][] centred;
        private final int draws;
        private double[] transformed = new double[0];

        /**
         * Centres the series.
         *
         * @param series
         *            of one length
         */
        Mean(double[][] series) {
            draws = ChainArrays.draws(series);
            centred = new double[series.length][draws];
            for (int i = 0; i < series.length; i++) {
                centreInto(series[i], centred[i]);
            }
        }

        /** The mean autocovariance at a lag below the length. */
        double at(int lag) {
            if (lag >= DIRECT_LAGS) {
                if (transformed.length == 0) {
                    transformed = transform(centred);
                }
                return transformed[lag];
            }
            double sum = 0;
            for (double[] values : centred) {
                sum += laggedProducts(values, lag);
            }
            return sum / ((double) draws * centred.length);
        }
    }

    /** Four sums side by side: one alone would wait for its own last addition. */
    private static double laggedProducts(double[] values, int lag) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = values.length - lag;
        int i = 0;
        for (; i + 3 < end; i += 4) {
            a += values[i] * values[i + lag];
            b += values[i + 1] * values[i + 1 + lag];
            c += values[i + 2] * values[i + 2 + lag];
            d += values[i + 3] * values[i + 3 + lag];
        }
        for (; i < end; i++) {
            a += values[i] * values[i + lag];
        }
        return a + b + (c + d);
    }

    /**
     * Mean autocovariance of centred series, at all lags.
     *
     * <p>Two real series travel as one complex one: |X + iY|^2 transforms back into a sequence whose real part is the sum
     * of both autocovariances, and only the sum over all series is wanted, so one transform back serves them all.
     */
    static double[] transform(double[][] centred) {
        int n = ChainArrays.draws(centred);
        if (n == 0) {
            return new double[0];
        }
        int size = Integer.highestOneBit(Math.max(1, 2 * n - 1)) * 2;
        double[] power = new double[size];
        double[][] pair = new double[2][size];
        for (int i = 0; i < centred.length; i += 2) {
            Arrays.fill(pair[0], n, size, 0);
            Arrays.fill(pair[1], 0);
            System.arraycopy(centred[i], 0, pair[0], 0, n);
            if (i + 1 < centred.length) {
                System.arraycopy(centred[i + 1], 0, pair[1], 0, n);
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
            mean[lag] = pair[0][lag] / ((double) n * centred.length);
        }
        return mean;
    }

    /** The series without its mean; all zeros, without rounding, for a constant series. */
    private static void centreInto(double[] series, double[] centred) {
        double mean = Descriptive.mean(series);
        boolean constant = true;
        for (int i = 0; i < series.length; i++) {
            centred[i] = series[i] - mean;
            constant &= series[i] == series[0];
        }
        if (constant) {
            Arrays.fill(centred, 0);
        }
    }
}
