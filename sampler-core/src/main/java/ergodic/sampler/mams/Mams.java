package ergodic.sampler.mams;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.isokinetic.IsokineticIntegrator;
import ergodic.sampler.isokinetic.IsokineticPoint;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Metropolis-adjusted microcanonical sampler: a velocity drawn uniformly from the unit sphere, a random number of steps of isokinetic dynamics
 * (minimal norm, two gradients each), and a Metropolis test with the energy error of the whole trajectory, in which the changes of the kinetic
 * energy stand for the volume that the steps do not preserve. The number of steps does not depend on the state, so target and chain are
 * exact. Needs two unknowns at least.
 */
public final class Mams implements StatelessKernel<MamsTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR, HamiltonianStatistics.INTEGRATION_TIME);
    /** Most steps of a trajectory in the mean; one has at most twice as many. */
    public static final int MAX_STEPS = 512;

    private static final int ACCEPTANCE_RATE = 0;
    private static final int STEP_SIZE = 1;
    private static final int ENERGY_ERROR = 2;
    private static final int MAX_ENERGY_ERROR = 3;
    private static final int INTEGRATION_TIME = 4;

    /** Energy error above which a trajectory counts as a divergence. */
    private static final double DIVERGENCE = 1000.0;

    private final IsokineticIntegrator integrator;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final IsokineticPoint z;

    /**
     * A sampler of {@code density} for one chain.
     *
     * @throws IllegalArgumentException
     *             if the density has one dimension
     */
    public Mams(LogDensity density) {
        if (density.dimension() < 2) {
            throw new IllegalArgumentException(
                    "mams needs two unknowns at least, for its velocity has a direction and no"
                            + " length: use a method whose velocity has any length");
        }
        this.integrator = new IsokineticIntegrator(density, SplittingScheme.MINIMAL_NORM);
        this.z = new IsokineticPoint(density.dimension());
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, MamsTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        double epsilon = tuning.stepSize();
        int steps = StepCount.draw(tuning.meanSteps(), rng);
        z.setPosition(state);
        z.drawDirection(normals.of(rng));
        double error = 0.0;
        int taken = 0;
        // Given up where a value is not finite: the trajectory back from its end meets the same point, so both are rejected.
        while (taken < steps && Double.isFinite(error)) {
            error += integrator.step(z, epsilon, metric);
            taken++;
        }
        if (!z.finite() || Double.isNaN(error)) {
            error = Double.POSITIVE_INFINITY;
        }
        double acceptance = error < 0.0 ? 1.0 : Math.exp(-error);
        boolean accepted = rng.nextDouble() < acceptance;
        if (accepted) {
            z.positionInto(state);
        }
        transition.report(state.logDensity(), taken * integrator.gradients(), error > DIVERGENCE, accepted,
                tuning.meanSteps() >= MAX_STEPS);
        transition.set(ACCEPTANCE_RATE, acceptance);
        transition.set(STEP_SIZE, epsilon);
        transition.set(ENERGY_ERROR, accepted ? error : 0.0);
        transition.set(MAX_ENERGY_ERROR, error);
        transition.set(INTEGRATION_TIME, epsilon * taken);
    }
}
