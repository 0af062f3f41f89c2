package ergodic.sampler.underdamped;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.hmc.Leapfrog;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Underdamped Langevin dynamics: a partial refresh of the momentum, {@code p := a p + sqrt(1 - a^2) n} with {@code n ~ N(0, M)} and
 * {@code a = exp(-epsilon / L)}, then one kick-drift-kick step; no Metropolis test (OBABO of Bussi and Parrinello 2007, its two
 * half refreshes taken at once). One gradient a transition. The momentum lives on from one transition to the next and is saved.
 *
 * <p>On a Gaussian the bias is exact and does not depend on L: along curvature lambda the variance is
 * {@code 1 / (lambda (1 - s))}, {@code s = epsilon^2 lambda / 4}, stable for s below 1, and the mean squared energy error of a step
 * is {@code 4 s^3 / (1 - s)} ({@link EnergyVariance}).
 *
 * <p>A step to where density or gradient are not finite, or whose energy error passes the threshold, is taken back, the momentum
 * drawn anew, and the transition reported as a divergence.
 */
public final class Underdamped implements TransitionKernel<UnderdampedTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE, Statistic.ENERGY_ERROR,
            EnergyVariance.STATISTIC);

    private static final int STEP_SIZE = 0;
    private static final int ENERGY_ERROR = 1;
    private static final int VARIANCE = 2;

    /** Energy error above which a step counts as a divergence. */
    private static final double MAX_ENERGY_ERROR = 1000.0;

    private final int dimension;
    private final Leapfrog leapfrog;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final PhasePoint z;
    @Workspace
    private final double[] fresh;
    private final double[] momentum;
    /** Generation of the metric that the momentum was drawn for; -1 before the first. */
    private int generation = -1;

    /** A sampler of {@code density} for one chain. */
    public Underdamped(LogDensity density) {
        this.dimension = density.dimension();
        this.leapfrog = new Leapfrog(density);
        this.z = new PhasePoint(dimension);
        this.fresh = new double[dimension];
        this.momentum = new double[dimension];
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, UnderdampedTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        metric.sampleMomentumInto(fresh, normals.of(rng));
        double kept = tuning.generation() == generation ? Math.exp(-tuning.stepSize() / tuning.decoherence()) : 0.0;
        generation = tuning.generation();
        double noise = Math.sqrt(1.0 - kept * kept);
        z.setPosition(state);
        double[] p = z.momentum();
        for (int i = 0; i < dimension; i++) {
            p[i] = kept * momentum[i] + noise * fresh[i];
        }
        double before = z.energy(metric);
        leapfrog.step(z, tuning.stepSize(), metric);
        double error = z.energy(metric) - before;
        boolean good = error <= MAX_ENERGY_ERROR && Finiteness.holds(z.logDensity(), z.gradient());
        if (good) {
            System.arraycopy(z.theta(), 0, state.theta(), 0, dimension);
            System.arraycopy(z.gradient(), 0, state.gradient(), 0, dimension);
            state.setLogDensity(z.logDensity());
            System.arraycopy(p, 0, momentum, 0, dimension);
        } else {
            metric.sampleMomentumInto(momentum, normals.of(rng));
        }
        transition.report(state.logDensity(), 1, !good, good, false);
        transition.set(STEP_SIZE, tuning.stepSize());
        transition.set(ENERGY_ERROR, good ? error : 0.0);
        // Unknown, and not zero, which would say that there is no bias.
        transition.set(VARIANCE, good ? error * error / dimension : Double.NaN);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(generation);
        PlainVectors.writeAll(out, momentum);
    }

    @Override
    public void load(DataInput in) throws IOException {
        generation = in.readInt();
        PlainVectors.readInto(in, momentum);
    }
}
