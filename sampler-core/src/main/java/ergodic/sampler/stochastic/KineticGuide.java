package ergodic.sampler.stochastic;

import ergodic.sampler.langevin.StepGuide;
import java.util.function.DoubleFunction;

/**
 * What a step does to the variances of a Gaussian with the curvature and the noise of gradients that were measured at a mode.
 *
 * @param measured
 *            curvature and noise there
 * @param batches
 *            N / n, batches in an epoch; at most 1 where there is no noise
 * @param scheme
 *            the method
 * @param stretch
 *            the longest step of a cycle in those of which draws are made; 1 without cycles
 */
record KineticGuide(StepGuide measured, double batches, KineticScheme scheme, double stretch) {

    private static final double SHORTER = 0.9;
    private static final int MOST_TRIES = 300;
    /** Longest step of a cycle, in those that are just stable. */
    private static final double STABLE = 0.9;

    /** Without cycles. */
    KineticGuide(StepGuide measured, double batches, KineticScheme scheme) {
        this(measured, batches, scheme, 1);
    }

    /** The friction that suits: the momentum of the stiffest direction lives for a radian of its oscillation. */
    double friction() {
        return StepGuide.rounded(Math.sqrt(measured.largestCurvature()));
    }

    /** The first step, from a radian of the stiffest direction downwards, whose {@link #bound} is at most {@link StepGuide#TOLERANCE}. */
    double stepSize(double friction) {
        double step = Math.min(1, 2 * STABLE / stretch) / Math.sqrt(measured.largestCurvature());
        for (int tries = 0; tries < MOST_TRIES && !(Math.abs(bound(step, friction)) <= StepGuide.TOLERANCE); tries++) {
            step *= SHORTER;
        }
        return StepGuide.rounded(step);
    }

    /** Relative bias of the variance along the worse of the two directions that were measured. */
    double bias(double step, double friction) {
        if (diverges(step, friction)) {
            return Double.POSITIVE_INFINITY;
        }
        return bias(directions(step, friction));
    }

    private double bias(DoubleFunction<KineticMoments> directions) {
        double stiff = along(directions, measured.largestCurvature(), measured.noiseOfStiffest());
        // A direction that is flat or bends upwards has no variance to be wrong about; its noise is that of the stiffest at most.
        double worst = measured.curvature() > 0
                ? along(directions, measured.curvature(), measured.noise())
                : 0;
        return larger(worst, stiff);
    }

    /** The same, or that of a direction as stiff as the stiffest but without noise, if it is larger: noise can hide what the step does. */
    double bound(double step, double friction) {
        if (diverges(step, friction)) {
            return Double.POSITIVE_INFINITY;
        }
        DoubleFunction<KineticMoments> directions = directions(step, friction);
        return larger(bias(directions), along(directions, measured.largestCurvature(), 0));
    }

    private static double larger(double one, double other) {
        return Math.abs(one) > Math.abs(other) ? one : other;
    }

    private double typicalCurvature() {
        return measured.curvature() > 0 ? measured.curvature() : measured.largestCurvature();
    }

    private DoubleFunction<KineticMoments> directions(double step, double friction) {
        return scheme.directions(step, friction, new KineticNoise(typicalCurvature(), measured.meanNoise(), batches));
    }

    private double along(DoubleFunction<KineticMoments> directions, double curvature, double noise) {
        return directions.apply(curvature).variance(noise, batches, scheme.order()) - 1;
    }

    /** Whether a step leaves the mode along the direction of the largest curvature. */
    boolean diverges(double step, double friction) {
        KineticNoise none = new KineticNoise(measured.largestCurvature(), 0, batches);
        return !scheme.directions(step * stretch, friction, none).apply(measured.largestCurvature()).stable();
    }

    /** Steps that are worth one independent draw along the worse direction. */
    double autocorrelationTime(double step, double friction) {
        return directions(step, friction).apply(typicalCurvature()).autocorrelationTime(measured.noise());
    }
}
