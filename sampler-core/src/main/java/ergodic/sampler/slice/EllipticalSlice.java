package ergodic.sampler.slice;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * Elliptical slice sampling (Murray, Adams and MacKay 2010): the ellipse through the position and a draw of the normal prior, on which the
 * likelihood alone decides; angles are tried in a bracket that shrinks towards the position until one lies above a uniform share of its
 * likelihood. Nothing is tuned and nothing is rejected; evaluations are of the density alone, and the state's gradient is NaN after a move.
 * A bracket that is still refused after {@link #MAX_TRIES} is given up: the chain stays, which its target does not mind, and says so as a
 * trajectory that was cut.
 */
public final class EllipticalSlice implements StatelessKernel<EllipticalSlice.Untuned> {

    /** There is nothing to tune. */
    public record Untuned() {}

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.real("angle",
            "angle along the ellipse from the draw before to this one; 0 for one that stays"));
    /** Most points of an ellipse that are tried: after so many halvings, in the mean, of a circle nothing is left of it. */
    public static final int MAX_TRIES = 60;

    private static final int ANGLE = 0;

    private final int dimension;
    private final LogDensity density;
    @Workspace("the prior's, written once")
    private final double[] mean;
    @Workspace("the prior's, written once")
    private final double[] scale;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final double[] axis;
    @Workspace
    private final double[] proposal;
    @Workspace
    private final double[] gradient;

    /**
     * A sampler of {@code density} for one chain.
     *
     * @throws IllegalArgumentException
     *             if its prior is not one of independent normals
     */
    public EllipticalSlice(TemperedLogDensity density) {
        this.dimension = density.dimension();
        this.density = density;
        this.mean = new double[dimension];
        this.scale = new double[dimension];
        this.axis = new double[dimension];
        this.proposal = new double[dimension];
        this.gradient = new double[dimension];
        requireNormal(density, mean, scale);
    }

    /**
     * Holds the prior of a density to what is needed.
     *
     * @throws IllegalArgumentException
     *             if it is not one of independent normals
     */
    static void requireNormal(TemperedLogDensity density) {
        requireNormal(density, new double[density.dimension()], new double[density.dimension()]);
    }

    private static void requireNormal(TemperedLogDensity density, double[] mean, double[] scale) {
        density.prior().normalsInto(mean, scale);
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i]) || !(scale[i] > 0.0 && scale[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "sampler.method = \"elliptical_slice\" needs a normal prior of given mean"
                                + " and scale for every unknown, but that of " + density.coordinateName(i)
                                + " is another: give it one, or take a method that needs no such prior");
            }
        }
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, Untuned tuning, UniformRandomProvider rng, Transition transition) {
        NormalizedGaussianSampler gaussian = normals.of(rng);
        double[] theta = state.theta();
        for (int i = 0; i < dimension; i++) {
            axis[i] = scale[i] * gaussian.sample();
        }
        double level = state.logDensity() - logPrior(theta) + Math.log1p(-rng.nextDouble());
        double angle = 2.0 * Math.PI * rng.nextDouble();
        double low = angle - 2.0 * Math.PI;
        double high = angle;
        double proposed = Double.NaN;
        boolean broken = false;
        boolean found = false;
        int tries = 0;
        while (!found && tries < MAX_TRIES) {
            turn(theta, angle);
            proposed = density.value(proposal, gradient);
            tries++;
            broken |= !Double.isFinite(proposed);
            found = Double.isFinite(proposed) && proposed - logPrior(proposal) > level;
            if (!found) {
                if (angle < 0.0) {
                    low = angle;
                } else {
                    high = angle;
                }
                angle = low + (high - low) * rng.nextDouble();
            }
        }
        if (found) {
            System.arraycopy(proposal, 0, theta, 0, dimension);
            Arrays.fill(state.gradient(), Double.NaN);
            state.setLogDensity(proposed);
        }
        transition.report(state.logDensity(), tries, broken, found, !found);
        transition.set(ANGLE, found ? angle : 0.0);
    }

    private void turn(double[] theta, double angle) {
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        for (int i = 0; i < dimension; i++) {
            proposal[i] = mean[i] + (theta[i] - mean[i]) * cosine + axis[i] * sine;
        }
    }

    /** Up to its constant. */
    private double logPrior(double[] theta) {
        double twice = 0.0;
        for (int i = 0; i < dimension; i++) {
            double z = (theta[i] - mean[i]) / scale[i];
            twice += z * z;
        }
        return -0.5 * twice;
    }
}
