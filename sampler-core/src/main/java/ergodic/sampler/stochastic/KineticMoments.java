package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchOrder;

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
    /** Of the state that a transition ends in: the step's, unless that is seen from elsewhere in the cycle. */
    private final Map2 seenStep;
    private final double[] seenKick;
    private final Map2 seenRefresh;
    private final double curvature;

    private KineticMoments(Map2 step, double[] kick, Map2 refresh, double curvature) {
        this(step, kick, refresh, step, kick, refresh, curvature);
    }

    private KineticMoments(Map2 step, double[] kick, Map2 refresh, Map2 seenStep, double[] seenKick, Map2 seenRefresh,
            double curvature) {
        this.step = step;
        this.kick = kick;
        this.refresh = refresh;
        this.seenStep = seenStep;
        this.seenKick = seenKick;
        this.seenRefresh = seenRefresh;
        this.curvature = curvature;
    }

    /**
     * A cycle that is seen from a place where its batch has not kicked yet, and ends, for who looks at it, before its refresh.
     *
     * @param seenStep
     *            map from that place to where the transition ends
     * @param seenKick
     *            what the noise has done until there
     */
    static KineticMoments seen(Map2 step, double[] kick, Map2 refresh, Map2 seenStep, double[] seenKick,
            double curvature) {
        return new KineticMoments(step, kick, refresh, seenStep, seenKick, Map2.ZERO, curvature);
    }

    /** {@link Sghmc}. */
    static KineticMoments sghmc(double h, double friction, double curvature) {
        return baoab(h, friction, friction, curvature);
    }

    /**
     * Kick, half drift, refresh, half drift: the cycle of {@link Sghmc} seen from before a kick, and that of {@link Sgnht} with its
     * thermostat held, since its mean momentum is then the same.
     *
     * @param h
     *            step
     * @param friction
     *            rate at which momentum is lost, positive
     * @param heat
     *            rate at which it is given back: A of {@code sqrt(2 A) dW}
     * @param curvature
     *            curvature of the negative log density
     */
    static KineticMoments baoab(double h, double friction, double heat, double curvature) {
        Map2 drift = new Map2(1, h / 2, 0, 1);
        double kept = Math.exp(-friction * h);
        Map2 flow = drift.times(new Map2(1, 0, 0, kept)).times(drift);
        Map2 refresh = drift.around(new Map2(0, 0, 0, heat / friction * (1 - kept * kept)));
        return new KineticMoments(flow.times(new Map2(1, 0, -h * curvature, 1)), flow.times(0, h), refresh, curvature);
    }

    /** {@link Ubu}, seen from between two steps. */
    static KineticMoments ubu(double h, double friction, double curvature) {
        double eta = Math.exp(-friction * h / 2);
        double lost = -Math.expm1(-friction * h / 2);
        Map2 u = new Map2(1, lost / friction, 0, eta);
        double xx = 2 / friction * (h / 2 - 2 * lost / friction + lost * (1 + eta) / (2 * friction));
        double xp = 2 * (lost / friction - lost * (1 + eta) / (2 * friction));
        Map2 noise = new Map2(xx, xp, xp, lost * (1 + eta));
        Map2 kicked = u.times(new Map2(1, 0, -h * curvature, 1));
        return new KineticMoments(kicked.times(u), u.times(0, h), kicked.around(noise).plus(noise), curvature);
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
        return variance(noise, 1, BatchOrder.INDEPENDENT);
    }

    /** The same for rows in some order, in the mean over the places in an epoch or sweep. */
    double variance(double noise, double batches, BatchOrder order) {
        return curvature * covariance(noise, batches, order).mean().a();
    }

    /** The same where an epoch or sweep ends. */
    double varianceAtEnds(double noise, double batches, BatchOrder order) {
        return curvature * covariance(noise, batches, order).atEnds().a();
    }

    /**
     * Covariance of (x, p), in the mean over the places of an epoch and at its end.
     *
     * @param mean
     *            over all places
     * @param atEnds
     *            where it ends
     * @param before
     *            where a cycle begins, in the mean over all places
     * @param commonX
     *            covariance of x there with the noise of the cycle
     * @param commonP
     *            that of p
     */
    record Stationary(Map2 mean, Map2 atEnds, Map2 before, double commonX, double commonP) {}

    /**
     * What is stationary.
     *
     * @param noise
     *            variance c of a gradient
     * @param batches
     *            N / n; no noise where it is 1 or less and batches are not independent
     * @param order
     *            order of the rows
     */
    Stationary covariance(double noise, double batches, BatchOrder order) {
        int count = (int) Math.min(batches, Integer.MAX_VALUE);
        if (order == BatchOrder.INDEPENDENT || count > MOST_BATCHES || count < 2) {
            double counted = order == BatchOrder.INDEPENDENT || count > MOST_BATCHES ? noise : 0;
            Map2 before = step.stationary(refresh.plus(Map2.outer(kick, kick).times(counted)));
            Map2 same = seenStep.around(before).plus(seenRefresh)
                    .plus(Map2.outer(seenKick, seenKick).times(counted));
            return new Stationary(same, same, before, 0, 0);
        }
        int places = order == BatchOrder.SWEEPS ? 2 * count : count;
        double own = noise * batches / (batches - 1);
        double shared = noise / (batches - 1);
        // Covariance that an epoch adds after its first k steps, by recursion; the first one's start S solves S = B^m S B^m + all.
        Map2[] added = new Map2[places + 1];
        Map2[] powers = new Map2[places + 1];
        added[0] = Map2.ZERO;
        powers[0] = Map2.IDENTITY;
        Map2 separate = Map2.ZERO;
        Map2 kicked = Map2.outer(kick, kick);
        double[] joint = {0, 0};
        // Of the state before each step, with the noise of the step.
        double[][] common = new double[places + 1][];
        for (int k = 1; k <= places; k++) {
            common[k] = new double[]{-shared * joint[0], -shared * joint[1]};
            separate = step.around(separate).plus(refresh).plus(kicked.times(own));
            if (k > count) {
                // The batch of this step came 2 (k - count) - 1 steps ago, too.
                double[] before = powers[2 * (k - count) - 1].times(kick[0], kick[1]);
                double[] earlier = powers[2 * (k - count) - 2].times(kick[0], kick[1]);
                common[k][0] += own * earlier[0];
                common[k][1] += own * earlier[1];
                separate = separate.plus(Map2.outer(before, kick).plus(Map2.outer(kick, before)).times(own));
            }
            double[] moved = step.times(joint[0], joint[1]);
            joint = new double[]{moved[0] + kick[0], moved[1] + kick[1]};
            added[k] = separate.plus(Map2.outer(joint, joint).times(-shared));
            powers[k] = step.times(powers[k - 1]);
        }
        Map2 start = powers[places].stationary(added[places]);
        Map2 sum = Map2.ZERO;
        Map2 last = Map2.ZERO;
        Map2 sumBefore = Map2.ZERO;
        double[] sumCommon = {0, 0};
        Map2 fixed = seenRefresh.plus(Map2.outer(seenKick, seenKick).times(noise));
        for (int k = 1; k <= places; k++) {
            double[] moved = seenStep.times(common[k][0], common[k][1]);
            Map2 before = powers[k - 1].around(start).plus(added[k - 1]);
            sumBefore = sumBefore.plus(before);
            sumCommon[0] += common[k][0] / places;
            sumCommon[1] += common[k][1] / places;
            last = seenStep.around(before).plus(fixed)
                    .plus(Map2.outer(moved, seenKick)).plus(Map2.outer(seenKick, moved));
            sum = sum.plus(last);
        }
        return new Stationary(sum.times(1.0 / places), last, sumBefore.times(1.0 / places), sumCommon[0],
                sumCommon[1]);
    }
}
