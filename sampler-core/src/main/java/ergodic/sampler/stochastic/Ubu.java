package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Kinetic Langevin dynamics by the splitting U B U (Zapatero 2017; Paulin, Whalley, Chada and Leimkuhler 2024 with batches in symmetric
 * sweeps): U solves {@code dx = M^-1 p dt}, {@code dp = -gamma p dt + sqrt(2 gamma) dW} exactly over half a step, B is a whole kick by a
 * gradient in the middle. One gradient a transition, of second order, also strongly. With gradients of all rows the variance of a
 * Gaussian of curvature lambda is off by about {@code -h^2 lambda / 6} for {@code gamma^2 = 4 lambda}; {@link KineticMoments} has it
 * exactly, noise included.
 *
 * <p>Density and gradient of the state are the estimates of the middle of the step that led to it; no later step looks at them. A step
 * whose estimate is not finite is taken back, the momentum drawn anew, and the transition reported as a divergence.
 */
public final class Ubu extends KineticKernel {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE);

    @Workspace
    private final double[] other; // the second of the two normals of a flow

    /**
     * A sampler for one chain.
     *
     * @param density
     *            what is sampled
     * @param rule
     *            how gradients are estimated
     */
    public Ubu(StochasticLogDensity density, BatchRule rule) {
        super(density, rule);
        this.other = new double[dimension];
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    boolean move(ChainState state, KineticTuning tuning, UniformRandomProvider rng) {
        flow(tuning, rng);
        logDensity = batches.evaluate(theta, gradient, rng);
        if (!Finiteness.holds(logDensity, gradient)) {
            return false;
        }
        for (int i = 0; i < dimension; i++) {
            p[i] += tuning.stepSize() * gradient[i];
        }
        flow(tuning, rng);
        return Finiteness.firstFault(theta) < 0 && Finiteness.firstFault(p) < 0;
    }

    /**
     * U over half a step t: with {@code eta = exp(-gamma t)} and Z1 the integral of dW, Z2 that of {@code exp(-gamma (t - s)) dW},
     * {@code x += M^-1 ((1 - eta) / gamma p + sqrt(2 / gamma) (Z1 - Z2))}, {@code p := eta p + sqrt(2 gamma) Z2}.
     */
    private void flow(KineticTuning tuning, UniformRandomProvider rng) {
        Metric metric = tuning.metric();
        double gamma = tuning.friction();
        double time = 0.5 * tuning.stepSize();
        double eta = Math.exp(-gamma * time);
        double lost = -Math.expm1(-gamma * time);
        double rho = Math.min(1.0, Math.sqrt(2.0 * lost / (gamma * time * (1.0 + eta))));
        double sd1 = Math.sqrt(time);
        double sd2 = Math.sqrt(lost * (1.0 + eta) / (2.0 * gamma));
        double rest = Math.sqrt(1.0 - rho * rho);
        double toPosition = Math.sqrt(2.0 / gamma);
        double toMomentum = Math.sqrt(2.0 * gamma);
        metric.sampleMomentumInto(fresh, normals.of(rng));
        metric.sampleMomentumInto(other, normals.of(rng));
        for (int i = 0; i < dimension; i++) {
            double z1 = sd1 * fresh[i];
            double z2 = sd2 * (rho * fresh[i] + rest * other[i]);
            fresh[i] = lost / gamma * p[i] + toPosition * (z1 - z2);
            p[i] = eta * p[i] + toMomentum * z2;
        }
        metric.velocityInto(fresh, velocity);
        for (int i = 0; i < dimension; i++) {
            theta[i] += velocity[i];
        }
    }
}
