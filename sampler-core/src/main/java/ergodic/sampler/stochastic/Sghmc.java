package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Stochastic-gradient Hamiltonian Monte Carlo (Chen, Fox and Guestrin 2014) in the order half kick, half drift, refresh, half drift,
 * half kick (BAOAB of Leimkuhler and Matthews 2013), without a Metropolis test. The momentum lives on from one transition to the
 * next; the refresh is {@code p := a p + sqrt(1 - a^2) n} with {@code n ~ N(0, M)} and {@code a = exp(-gamma h)}. One gradient a
 * transition, from a fresh batch: it makes the last half kick of the transition and the
 * first of the next, so none is lost.
 *
 * <p>With gradients of all rows the positions of a Gaussian have exactly its variance, for {@code h^2 lambda < 4}: what bias there
 * is comes from the noise of the gradients, about {@code h c / (2 gamma)} of the variance for independent batches whose gradients
 * have the variance c, much less where an epoch is shorter than the dynamics; {@link KineticMoments} has it exactly.
 *
 * <p>Density and gradient of the state are estimates and part of the chain's state. A move to where the estimate is not finite is
 * taken back, the momentum drawn anew, and the transition reported as a divergence.
 */
public final class Sghmc extends KineticKernel {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE);

    /**
     * A sampler for one chain.
     *
     * @param density
     *            what is sampled
     * @param rule
     *            how gradients are estimated
     */
    public Sghmc(StochasticLogDensity density, BatchRule rule) {
        super(density, rule);
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    boolean move(ChainState state, KineticTuning tuning, UniformRandomProvider rng) {
        Metric metric = tuning.metric();
        double half = 0.5 * tuning.stepSize();
        double kept = Math.exp(-tuning.friction() * tuning.stepSize());
        double noise = Math.sqrt(1.0 - kept * kept);
        metric.sampleMomentumInto(fresh, normals.of(rng));
        double[] slope = state.gradient();
        for (int i = 0; i < dimension; i++) {
            double before = p[i] + half * slope[i];
            p[i] = kept * before + noise * fresh[i];
            // Both half drifts at once: they go by the momenta before and after the refresh.
            fresh[i] = before + p[i];
        }
        metric.velocityInto(fresh, velocity);
        for (int i = 0; i < dimension; i++) {
            theta[i] += half * velocity[i];
        }
        logDensity = batches.evaluate(theta, gradient, rng);
        for (int i = 0; i < dimension; i++) {
            p[i] += half * gradient[i];
        }
        return Finiteness.holds(logDensity, gradient);
    }
}
