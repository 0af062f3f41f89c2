package ergodic.sampler.hmc;

import ergodic.sampler.LogDensity;
import ergodic.sampler.metric.Metric;

/**
 * The leapfrog integrator, kick-drift-kick: explicit, reversible, volume-preserving, of second order (Neal 2011, section
 * 5.2.3.3). The gradient at the end of a step is that at the start of the next, so L steps cost L gradients, and L
 * velocities at the middle of a step.
 */
public final class Leapfrog {

    private final LogDensity density;

    /** An integrator for one chain. */
    public Leapfrog(LogDensity density) {
        this.density = density;
    }

    /**
     * Moves {@code z} by one step; {@code z} must know density and gradient at its position, and does so afterwards.
     * Its velocity is that of the middle of the step afterwards: {@link PhasePoint#energy} brings it up to date.
     *
     * @param stepSize
     *            step size; negative to go back in time
     */
    public void step(PhasePoint z, double stepSize, Metric metric) {
        step(z, z, stepSize, metric);
    }

    /**
     * Fills {@code to} with the point one step after {@code from}, which stays as it is; otherwise as the other.
     *
     * @param from
     *            a point that knows density and gradient at its position
     * @param to
     *            filled but for its velocity and energy, which {@link PhasePoint#energy} brings up to date
     */
    public void step(PhasePoint from, PhasePoint to, double stepSize, Metric metric) {
        addScaledInto(from.momentum, 0.5 * stepSize, from.gradient, to.momentum);
        metric.velocityInto(to.momentum, to.velocity);
        addScaledInto(from.theta, stepSize, to.velocity, to.theta);
        to.logDensity = density.evaluate(to.theta, to.gradient);
        addScaledInto(to.momentum, 0.5 * stepSize, to.gradient, to.momentum);
    }

    /** Fills {@code sum}, which may be {@code x}, with {@code x + scale y}. */
    private static void addScaledInto(double[] x, double scale, double[] y, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = x[i] + scale * y[i];
        }
    }
}
