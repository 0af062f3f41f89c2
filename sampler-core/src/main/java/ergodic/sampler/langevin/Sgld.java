package ergodic.sampler.langevin;

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
 * Stochastic-gradient Langevin dynamics (Welling and Teh 2011, equation 4), without a Metropolis test:
 * {@code theta += epsilon / 2 * M^-1 g + N(0, epsilon M^-1)}, where g is the gradient of the log prior plus N / n times that
 * of the log likelihood of n random rows, which come as the {@link BatchRule} says. The metric must be constant in theta: no curvature term is added.
 *
 * <p>The draws are biased: with a constant step the variances are wrong in proportion to epsilon, by the discretisation
 * and by the noise of the gradient (see docs/validation.md, "SGLD bias").
 *
 * <p>A transition moves along the gradient that the state carries and then estimates the gradient at the new position: one
 * gradient a transition, and the reported log density is an estimate at the new position. So density and gradient of the
 * state are estimates, part of the chain's state, and must be saved with it. A first state that carries the exact gradient
 * makes an exact first step. A move to where the estimate is not finite is taken back and reported as divergence.
 */
public final class Sgld implements TransitionKernel<LangevinTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE);

    private static final int STEP_SIZE = 0;

    private final BatchGradient batches;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final double[] momentum;
    @Workspace
    private final double[] velocity;
    @Workspace
    private final double[] theta;
    @Workspace
    private final double[] gradient;

    /** A sampler of {@code density} for one chain. */
    public Sgld(StochasticLogDensity density, BatchRule rule) {
        int d = density.dimension();
        this.batches = rule.of(density);
        this.momentum = new double[d];
        this.velocity = new double[d];
        this.theta = new double[d];
        this.gradient = new double[d];
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, LangevinTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        double epsilon = tuning.stepSize();
        int d = theta.length;
        if (state.dimension() != d || metric.dimension() != d) {
            throw new IllegalArgumentException("the density has dimension " + d + ", but the state " + state.dimension()
                    + " and the metric " + metric.dimension());
        }
        batches.begin(state);
        // With p ~ N(0, M), M^-1 (epsilon/2 g + sqrt(epsilon) p) has mean epsilon/2 M^-1 g and covariance epsilon M^-1.
        metric.sampleMomentumInto(momentum, normals.of(rng));
        double noise = Math.sqrt(epsilon);
        double[] slope = state.gradient();
        for (int i = 0; i < d; i++) {
            momentum[i] = 0.5 * epsilon * slope[i] + noise * momentum[i];
        }
        metric.velocityInto(momentum, velocity);
        double[] old = state.theta();
        for (int i = 0; i < d; i++) {
            theta[i] = old[i] + velocity[i];
        }
        double logDensity = batches.evaluate(theta, gradient, rng);
        boolean usable = Finiteness.holds(logDensity, gradient);
        if (usable) {
            System.arraycopy(theta, 0, old, 0, d);
            System.arraycopy(gradient, 0, slope, 0, d);
            state.setLogDensity(logDensity);
        }
        transition.report(state.logDensity(), batches.gradients(), !usable, usable, false);
        transition.set(STEP_SIZE, epsilon);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        batches.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        batches.load(in);
    }
}
