package ergodic.sampler.langevin;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Moments of functions {@code w . (theta - m)} along a long chain, with standard errors by batch means; for tests. */
final class SgldRun {

    static final int BATCHES = 200;

    /** Mean of each function. */
    final double[] mean;
    /** Mean square of each function: its variance, if the mean is 0. */
    final double[] square;
    final double[] meanError;
    final double[] squareError;
    int divergences;

    /** Runs a hundredth of {@code steps} to forget the start, then {@code steps}; averages weighted by step size. */
    SgldRun(StochasticLogDensity density, int batch, Tuner<LangevinTuning> tuner, double[] centre, double[][] functions,
            int steps,
            long seed) {
        int f = functions.length;
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ChainState state = new ChainState(density.dimension());
        System.arraycopy(centre, 0, state.theta(), 0, centre.length);
        state.refresh(density);
        Sgld sgld = new Sgld(density, new BatchRule(batch, BatchOrder.INDEPENDENT));
        tuner.start(state, rng);
        tuner.finishWarmup();
        for (int i = 0; i < steps / 100; i++) {
            OneStep.of(sgld, state, tuner.tuning(), rng);
            tuner.advance();
        }
        double[][] means = new double[f][BATCHES];
        double[][] squares = new double[f][BATCHES];
        double[] weights = new double[BATCHES];
        for (int i = 0; i < steps; i++) {
            int b = (int) ((long) i * BATCHES / steps);
            Transition transition = OneStep.of(sgld, state, tuner.tuning(), rng);
            tuner.advance();
            divergences += transition.diverging() ? 1 : 0;
            double weight = transition.value(Statistic.STEP_SIZE);
            weights[b] += weight;
            for (int k = 0; k < f; k++) {
                double value = 0.0;
                for (int j = 0; j < centre.length; j++) {
                    value += functions[k][j] * (state.theta()[j] - centre[j]);
                }
                means[k][b] += weight * value;
                squares[k][b] += weight * value * value;
            }
        }
        mean = new double[f];
        square = new double[f];
        meanError = new double[f];
        squareError = new double[f];
        for (int k = 0; k < f; k++) {
            summarise(means[k], weights, k, mean, meanError);
            summarise(squares[k], weights, k, square, squareError);
        }
    }

    /** Ratio of weighted sums over batches, and its standard error by the delta method. */
    private static void summarise(double[] sums, double[] weights, int k, double[] estimate, double[] error) {
        double sum = 0.0;
        double weight = 0.0;
        for (int b = 0; b < BATCHES; b++) {
            sum += sums[b];
            weight += weights[b];
        }
        estimate[k] = sum / weight;
        double deviations = 0.0;
        for (int b = 0; b < BATCHES; b++) {
            double deviation = sums[b] - estimate[k] * weights[b];
            deviations += deviation * deviation;
        }
        error[k] = Math.sqrt(deviations * BATCHES / (BATCHES - 1.0)) / weight;
    }
}
