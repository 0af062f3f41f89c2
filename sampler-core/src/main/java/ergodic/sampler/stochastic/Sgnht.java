package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.Metric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The stochastic-gradient Nose-Hoover thermostat (Ding et al. 2014): {@code dx = M^-1 p dt}, {@code dp = g dt - xi p dt + sqrt(2 A) dW},
 * {@code dxi = (p . M^-1 p / d - 1) dt / mu} with A the friction of the tuning. Noise of gradients heats the momentum, the thermostat
 * xi rises until the heat is taken off again. It holds the mean over all directions: where noise differs between directions the
 * noisier ones stay too wide and the others too narrow, whatever the step. Split symmetrically as B A D O D A B (Leimkuhler and Shang
 * 2016): half kick, half drift, half a step of the thermostat, refresh at fixed xi, and back. {@code mu = 2 / A^2} damps xi critically.
 *
 * <p>One gradient a transition, carried as in {@link Sghmc}; momentum and xi live on and are saved. A move to where the estimate is
 * not finite is taken back, the momentum drawn anew, xi left as it was, and the transition reported as a divergence.
 */
public final class Sgnht extends KineticKernel {

    /** The thermostat after the transition. */
    public static final Statistic THERMOSTAT = Statistic.real("thermostat",
            "rate at which the thermostat takes heat off the momentum");

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE, THERMOSTAT);

    private static final int XI = 1;

    private double thermostat;

    /**
     * A sampler for one chain.
     *
     * @param density
     *            what is sampled
     * @param rule
     *            how gradients are estimated
     */
    public Sgnht(StochasticLogDensity density, BatchRule rule) {
        super(density, rule);
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    void begin(KineticTuning tuning) {
        thermostat = tuning.friction();
    }

    @Override
    public void step(ChainState state, KineticTuning tuning, UniformRandomProvider rng, Transition transition) {
        super.step(state, tuning, rng, transition);
        transition.set(XI, thermostat);
    }

    @Override
    boolean move(ChainState state, KineticTuning tuning, UniformRandomProvider rng) {
        Metric metric = tuning.metric();
        double half = 0.5 * tuning.stepSize();
        metric.sampleMomentumInto(fresh, normals.of(rng));
        double[] slope = state.gradient();
        for (int i = 0; i < dimension; i++) {
            p[i] += half * slope[i];
        }
        metric.velocityInto(p, velocity);
        for (int i = 0; i < dimension; i++) {
            theta[i] += half * velocity[i];
        }
        double pace = half * 0.5 * tuning.friction() * tuning.friction();
        double xi = thermostat + pace * (temperature() - 1.0);
        double kept = Math.exp(-xi * tuning.stepSize());
        double noise = Math.sqrt(heat(xi, tuning));
        for (int i = 0; i < dimension; i++) {
            p[i] = kept * p[i] + noise * fresh[i];
        }
        metric.velocityInto(p, velocity);
        xi += pace * (temperature() - 1.0);
        for (int i = 0; i < dimension; i++) {
            theta[i] += half * velocity[i];
        }
        logDensity = batches.evaluate(theta, gradient, rng);
        for (int i = 0; i < dimension; i++) {
            p[i] += half * gradient[i];
        }
        boolean usable = Finiteness.holds(logDensity, gradient) && Double.isFinite(xi);
        if (usable) {
            thermostat = xi;
        }
        return usable;
    }

    /** {@code p . M^-1 p / d}, of the momentum and its velocity. */
    private double temperature() {
        double sum = 0.0;
        for (int i = 0; i < dimension; i++) {
            sum += p[i] * velocity[i];
        }
        return sum / dimension;
    }

    /** Variance {@code A (1 - exp(-2 xi h)) / xi} of the refresh, also for a thermostat at 0 or below. */
    private static double heat(double xi, KineticTuning tuning) {
        double exponent = 2.0 * xi * tuning.stepSize();
        double share = Math.abs(exponent) < 1e-9 ? 1.0 : -Math.expm1(-exponent) / exponent;
        return 2.0 * tuning.friction() * tuning.stepSize() * share;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        super.save(out);
        out.writeDouble(thermostat);
    }

    @Override
    public void load(DataInput in) throws IOException {
        super.load(in);
        thermostat = in.readDouble();
    }
}
