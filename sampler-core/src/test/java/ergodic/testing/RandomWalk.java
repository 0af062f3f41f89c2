package ergodic.testing;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuner;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.run.ChainKit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A random-walk Metropolis chain on independent Gaussians with scales 1, 2 ... d: small enough to stop and resume a
 * thousand times. The kernel keeps a number between transitions, so that a lost kernel state shows.
 */
public final class RandomWalk {

    /** Number of coordinates. */
    public static final int DIMENSION = 3;
    /** What is stored of a draw. */
    public static final List<Variable> VARIABLES = List.of(Variable.of("x", DIMENSION), Variable.of("sum"));

    /** What the kernel says beyond what every kernel says. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY, Statistic.integer("tries", "proposals made"));

    /**
     * The tuning.
     *
     * @param size
     *            scale of the proposals
     */
    public record Step(double size) {}

    private RandomWalk() {}

    /** What one chain runs with. */
    public static ChainKit<Step> kit() {
        Gaussian density = new Gaussian();
        return new ChainKit<>(density, new Kernel(density), new StepTuner(), new UniformStart(), new Summed());
    }

    private static final class Gaussian implements LogDensity {
        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < theta.length; i++) {
                double variance = (i + 1.0) * (i + 1.0);
                gradient[i] = -theta[i] / variance;
                sum -= theta[i] * theta[i] / (2 * variance);
            }
            return sum;
        }
    }

    /** Proposals depend a little on how often the last ones were accepted: state that the chain does not hold. */
    private static final class Kernel implements TransitionKernel<Step> {
        private final LogDensity density;
        private final double[] proposal = new double[DIMENSION];
        private final double[] gradient = new double[DIMENSION];
        private double memory = 1;

        Kernel(LogDensity density) {
            this.density = density;
        }

        @Override
        public List<Statistic> statistics() {
            return STATISTICS;
        }

        @Override
        public void step(ChainState state, Step tuning, UniformRandomProvider rng, Transition transition) {
            ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
            double scale = tuning.size() * memory;
            for (int i = 0; i < DIMENSION; i++) {
                proposal[i] = state.theta()[i] + scale * gaussian.sample();
            }
            double proposed = density.evaluate(proposal, gradient);
            double acceptance = Math.min(1, Math.exp(proposed - state.logDensity()));
            boolean accepted = rng.nextDouble() < acceptance;
            memory = 0.9 * memory + 0.1 * (accepted ? 1.1 : 0.9);
            if (accepted) {
                System.arraycopy(proposal, 0, state.theta(), 0, DIMENSION);
                System.arraycopy(gradient, 0, state.gradient(), 0, DIMENSION);
                state.setLogDensity(proposed);
            }
            boolean diverging = rng.nextInt(50) == 0;
            transition.report(state.logDensity(), 1, diverging, accepted, false);
            transition.set(0, acceptance);
            transition.set(1, scale);
            transition.set(2, -state.logDensity());
            transition.set(3, 1);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeDouble(memory);
        }

        @Override
        public void load(DataInput in) throws IOException {
            memory = in.readDouble();
        }
    }

    /** Moves the step towards an acceptance rate of 0.4 in the warm-up, shrinks it a little at each draw afterwards. */
    private static final class StepTuner implements Tuner<Step> {
        private double logStep;
        private int updates;
        private boolean finished;

        @Override
        public void start(ChainState state, UniformRandomProvider rng) {
            logStep = rng.nextDouble() - 0.5;
        }

        @Override
        public Step tuning() {
            return new Step(Math.exp(logStep));
        }

        @Override
        public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
            updates++;
            logStep += (transition.value(Statistic.ACCEPTANCE_RATE) - 0.4) / Math.sqrt(updates)
                    + 1e-3 * rng.nextDouble();
        }

        @Override
        public void finishWarmup() {
            if (finished) {
                throw new IllegalStateException("the warm-up was finished twice");
            }
            finished = true;
        }

        @Override
        public void advance() {
            logStep -= 1e-6;
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeDouble(logStep);
            out.writeInt(updates);
            out.writeBoolean(finished);
        }

        @Override
        public void load(DataInput in) throws IOException {
            logStep = in.readDouble();
            updates = in.readInt();
            finished = in.readBoolean();
        }
    }

    private static final class UniformStart implements StartingPoint {
        @Override
        public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
            for (int attempt = 0; attempt < 5; attempt++) {
                for (int i = 0; i < DIMENSION; i++) {
                    state.theta()[i] = 4 * rng.nextDouble() - 2;
                }
                state.refresh(density);
            }
        }
    }

    private static final class Summed implements DrawTransform {
        @Override
        public List<Variable> variables() {
            return VARIABLES;
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            double sum = 0;
            for (int i = 0; i < DIMENSION; i++) {
                values[i] = theta[i];
                sum += theta[i];
            }
            values[DIMENSION] = sum;
        }
    }
}
