package ergodic.study;

import ergodic.diagnostics.WidthCheck;
import ergodic.sampler.ChainState;
import ergodic.sampler.FixedStart;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.HmcMethod;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.EvaluationClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Short exact chains from draws, and the squared gradients of both: the work of a {@link BiasCheck}. */
final class ExactChains {

    /** Leapfrog steps of a trajectory. */
    private static final int STEPS = 8;
    /** Transitions that find a step: too few for a window, which would make a metric. */
    private static final int TUNING = 19;
    /** Draws around a start whose gradients stand for its place. */
    private static final int DRAWS = 20;

    private final int[] block;
    private final int blocks;
    private final WidthCheck.Positions positions;
    private final StochasticLogDensity density;
    private final UniformRandomProvider rng;
    private final List<double[]> differences = new ArrayList<>();

    /**
     * For draws of a density.
     *
     * @param block
     *            number of each coordinate's block
     */
    ExactChains(int[] block, WidthCheck.Positions positions, StochasticLogDensity density, UniformRandomProvider rng) {
        this.block = block.clone();
        this.blocks = block[block.length - 1] + 1;
        this.positions = positions;
        this.density = EvaluationClock.over(density);
        this.rng = rng;
    }

    /** Gradients of all that was done. */
    long gradients() {
        return EvaluationClock.of(density).evaluations();
    }

    /** Gradients that one start takes, but for the search of a first step. */
    static double gradients(int transitions) {
        return (TUNING + transitions) * (double) STEPS + DRAWS;
    }

    /** What {@link #compare} has found, in its order. */
    List<double[]> differences() {
        return differences;
    }

    /**
     * Finds the logarithm of the squared gradients of draws around one, over those of an exact chain from it, for each block; nothing where
     * the chain cannot begin.
     */
    void compare(int chain, int draw, int transitions) {
        double[] exact = exact(chain, draw, transitions);
        double[] drawn = drawn(chain, draw);
        double[] difference = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            difference[i] = Math.log(drawn[i] / exact[i]);
            if (!Double.isFinite(difference[i])) {
                return;
            }
        }
        differences.add(difference);
    }

    private double[] exact(int chain, int draw, int transitions) {
        double[] sums = new double[blocks];
        ChainState state = new ChainState(block.length);
        positions.readInto(chain, draw, state.theta());
        ChainKit<?> kit = new HmcMethod(WarmupSettings.defaults(TUNING).withMetric(MetricKind.UNIT),
                HmcSettings.ofSteps(STEPS).withJitter(0.2, 0.0))
                .kit(density, new FixedStart(state.theta()), new Nothing());
        Transition transition = new Transition(kit.statistics());
        try {
            kit.start().findInto(state, density, rng);
        } catch (InitialPointException e) {
            return sums;
        }
        kit.begin(state, rng);
        for (int i = 0; i < TUNING; i++) {
            kit.firstStep(state, rng, transition);
        }
        kit.endFirstPhase(state);
        for (int i = 0; i < transitions; i++) {
            kit.drawStep(state, rng, transition);
            add(state.gradient(), sums);
        }
        for (int i = 0; i < blocks; i++) {
            sums[i] /= transitions;
        }
        return sums;
    }

    private double[] drawn(int chain, int draw) {
        double[] theta = new double[block.length];
        double[] gradient = new double[block.length];
        double[] sums = new double[blocks];
        int first = Math.clamp(draw - DRAWS / 2, 0, Math.max(0, positions.draws() - DRAWS));
        int last = Math.min(positions.draws(), first + DRAWS);
        for (int i = first; i < last; i++) {
            positions.readInto(chain, i, theta);
            density.evaluate(theta, gradient);
            add(gradient, sums);
        }
        for (int i = 0; i < blocks; i++) {
            sums[i] /= last - first;
        }
        return sums;
    }

    private void add(double[] gradient, double[] sums) {
        for (int i = 0; i < gradient.length; i++) {
            sums[block[i]] += gradient[i] * gradient[i];
        }
    }

    /** Stores nothing. */
    private record Nothing() implements DrawTransform {
        @Override
        public List<Variable> variables() {
            return List.of();
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            Arrays.fill(values, 0.0);
        }
    }
}
