package ergodic.sampler.isokinetic;

import ergodic.sampler.LogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.kernel.ArrayKernelProvider;
import ergodic.sampler.kernel.ArrayKernels;
import ergodic.sampler.metric.Metric;

/**
 * Integrates {@code x' = A u, u' = (I - u u^T) A^T g / (d - 1)} by kicks and drifts, each of which is exact (Robnik and Seljak 2023,
 * eq. 16). Reversible: with the velocity turned round, or the step negative, it comes back. A kick turns u towards
 * {@code e = A^T g / |A^T g|} by {@code delta = c epsilon |A^T g| / (d - 1)} and changes the kinetic energy by
 * {@code (d - 1) log(cosh delta + (e . u) sinh delta)}. Needs d of at least 2.
 */
public final class IsokineticIntegrator {

    private static final ArrayKernels KERNELS = ArrayKernelProvider.get();
    private static final double LOG_2 = Math.log(2.0);

    private final LogDensity density;
    private final SplittingScheme scheme;
    private final int dimension;
    @Workspace("written before it is read with each kick")
    private final double[] force;
    @Workspace("written before it is read with each drift")
    private final double[] displacement;

    /** An integrator for one chain. */
    public IsokineticIntegrator(LogDensity density, SplittingScheme scheme) {
        this.density = density;
        this.scheme = scheme;
        this.dimension = density.dimension();
        this.force = new double[dimension];
        this.displacement = new double[dimension];
    }

    /** Gradients of a step. */
    public int gradients() {
        return scheme.gradients();
    }

    /**
     * Moves {@code z}, which must know density and gradient at its position, by one step.
     *
     * @param epsilon
     *            step; negative to go back in time
     * @return the energy error: change of the kinetic energy minus that of the log density; not finite where a value was not
     */
    public double step(IsokineticPoint z, double epsilon, Metric metric) {
        double before = z.logDensity();
        double kinetic = kick(z, epsilon * scheme.kick(0), metric);
        for (int i = 0; i < scheme.gradients(); i++) {
            drift(z, epsilon * scheme.drift(i), metric);
            kinetic += kick(z, epsilon * scheme.kick(i + 1), metric);
        }
        return kinetic - (z.logDensity() - before);
    }

    private void drift(IsokineticPoint z, double time, Metric metric) {
        metric.fromWhiteInto(z.direction(), displacement);
        double[] theta = z.theta();
        for (int i = 0; i < dimension; i++) {
            theta[i] += time * displacement[i];
        }
        z.setLogDensity(density.evaluate(theta, z.gradient()));
    }

    /** Returns the change of the kinetic energy. */
    private double kick(IsokineticPoint z, double time, Metric metric) {
        metric.toWhiteInto(z.gradient(), force);
        double squares = KERNELS.sumOfSquares(force);
        if (squares == 0.0) {
            return 0.0;
        }
        double norm = Math.sqrt(squares);
        // Towards e by a negative angle is towards -e by a positive one.
        double inverse = Math.copySign(1.0 / norm, time);
        double[] u = z.direction();
        double delta = Math.abs(time) * norm / (dimension - 1);
        // 1 + e.u and 1 - e.u without cancellation.
        double plus = 0.5 * KERNELS.sumOfSquares(u, inverse, force);
        double minus = 0.5 * KERNELS.sumOfSquares(u, -inverse, force);
        double zeta = Math.exp(-delta);
        double towards = inverse * (1.0 - zeta) * (plus + zeta * minus);
        for (int i = 0; i < dimension; i++) {
            u[i] = towards * force[i] + 2.0 * zeta * u[i];
        }
        IsokineticPoint.normalise(u);
        return (dimension - 1) * logStretch(plus, minus, delta);
    }

    /**
     * {@code log(cosh delta + c sinh delta)} to the last digits, whatever c.
     *
     * @param plus
     *            1 + c
     * @param minus
     *            1 - c
     * @param delta
     *            not negative
     */
    static double logStretch(double plus, double minus, double delta) {
        double shrink = 0.5 * minus * Math.expm1(-2.0 * delta);
        if (shrink > -0.5) {
            return delta + Math.log1p(shrink);
        }
        return delta - LOG_2 + Math.log(plus + minus * Math.exp(-2.0 * delta));
    }
}
