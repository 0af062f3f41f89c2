package ergodic.sampler.metropolis;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random-walk Metropolis (Metropolis et al. 1953): proposes {@code theta + s v}, v the velocity of a fresh momentum, and accepts it with probability {@code min(1, ratio of the
 * densities)}. One evaluation a transition, of the density alone unless the tuning asks for gradients; after an accepted move without one the
 * state's gradient is NaN.
 */
public final class RandomWalkMetropolis implements StatelessKernel<RandomWalkTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE);

    private static final int ACCEPTANCE_RATE = 0;
    private static final int STEP_SIZE = 1;

    private final int dimension;
    private final LogDensity density;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final double[] proposal;
    @Workspace
    private final double[] gradient;

    /** A sampler of {@code density} for one chain. */
    public RandomWalkMetropolis(LogDensity density) {
        this.dimension = density.dimension();
        this.density = density;
        this.proposal = new double[dimension];
        this.gradient = new double[dimension];
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, RandomWalkTuning tuning, UniformRandomProvider rng, Transition transition) {
        double[] theta = state.theta();
        tuning.metric().sampleMomentumInto(gradient, normals.of(rng));
        tuning.metric().velocityInto(gradient, proposal);
        for (int i = 0; i < dimension; i++) {
            proposal[i] = theta[i] + tuning.scale() * proposal[i];
        }
        double proposed;
        boolean finite;
        if (tuning.gradients()) {
            proposed = density.evaluate(proposal, gradient);
            finite = Finiteness.holds(proposed, gradient);
        } else {
            proposed = density.value(proposal, gradient);
            finite = Double.isFinite(proposed);
            Arrays.fill(gradient, Double.NaN);
        }
        double acceptance = finite ? Math.min(1.0, Math.exp(proposed - state.logDensity())) : 0.0;
        boolean accepted = rng.nextDouble() < acceptance;
        if (accepted) {
            System.arraycopy(proposal, 0, theta, 0, dimension);
            System.arraycopy(gradient, 0, state.gradient(), 0, dimension);
            state.setLogDensity(proposed);
        }
        transition.report(state.logDensity(), 1, !finite, accepted, false);
        transition.set(ACCEPTANCE_RATE, acceptance);
        transition.set(STEP_SIZE, tuning.scale());
    }
}
