package ergodic.sampler.hmc;

import ergodic.sampler.LogDensity;
import ergodic.sampler.metric.Metric;

/**
 * The leapfrog integrator, kick-drift-kick: explicit, reversible, volume-preserving, of second order (Neal 2011, section
 * 5.2.3.3). The gradient at the end of a step is that at the start of the next, so L steps cost L gradients.
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
        kick(z, 0.5 * stepSize);
        metric.velocityInto(z.momentum, z.velocity);
        double[] theta = z.theta;
        double[] velocity = z.velocity;
        for (int i = 0; i < theta.length; i++) {
            theta[i] += stepSize * velocity[i];
        }
        z.logDensity = density.evaluate(theta, z.gradient);
        kick(z, 0.5 * stepSize);
    }

    private static void kick(PhasePoint z, double time) {
        double[] momentum = z.momentum;
        double[] gradient = z.gradient;
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] += time * gradient[i];
        }
    }
}
