package ergodic.sampler.smile;

import ergodic.sampler.ChainState;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.batches.BatchGradient;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.isokinetic.IsokineticIntegrator;
import ergodic.sampler.isokinetic.IsokineticPoint;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * Microcanonical Langevin dynamics with estimated gradients: a step of the isokinetic dynamics of minimal norm for each batch, whose two
 * gradients are of that batch; the first kick of a step is by the gradient that the last batch had at the same place. No Metropolis test.
 *
 * <p>The velocity has a fixed length, so noise of gradients cannot heat it: noise that is alike in all directions only turns it, as a refresh does,
 * and leaves the posterior as it is. Where noise differs between directions those with more have wider draws, those with less narrower ones,
 * in proportion to their noise if nothing else turns the velocity, however small the step. Two things are against that: a metric in whose coordinates
 * noise is alike, and a refresh of its own ({@code friction}), which outweighs the noise.
 *
 * <p>Velocity and place among the batches live on and are saved. The energy error counts the change of the estimated density from one batch to the next,
 * noise included. A step to where a value is not finite is taken back, the velocity drawn anew, and the transition reported as a divergence.
 */
public final class Smile implements TransitionKernel<SmileTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE, Statistic.ENERGY_ERROR);

    private static final int STEP_SIZE = 0;
    private static final int ENERGY_ERROR = 1;

    private final int dimension;
    private final BatchGradient batches;
    private final IsokineticIntegrator integrator;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace("takes position and velocity anew in each step")
    private final IsokineticPoint z;
    /** u after the last transition. */
    private final double[] direction;
    private boolean begun;

    /**
     * A sampler for one chain.
     *
     * @param density
     *            what is sampled
     * @param rule
     *            how gradients are estimated
     * @throws IllegalArgumentException
     *             if it has only one coordinate: a velocity of one length could not turn
     */
    public Smile(StochasticLogDensity density, BatchRule rule) {
        this.dimension = density.dimension();
        if (dimension < 2) {
            throw new IllegalArgumentException(
                    "smile needs at least two unknowns, since a velocity of fixed length cannot"
                            + " turn in one dimension: use a method whose velocity has any length");
        }
        this.batches = rule.of(density);
        this.integrator = new IsokineticIntegrator(new LastBatch(batches), SplittingScheme.MINIMAL_NORM);
        this.z = new IsokineticPoint(dimension);
        this.direction = new double[dimension];
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, SmileTuning tuning, UniformRandomProvider rng, Transition transition) {
        NormalizedGaussianSampler gaussian = normals.of(rng);
        double root = Math.sqrt(dimension);
        batches.begin(state);
        batches.advance(rng);
        z.setPosition(state);
        if (begun) {
            System.arraycopy(direction, 0, z.direction(), 0, dimension);
            z.refreshDirection(tuning.stepSize(), 1.0 / tuning.friction(), gaussian);
        } else {
            z.drawDirection(gaussian);
            begun = true;
        }
        double error = integrator.step(z, root * tuning.stepSize(), tuning.metric());
        boolean usable = Double.isFinite(error) && z.finite();
        if (usable) {
            z.positionInto(state);
        } else {
            z.drawDirection(gaussian);
        }
        System.arraycopy(z.direction(), 0, direction, 0, dimension);
        transition.report(state.logDensity(), integrator.gradients() * batches.gradients(), !usable, usable, false);
        transition.set(STEP_SIZE, tuning.stepSize());
        transition.set(ENERGY_ERROR, usable ? error : 0.0);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(begun);
        PlainVectors.writeAll(out, direction);
        batches.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        begun = in.readBoolean();
        PlainVectors.readInto(in, direction);
        batches.load(in);
    }
}
