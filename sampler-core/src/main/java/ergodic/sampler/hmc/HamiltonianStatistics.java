package ergodic.sampler.hmc;

import ergodic.sampler.Statistic;

/** Statistics of kernels with trajectories. */
public final class HamiltonianStatistics {

    /** Energy error of largest magnitude. */
    public static final Statistic MAX_ENERGY_ERROR = Statistic.real("max_energy_error",
            "energy error of largest magnitude in the trajectory");
    static final Statistic INTEGRATION_TIME = Statistic.real("int_time",
            "step size times the number of leapfrog steps taken");

    private HamiltonianStatistics() {}
}
