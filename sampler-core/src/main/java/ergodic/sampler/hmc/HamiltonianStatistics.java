package ergodic.sampler.hmc;

import ergodic.sampler.Statistic;

/** Statistics of kernels with trajectories. */
public final class HamiltonianStatistics {

    /** Energy error of largest magnitude. */
    public static final Statistic MAX_ENERGY_ERROR = Statistic.real("max_energy_error",
            "energy error of largest magnitude in the trajectory");
    /** Length of the trajectory in the time of the integrator. */
    public static final Statistic INTEGRATION_TIME = Statistic.real("int_time",
            "step size times the number of leapfrog steps taken");

    /** Depth of a tree. */
    public static final Statistic TREE_DEPTH = Statistic.integer("tree_depth", "depth of the trajectory tree");

    /**
     * Acceptance that counts gains as it counts losses: of a state with energy error e, {@code 2 / (1 + exp(|e|))}. Its mean falls with the
     * step even where errors of both signs leave that of the Metropolis probability at 1.
     */
    static final Statistic SYMMETRIC_ACCEPTANCE = Statistic.real("acceptance_rate_symmetric",
            "mean of 2 / (1 + exp(|energy error|)) over the trajectory");

    private HamiltonianStatistics() {}
}
