package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.batches.BatchGradient;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What kinetic kernels with estimated gradients share: a momentum that lives on from one transition to the next and is saved with
 * the place among the batches. Density and gradient of the state are estimates and part of the chain's state. A move to where they are not
 * finite is taken back, the momentum drawn anew, and the transition reported as a divergence.
 */
public abstract sealed class KineticKernel implements TransitionKernel<KineticTuning> permits Sghmc, Sgnht, Ubu {

    private static final int STEP_SIZE = 0;

    final int dimension;
    final BatchGradient batches;
    @Workspace("follows the stream")
    final NormalSource normals = new NormalSource();
    /** Of the state; a move works on {@link #p}. */
    private final double[] momentum;
    private boolean begun;
    /** Momentum on the move: that of the state to begin with, in the end that of the next. */
    @Workspace
    final double[] p;
    /** Position on the move. */
    @Workspace
    final double[] theta;
    /** Gradient of the next state. */
    @Workspace
    final double[] gradient;
    /** Log density of the next state. */
    @Workspace
    double logDensity;
    @Workspace
    final double[] velocity;
    /** A momentum to refresh with. */
    @Workspace
    final double[] fresh;

    KineticKernel(StochasticLogDensity density, BatchRule rule) {
        this.dimension = density.dimension();
        this.batches = rule.of(density);
        this.momentum = new double[dimension];
        this.p = new double[dimension];
        this.theta = new double[dimension];
        this.gradient = new double[dimension];
        this.velocity = new double[dimension];
        this.fresh = new double[dimension];
    }

    /** Moves {@link #theta} and {@link #p}, and fills in density and gradient; whether all of it is finite. */
    abstract boolean move(ChainState state, KineticTuning tuning, UniformRandomProvider rng);

    /** Is called before the first move of a chain. */
    void begin(KineticTuning tuning) {}

    @Override
    public void step(ChainState state, KineticTuning tuning, UniformRandomProvider rng, Transition transition) {
        batches.begin(state);
        if (!begun) {
            tuning.metric().sampleMomentumInto(momentum, normals.of(rng));
            begin(tuning);
            begun = true;
        }
        System.arraycopy(momentum, 0, p, 0, dimension);
        System.arraycopy(state.theta(), 0, theta, 0, dimension);
        boolean usable = move(state, tuning, rng);
        if (usable) {
            System.arraycopy(p, 0, momentum, 0, dimension);
            System.arraycopy(theta, 0, state.theta(), 0, dimension);
            System.arraycopy(gradient, 0, state.gradient(), 0, dimension);
            state.setLogDensity(logDensity);
        } else {
            tuning.metric().sampleMomentumInto(momentum, normals.of(rng));
        }
        transition.report(state.logDensity(), batches.gradients(), !usable, usable, false);
        transition.set(STEP_SIZE, tuning.stepSize());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(begun);
        PlainVectors.writeAll(out, momentum);
        batches.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        begun = in.readBoolean();
        PlainVectors.readInto(in, momentum);
        batches.load(in);
    }
}
