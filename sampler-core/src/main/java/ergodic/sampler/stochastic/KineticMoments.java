package ergodic.sampler.stochastic;

/**
 * What a kinetic scheme does along one direction of a Gaussian, exactly: a step is the linear map {@code z' = B z + q xi + r}, where
 * {@code z = (x, p)}, xi is the noise of the step's gradient and r that of the refresh, of covariance Q. So the stationary covariance
 * and the autocorrelation follow from linear algebra, correlations of the noise within an epoch included.
 *
 * <p>In the covariance of batches without replacement, {@code Cov(xi_i, xi_j) = c (m [i = j] - 1) / (m - 1)} with m = N / n, the
 * noise is taken as independent of x, which it is where all rows have the same curvature.
 */
public final class KineticMoments {

    /** From so many batches on an epoch is taken for endless: batches for independent. That can only overstate the bias. */
    static final int MOST_BATCHES = 5000;

    private final Map2 step;
    private final double[] kick;
    private final Map2 refresh;
    private final double curvature;

    private KineticMoments(Map2 step, double[] kick, Map2 refresh, double curvature) {
        this.step = step;
        this.kick = kick;
        this.refresh = refresh;
        this.curvature = curvature;
    }

    /** {@link Sghmc}: kick, half drift, refresh, half drift, which is its cycle seen from before a kick. */
    static KineticMoments sghmc(double h, double friction, double curvature) {
        Map2 drift = new Map2(1, h / 2, 0, 1);
        double kept = Math.exp(-friction * h);
        Map2 flow = drift.times(new Map2(1, 0, 0, kept)).times(drift);
        Map2 refresh = drift.around(new Map2(0, 0, 0, 1 - kept * kept));
        return new KineticMoments(flow.times(new Map2(1, 0, -h * curvature, 1)), flow.times(0, h), refresh, curvature);
    }

    /** Whether the scheme stays near the mode. */
    boolean stable() {
        return step.contracts();
    }

    /** Autocovariance summed over all lags over the variance, for independent batches: transitions that are worth one. */
    double autocorrelationTime(double noise) {
        Map2 s = step.stationary(refresh.plus(Map2.outer(kick, kick).times(noise)));
        Map2 summed = Map2.IDENTITY.plus(step.times(-1)).inverse().times(s);
        return (2 * summed.a() - s.a()) / s.a();
    }

    /** Variance of x over that of the target, 1 for none, for independent batches with gradients of variance {@code noise}. */
    double independent(double noise) {
        return curvature * step.stationary(refresh.plus(Map2.outer(kick, kick).times(noise))).a();
    }

    /**
     * The same over shuffled epochs, in the mean over the places in an epoch.
     *
     * @param noise
     *            variance c of a gradient
     * @param batches
     *            N / n, above 1
     */
    double shuffled(double noise, double batches) {
        int count = (int) Math.min(batches, Integer.MAX_VALUE);
        if (count > MOST_BATCHES) {
            return independent(noise);
        }
        // Covariance that an epoch adds after its first k steps, by recursion; the first one's start S solves S = B^m S B^m + all.
        Map2[] added = new Map2[count + 1];
        Map2[] powers = new Map2[count + 1];
        added[0] = Map2.ZERO;
        powers[0] = Map2.IDENTITY;
        Map2 separate = Map2.ZERO;
        double[] joint = {0, 0};
        double own = noise * batches / (batches - 1);
        double shared = noise / (batches - 1);
        Map2 fresh = refresh.plus(Map2.outer(kick, kick).times(own));
        for (int k = 1; k <= count; k++) {
            separate = step.around(separate).plus(fresh);
            double[] moved = step.times(joint[0], joint[1]);
            joint = new double[]{moved[0] + kick[0], moved[1] + kick[1]};
            added[k] = separate.plus(Map2.outer(joint, joint).times(-shared));
            powers[k] = step.times(powers[k - 1]);
        }
        Map2 start = powers[count].stationary(added[count]);
        double sum = 0;
        for (int k = 1; k <= count; k++) {
            sum += powers[k].around(start).plus(added[k]).a();
        }
        return curvature * sum / count;
    }
}
