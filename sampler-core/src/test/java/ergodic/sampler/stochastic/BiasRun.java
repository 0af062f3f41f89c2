package ergodic.sampler.stochastic;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.run.ChainKit;
import java.util.function.BiConsumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Means and standard deviations of functions along a chain of any method, with standard errors by batch means; for tests. */
final class BiasRun {

    private static final int BATCHES = 60;

    final double[] mean;
    final double[] meanError;
    final double[] sd;
    final double[] sdError;
    final int divergences;

    /**
     * Runs.
     *
     * @param functions
     *            fills in the values of a state, which should be about 0 for the sake of precision
     */
    <T> BiasRun(ChainKit<T> kit, int count, BiConsumer<double[], double[]> functions, int warmup, int steps,
            long seed) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ChainState state = new ChainState(kit.density().dimension());
        kit.start().findInto(state, kit.density(), rng);
        kit.begin(state, rng);
        Transition transition = new Transition(kit.statistics());
        for (int i = 0; i < warmup; i++) {
            kit.firstStep(state, rng, transition);
        }
        kit.endFirstPhase(state);
        double[][] means = new double[count][BATCHES];
        double[][] squares = new double[count][BATCHES];
        double[] values = new double[count];
        int diverged = 0;
        for (int i = 0; i < steps; i++) {
            kit.kernel().step(state, kit.tuner().tuning(), rng, transition);
            diverged += transition.diverging() ? 1 : 0;
            functions.accept(state.theta(), values);
            int batch = (int) ((long) i * BATCHES / steps);
            for (int k = 0; k < count; k++) {
                means[k][batch] += values[k] * BATCHES / steps;
                squares[k][batch] += values[k] * values[k] * BATCHES / steps;
            }
        }
        divergences = diverged;
        mean = new double[count];
        meanError = new double[count];
        sd = new double[count];
        sdError = new double[count];
        for (int k = 0; k < count; k++) {
            mean[k] = average(means[k]);
            meanError[k] = error(means[k]);
            sd[k] = Math.sqrt(average(squares[k]) - mean[k] * mean[k]);
            double[] aboutMean = new double[BATCHES];
            for (int b = 0; b < BATCHES; b++) {
                aboutMean[b] = squares[k][b] - 2 * mean[k] * means[k][b];
            }
            sdError[k] = error(aboutMean) / (2 * sd[k]);
        }
    }

    private static double average(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    private static double error(double[] values) {
        double mean = average(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }
}
