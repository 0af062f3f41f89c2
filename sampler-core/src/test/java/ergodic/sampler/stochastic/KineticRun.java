package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.metric.Metric;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Means and variances of coordinates about known means along a long chain, with standard errors by batch means; for tests. */
final class KineticRun {

    static final int BATCHES = 200;

    final double[] mean;
    final double[] meanError;
    final double[] variance;
    final double[] varianceError;

    <T> KineticRun(StochasticLogDensity density, TransitionKernel<T> kernel, T tuning, double[] centre, int steps,
            long seed) {
        int d = centre.length;
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ChainState state = new ChainState(d);
        System.arraycopy(centre, 0, state.theta(), 0, d);
        state.refresh(density);
        Transition transition = new Transition(kernel.statistics());
        double[][] means = new double[d][BATCHES];
        double[][] squares = new double[d][BATCHES];
        for (int i = -steps / 20; i < steps; i++) {
            kernel.step(state, tuning, rng, transition);
            for (int j = 0; j < d && i >= 0; j++) {
                double value = state.theta()[j] - centre[j];
                int batch = (int) ((long) i * BATCHES / steps);
                means[j][batch] += value * BATCHES / steps;
                squares[j][batch] += value * value * BATCHES / steps;
            }
        }
        mean = new double[d];
        meanError = new double[d];
        variance = new double[d];
        varianceError = new double[d];
        for (int j = 0; j < d; j++) {
            summarise(means[j], j, mean, meanError);
            summarise(squares[j], j, variance, varianceError);
        }
    }

    /** The largest t statistic of means and of variances against {@code expected}. */
    double worst(double[] expected) {
        double worst = 0;
        for (int j = 0; j < expected.length; j++) {
            worst = Math.max(worst, Math.abs(mean[j]) / meanError[j]);
            worst = Math.max(worst, Math.abs(variance[j] - expected[j]) / varianceError[j]);
        }
        return worst;
    }

    static KineticTuning tuning(double step, double friction, Metric metric) {
        return new KineticTuning(step, friction, metric);
    }

    private static void summarise(double[] values, int j, double[] estimate, double[] error) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        estimate[j] = sum / BATCHES;
        double deviations = 0;
        for (double value : values) {
            deviations += (value - estimate[j]) * (value - estimate[j]);
        }
        error[j] = Math.sqrt(deviations / (BATCHES - 1.0) / BATCHES);
    }
}
