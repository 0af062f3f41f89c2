package ergodic.sampler.mala;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.Leapfrog;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The Metropolis-adjusted Langevin algorithm (Besag 1994; Roberts and Tweedie 1996): a Langevin step as proposal, and a
 * Metropolis-Hastings test with the densities of the proposal both ways. Written as one leapfrog step from a fresh momentum: the
 * logarithm of the test's ratio is minus the energy error of that step, so the proposal's densities need not be computed (Neal
 * 2011, section 5.5.2). One gradient a transition.
 */
public final class Mala implements StatelessKernel<HamiltonianTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR);

    private static final int ACCEPTANCE_RATE = 0;
    private static final int STEP_SIZE = 1;
    private static final int ENERGY_ERROR = 2;
    private static final int MAX_ENERGY_ERROR = 3;

    /** Energy error above which a proposal counts as a divergence. */
    private static final double DIVERGENCE = 1000.0;

    private final int dimension;
    private final Leapfrog leapfrog;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final PhasePoint z;

    /** A sampler of {@code density} for one chain. */
    public Mala(LogDensity density) {
        this.dimension = density.dimension();
        this.leapfrog = new Leapfrog(density);
        this.z = new PhasePoint(dimension);
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, HamiltonianTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        z.setPosition(state);
        metric.sampleMomentumInto(z.momentum(), normals.of(rng));
        double before = z.energy(metric);
        leapfrog.step(z, tuning.stepSize(), metric);
        // Plus infinity where density or gradient of the proposal are not finite: never accepted.
        double error = z.energy(metric) - before;
        double acceptance = error < 0.0 ? 1.0 : Math.exp(-error);
        boolean accepted = rng.nextDouble() < acceptance;
        if (accepted) {
            System.arraycopy(z.theta(), 0, state.theta(), 0, dimension);
            System.arraycopy(z.gradient(), 0, state.gradient(), 0, dimension);
            state.setLogDensity(z.logDensity());
        }
        transition.report(state.logDensity(), 1, error > DIVERGENCE, accepted, false);
        transition.set(ACCEPTANCE_RATE, acceptance);
        transition.set(STEP_SIZE, tuning.stepSize());
        transition.set(ENERGY_ERROR, accepted ? error : 0.0);
        transition.set(MAX_ENERGY_ERROR, error);
    }
}
