package ergodic.testing;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Whether exact draws are still such after some transitions: Kolmogorov-Smirnov distances.
 *
 * @param distances
 *            {@code sqrt(N) D} of each function of the target; above x with a probability of at most {@code 2 exp(-2 x^2)}
 * @param moved
 *            share of transitions that moved
 * @param gradients
 *            gradients a transition, in the mean
 */
public record Stationarity(double[] distances, double moved, double gradients) {

    /** Passed by a right kernel with a probability of at most 2.4e-8. */
    public static final double LIMIT = 3.02;

    private static final int TRANSITIONS = 4;

    /** Of so many replications of four transitions with this tuning. */
    public static <T> Stationarity of(ExactTarget target, TransitionKernel<T> kernel, T tuning, int replications,
            long seed) {
        LogDensity density = target.density();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        Transition transition = new Transition(kernel.statistics());
        ChainState state = new ChainState(density.dimension());
        double[][] values = new double[target.functions(new double[density.dimension()]).length][replications];
        double moved = 0.0;
        double gradients = 0.0;
        for (int i = 0; i < replications; i++) {
            target.drawInto(state.theta(), gaussian);
            state.refresh(density);
            for (int k = 0; k < TRANSITIONS; k++) {
                kernel.step(state, tuning, rng, transition);
                moved += transition.moved() ? 1.0 : 0.0;
                gradients += transition.gradients();
            }
            double[] now = target.functions(state.theta());
            for (int f = 0; f < values.length; f++) {
                values[f][i] = now[f];
            }
        }
        double[] distances = new double[values.length];
        for (int f = 0; f < values.length; f++) {
            distances[f] = distance(values[f], target.distribution());
        }
        double all = (double) TRANSITIONS * replications;
        return new Stationarity(distances, moved / all, gradients / all);
    }

    /** {@code sqrt(N) D} of values from a distribution. */
    public static double distance(double[] values, DoubleUnaryOperator distribution) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double largest = 0.0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            largest = Math.max(largest, Math.max(Math.abs((i + 1.0) / sorted.length - expected),
                    Math.abs((double) i / sorted.length - expected)));
        }
        return largest * Math.sqrt(sorted.length);
    }

    /** The largest of the distances. */
    public double largest() {
        double largest = 0.0;
        for (double distance : distances) {
            largest = Math.max(largest, distance);
        }
        return largest;
    }
}
