package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One trajectory of a number of leapfrog steps that does not depend on the state, from a fresh momentum, and the Metropolis test of its end
 * (Duane et al. 1987). What kernels with such trajectories share; it holds workspaces only.
 */
public final class HamiltonianProposal {

    /** What {@link #step} says of a transition, in the first places of the kernel's own. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY, Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR,
            HamiltonianStatistics.INTEGRATION_TIME);

    // Where each of them is.
    private static final int ACCEPTANCE_RATE = 0;
    private static final int STEP_SIZE = 1;
    private static final int ENERGY = 2;
    private static final int ENERGY_ERROR = 3;
    private static final int MAX_ENERGY_ERROR = 4;
    private static final int INTEGRATION_TIME = 5;

    private final int dimension;
    private final double maxEnergyError;
    private final Leapfrog leapfrog;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final PhasePoint z;

    /**
     * Trajectories of one chain.
     *
     * @param maxEnergyError
     *            energy error above which a trajectory counts as divergent
     */
    public HamiltonianProposal(LogDensity density, double maxEnergyError) {
        this.dimension = density.dimension();
        this.maxEnergyError = maxEnergyError;
        this.leapfrog = new Leapfrog(density);
        this.z = new PhasePoint(dimension);
    }

    /** These, and one of the kernel's own after them. */
    public static List<Statistic> statisticsAnd(Statistic own) {
        List<Statistic> all = new ArrayList<>(STATISTICS);
        all.add(own);
        return List.copyOf(all);
    }

    /** The end of the last trajectory, accepted or not, with its momentum; the object itself, which the next one writes anew. */
    public PhasePoint end() {
        return z;
    }

    /**
     * Moves {@code state} by one trajectory and its test, and says so.
     *
     * @param cut
     *            whether the trajectory is shorter than it was to be
     */
    public void step(ChainState state, int steps, double stepSize, Metric metric, boolean cut,
            UniformRandomProvider rng, Transition transition) {
        z.setPosition(state);
        metric.sampleMomentumInto(z.momentum, normals.of(rng));
        double initialEnergy = Checks.requireFinite(z.energy(metric));

        // A trajectory that meets a state without finite density is given up: the one that comes back from its end meets
        // the same state, so both are rejected and the kernel stays reversible. (To give up at a large but finite energy
        // error would not be: the error is measured from the start, and the two trajectories start at different energies.)
        int taken = 0;
        while (taken < steps && Double.isFinite(z.logDensity)) {
            leapfrog.step(z, stepSize, metric);
            taken++;
        }
        double energy = z.energy(metric);
        double error = energy - initialEnergy;
        double acceptance = error < 0.0 ? 1.0 : Math.exp(-error);
        boolean accepted = rng.nextDouble() < acceptance;
        if (accepted) {
            System.arraycopy(z.theta, 0, state.theta(), 0, dimension);
            System.arraycopy(z.gradient, 0, state.gradient(), 0, dimension);
            state.setLogDensity(z.logDensity);
        }
        transition.report(state.logDensity(), taken, error > maxEnergyError, accepted, cut);
        transition.set(ACCEPTANCE_RATE, acceptance);
        transition.set(STEP_SIZE, stepSize);
        transition.set(ENERGY, accepted ? energy : initialEnergy);
        transition.set(ENERGY_ERROR, accepted ? error : 0.0);
        transition.set(MAX_ENERGY_ERROR, error);
        transition.set(INTEGRATION_TIME, stepSize * taken);
    }
}
