package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
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
    private final HmcSettings settings;
    private final Leapfrog leapfrog;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final PhasePoint z;

    /** A sampler of {@code density} for one chain. */
    public StaticHmc(LogDensity density, HmcSettings settings) {
        this.dimension = density.dimension();
        this.settings = settings;
        this.leapfrog = new Leapfrog(density);
        this.z = new PhasePoint(dimension);
    }

    @Override
    public String name() {
        return "hmc";
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
        transition.report(state.logDensity(), taken, error > settings.maxEnergyError(), accepted, false);
        transition.set(ACCEPTANCE_RATE, acceptance);
        transition.set(STEP_SIZE, stepSize);
        transition.set(ENERGY, accepted ? energy : initialEnergy);
        transition.set(ENERGY_ERROR, accepted ? error : 0.0);
        transition.set(MAX_ENERGY_ERROR, error);
        transition.set(INTEGRATION_TIME, stepSize * taken);
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
