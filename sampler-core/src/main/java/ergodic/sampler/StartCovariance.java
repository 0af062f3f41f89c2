package ergodic.sampler;

/**
 * What a start knows of the covariance of the posterior around it: {@code D (I + Q (C - I) Q^T) D}, D being the diagonal of scales and the k
 * columns of Q orthonormal. A tuner that adapts a metric begins with it.
 */
public final class StartCovariance {

    private final double[] scales;
    private final double[][] directions;
    private final double[][] within;

    /**
     * A covariance.
     *
     * @param scales
     *            one for each coordinate, positive and finite; copied
     * @param directions
     *            the k columns of Q, each of length d; copied
     * @param within
     *            C, k x k, symmetric and positive definite: the covariance along the directions once the scales are divided out; copied
     */
    public StartCovariance(double[] scales, double[][] directions, double[][] within) {
        if (directions.length != within.length || directions.length > scales.length) {
            throw new IllegalArgumentException("a covariance in dimension " + scales.length + " cannot have "
                    + directions.length + " directions with a covariance of " + within.length);
        }
        this.scales = scales.clone();
        this.directions = copy(directions);
        this.within = copy(within);
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    /** A scale for each coordinate (a copy). */
    public double[] scales() {
        return scales.clone();
    }

    /** The columns of Q (a copy). */
    public double[][] directions() {
        return copy(directions);
    }

    /** C, the covariance along the directions after division by the scales (a copy). */
    public double[][] within() {
        return copy(within);
    }

    /**
     * The same, but with scale 1 for coordinates of which the start saw nothing, as it held them where they were: all directions are
     * 0 there.
     */
    public StartCovariance without(boolean... held) {
        double[] others = scales.clone();
        for (int i = 0; i < held.length; i++) {
            if (held[i]) {
                others[i] = 1;
            }
        }
        return new StartCovariance(others, directions, within);
    }
}
