package ergodic.nn.predict;

/** A mixture of distributions over counts. */
interface MixtureOfCounts extends MixtureOfComponents {

    /** Probability of at most {@code k}. */
    double cdf(double k);

    @Override
    default boolean isCount() {
        return true;
    }

    @Override
    default double probabilityIntegralTransform(double y) {
        return 0.5 * (cdf(y - 1) + cdf(y));
    }
}
