package ergodic.sampler.mclmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.energy.EnergyVariance;
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
 * Microcanonical Langevin: the velocity is forgotten in part, then one isokinetic step; no Metropolis test. The velocity lives on
 * from one transition to the next and is saved. A refresh after the step and one before the next, over half a step each, are taken at once.
 *
 * <p>A step to where a value is not finite, or whose energy error passes the tuning's threshold, is made anew in two pieces, then in four,
 * up to 16: where the posterior is stiff a chain goes on slowly and does not stand. One that is not good in 16 is taken
 * back, the velocity drawn anew, and the transition reported as a divergence.
 */
public final class Mclmc implements TransitionKernel<MclmcTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE, Statistic.ENERGY_ERROR,
            EnergyVariance.STATISTIC, EnergyVariance.PIECES);

    /** Pieces of a step; one that is not good in so many is taken back. */
    public static final int MOST_PIECES = 16;

    private static final int STEP_SIZE = 0;
    private static final int ENERGY_ERROR = 1;
    private static final int VARIANCE = 2;
    private static final int PIECES = 3;

    private final int dimension;
    private final IsokineticIntegrator integrator;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace("takes position and velocity anew in each step")
    private final IsokineticPoint z;
    /** u after the last transition. */
    private final double[] direction;
    /** Generation of the metric that the velocity was drawn for; -1 before the first. */
    private int generation = -1;

    /**
     * A sampler of {@code density} for one chain.
     *
     * @throws IllegalArgumentException
     *             if it has only one coordinate: a velocity of one length could not turn
     */
    public Mclmc(LogDensity density, SplittingScheme scheme) {
        this.dimension = density.dimension();
        if (dimension < 2) {
            throw new IllegalArgumentException(
                    "mclmc needs at least two unknowns, since a velocity of fixed length cannot"
                            + " turn in one dimension: use a method whose velocity has any length");
        }
        this.integrator = new IsokineticIntegrator(density, scheme);
        this.z = new IsokineticPoint(dimension);
        this.direction = new double[dimension];
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, MclmcTuning tuning, UniformRandomProvider rng, Transition transition) {
        NormalizedGaussianSampler gaussian = normals.of(rng);
        z.setPosition(state);
        if (tuning.generation() == generation) {
            System.arraycopy(direction, 0, z.direction(), 0, dimension);
            z.refreshDirection(tuning.stepSize(), tuning.decoherence(), gaussian);
        } else {
            generation = tuning.generation();
            z.drawDirection(gaussian);
        }
        System.arraycopy(z.direction(), 0, direction, 0, dimension);
        int pieces = 1;
        int steps = 1;
        double error = integrator.step(z, tuning.stepSize(), tuning.metric());
        boolean good = Math.abs(error) <= tuning.largestError() && z.finite();
        while (!good && pieces < MOST_PIECES) {
            pieces *= 2;
            steps += pieces;
            error = inPieces(state, tuning, pieces);
            good = Math.abs(error) <= tuning.largestError() && z.finite();
        }
        if (good) {
            z.positionInto(state);
        } else {
            z.drawDirection(gaussian);
        }
        System.arraycopy(z.direction(), 0, direction, 0, dimension);
        transition.report(state.logDensity(), steps * integrator.gradients(), !good, good, false);
        transition.set(STEP_SIZE, tuning.stepSize());
        transition.set(PIECES, pieces);
        transition.set(ENERGY_ERROR, good ? error : 0.0);
        // Unknown, and not zero, which would say that there is no bias.
        transition.set(VARIANCE, good ? error * error / dimension : Double.NaN);
    }

    /** Makes the step anew from where it began. */
    private double inPieces(ChainState state, MclmcTuning tuning, int pieces) {
        z.setPosition(state);
        System.arraycopy(direction, 0, z.direction(), 0, dimension);
        double error = 0.0;
        for (int i = 0; i < pieces; i++) {
            error += integrator.step(z, tuning.stepSize() / pieces, tuning.metric());
        }
        return error;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(generation);
        PlainVectors.writeAll(out, direction);
    }

    @Override
    public void load(DataInput in) throws IOException {
        generation = in.readInt();
        PlainVectors.readInto(in, direction);
    }
}
