package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.batches.BatchGradient;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.Metric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
public final class Sghmc implements TransitionKernel<KineticTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE);

    private static final int STEP_SIZE = 0;

    private final int dimension;
    private final BatchGradient batches;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    private final double[] momentum;
    private boolean begun;
    @Workspace
    private final double[] fresh;
    @Workspace
    private final double[] after;
    @Workspace
    private final double[] velocity;
    @Workspace
    private final double[] theta;
    @Workspace
    private final double[] gradient;

    /**
     * A sampler for one chain.
     *
     * @param density
     *            what is sampled
     * @param rule
     *            how gradients are estimated
     */
    public Sghmc(StochasticLogDensity density, BatchRule rule) {
        this.dimension = density.dimension();
        this.batches = rule.of(density);
        this.momentum = new double[dimension];
        this.fresh = new double[dimension];
        this.after = new double[dimension];
        this.velocity = new double[dimension];
        this.theta = new double[dimension];
        this.gradient = new double[dimension];
    }

    @Override
    public String name() {
        return "sghmc";
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, KineticTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        batches.begin(state);
        if (!begun) {
            metric.sampleMomentumInto(momentum, normals.of(rng));
            begun = true;
        }
        double half = 0.5 * tuning.stepSize();
        double kept = Math.exp(-tuning.friction() * tuning.stepSize());
        double noise = Math.sqrt(1.0 - kept * kept);
        metric.sampleMomentumInto(fresh, normals.of(rng));
        double[] slope = state.gradient();
        for (int i = 0; i < dimension; i++) {
            double before = momentum[i] + half * slope[i];
            after[i] = kept * before + noise * fresh[i];
            // Both half drifts at once: they go by the momenta before and after the refresh.
            fresh[i] = before + after[i];
        }
        metric.velocityInto(fresh, velocity);
        double[] old = state.theta();
        for (int i = 0; i < dimension; i++) {
            theta[i] = old[i] + half * velocity[i];
        }
        double logDensity = batches.evaluate(theta, gradient, rng);
        boolean usable = Finiteness.holds(logDensity, gradient);
        if (usable) {
            for (int i = 0; i < dimension; i++) {
                momentum[i] = after[i] + half * gradient[i];
            }
            System.arraycopy(theta, 0, old, 0, dimension);
            System.arraycopy(gradient, 0, slope, 0, dimension);
            state.setLogDensity(logDensity);
        } else {
            metric.sampleMomentumInto(momentum, normals.of(rng));
        }
        transition.report(state.logDensity(), batches.gradients(), !usable, usable, false);
        transition.set(STEP_SIZE, tuning.stepSize());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(begun);
        for (double p : momentum) {
            out.writeDouble(p);
        }
        batches.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        begun = in.readBoolean();
        for (int i = 0; i < dimension; i++) {
            momentum[i] = in.readDouble();
        }
        batches.load(in);
    }
}
