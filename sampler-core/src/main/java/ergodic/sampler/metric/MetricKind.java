package ergodic.sampler.metric;

import ergodic.sampler.ChainState;
import ergodic.sampler.StartCovariance;

/** The metrics that a warm-up can adapt. */
public enum MetricKind {

    /** The identity; nothing is adapted. */
    UNIT,
    /** Variances of the draws. */
    DIAGONAL,
    /** Covariance of the draws: d x d numbers, d^2 work a leapfrog step. */
    DENSE,
    /** Scales and a few directions, from draws and gradients: O(d) work a direction and leapfrog step. */
    LOW_RANK;

    /** A new estimator of this kind for draws in R^d. */
    public MetricEstimator newEstimator(int dimension) {
        return switch (this) {
            case UNIT -> new UnitMetricEstimator(dimension);
            case DIAGONAL -> new VarianceEstimator(dimension);
            case DENSE -> new CovarianceEstimator(dimension);
            case LOW_RANK -> new LowRankEstimator(dimension);
        };
    }

    /**
     * The metric that a warm-up begins with.
     *
     * @param state
     *            the first one: what its start knows of the covariance, as far as a metric of this kind can tell it
     * @param otherwise
     *            where the start knows nothing, and of {@code UNIT}
     */
    public Metric first(ChainState state, Metric otherwise) {
        StartCovariance known = state.covariance();
        if (known == null || this == UNIT) {
            return otherwise;
        }
        LowRankMetric whole = LowRankMetric.of(known);
        if (whole == null) {
            return otherwise;
        }
        return switch (this) {
            case UNIT -> otherwise;
            case DIAGONAL -> new DiagonalMetric(whole.inverseDiagonal());
            case DENSE -> dense(whole);
            case LOW_RANK -> whole;
        };
    }

    private static Metric dense(Metric metric) {
        int d = metric.dimension();
        double[] covariance = new double[Math.multiplyExact(d, d)];
        double[] unit = new double[d];
        double[] column = new double[d];
        for (int i = 0; i < d; i++) {
            unit[i] = 1.0;
            metric.velocityInto(unit, column);
            System.arraycopy(column, 0, covariance, i * d, d);
            unit[i] = 0.0;
        }
        return new DenseMetric(covariance);
    }

    /** The same from draws and gradients, where there is such a one: for windows that are too short for variances of draws. */
    public MetricEstimator newGradientEstimator(int dimension) {
        return this == DIAGONAL ? new ScaleEstimator(dimension) : newEstimator(dimension);
    }
}
