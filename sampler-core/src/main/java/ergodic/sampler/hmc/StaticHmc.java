package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Hamiltonian Monte Carlo with trajectories of given length and a Metropolis test at their end (Duane et al. 1987; Neal
 * 2011). A trajectory of L steps costs L gradients. Step size and length may be jittered, independently of the state, which
 * leaves the target invariant and breaks the periodicity of static trajectories.
 */
public final class StaticHmc implements StatelessKernel<HamiltonianTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = HamiltonianProposal.STATISTICS;

    private final int dimension;
    private final HmcSettings settings;
    @Workspace
    private final HamiltonianProposal proposal;

    /** A sampler of {@code density} for one chain. */
    public StaticHmc(LogDensity density, HmcSettings settings) {
        this.dimension = density.dimension();
        this.settings = settings;
        this.proposal = new HamiltonianProposal(density, settings.maxEnergyError());
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, HamiltonianTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        Checks.requireMatching(state, metric, dimension);
        int steps = drawSteps(settings.length().steps(tuning.stepSize()), rng);
        double stepSize = drawStepSize(tuning.stepSize(), rng);
        proposal.step(state, steps, stepSize, metric, false, rng, transition);
    }

    private double drawStepSize(double nominal, UniformRandomProvider rng) {
        double jitter = settings.stepSizeJitter();
        return jitter == 0.0 ? nominal : nominal * (1.0 + jitter * (2.0 * rng.nextDouble() - 1.0));
    }

    private int drawSteps(int most, UniformRandomProvider rng) {
        double jitter = settings.lengthJitter();
        if (jitter == 0.0) {
            return most;
        }
        int least = Math.max(1, (int) Math.ceil((1.0 - jitter) * most));
        return least + rng.nextInt(most - least + 1);
    }
}
