package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuning;
import ergodic.sampler.metric.Metric;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Hamiltonian Monte Carlo with trajectories of given length and a Metropolis test at their end (Duane et al. 1987; Neal
 * 2011). A trajectory of L steps costs L gradients. Step size and length may be jittered, independently of the state, which
 * leaves the target invariant and breaks the periodicity of static trajectories.
 */
public final class StaticHmc implements TransitionKernel {

    private final int dimension;
    private final HmcSettings settings;
    private final Leapfrog leapfrog;
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
    public Transition step(ChainState state, Tuning tuning, UniformRandomProvider rng) {
        Metric metric = tuning.metric();
        Checks.requireMatching(state, metric, dimension);
        int steps = drawSteps(settings.length().steps(tuning.stepSize()), rng);
        double stepSize = drawStepSize(tuning.stepSize(), rng);
        z.setPosition(state);
        metric.sampleMomentumInto(z.momentum, ZigguratSampler.NormalizedGaussian.of(rng));
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
        return new Transition(state.logDensity(), acceptance, stepSize, 0, taken, error > settings.maxEnergyError(),
                false, accepted, accepted ? energy : initialEnergy, accepted ? error : 0.0, error, stepSize * taken);
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
