package ergodic.sampler.langevin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guide against Gaussians whose curvature, gradient noise and bias under SGLD are known: means of N rows with N(0, 1)
 * priors, the first coordinate with noise of sd 1, the second with sd 3. Curvatures are N + 1 and N / 9 + 1; the noise of a
 * gradient from n rows is {@code N^2 / n (1 - n / N)} times the rows' variance over the fourth power of that sd.
 */
class StepGuideStatisticalTest {

    private static final double[] SD = {1, 3};

    private static final class Means implements StochasticLogDensity {

        private final double[][] rows;
        private final double[] mean = new double[2];
        private final double[] variance = new double[2];

        Means(int count) {
            rows = new double[count][2];
            ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian
                    .of(RandomSource.SPLIT_MIX_64.create(count));
            for (double[] row : rows) {
                for (int i = 0; i < 2; i++) {
                    row[i] = 2 + SD[i] * gaussian.sample();
                    mean[i] += row[i] / count;
                }
            }
            for (double[] row : rows) {
                for (int i = 0; i < 2; i++) {
                    variance[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / (count - 1);
                }
            }
        }

        double curvature(int i) {
            return rows.length / (SD[i] * SD[i]) + 1;
        }

        double noise(int i, int batch) {
            double n = rows.length;
            return n * n / batch * (1 - batch / n) * variance[i] / Math.pow(SD[i], 4);
        }

        double[] mode() {
            double[] mode = new double[2];
            for (int i = 0; i < 2; i++) {
                mode[i] = rows.length * mean[i] / (SD[i] * SD[i]) / curvature(i);
            }
            return mode;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public int rowCount() {
            return rows.length;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double value = 0;
            for (int i = 0; i < 2; i++) {
                double residual = mean[i] - theta[i];
                gradient[i] = rows.length * residual / (SD[i] * SD[i]) - theta[i];
                value -= 0.5 * (rows.length * residual * residual / (SD[i] * SD[i]) + theta[i] * theta[i]);
            }
            return value;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] chosen, int count, double[] gradient) {
            double value = 0;
            for (int i = 0; i < 2; i++) {
                double weight = (double) rows.length / count / (SD[i] * SD[i]);
                gradient[i] = -theta[i];
                value -= 0.5 * theta[i] * theta[i];
                for (int k = 0; k < count; k++) {
                    double residual = rows[chosen[k]][i] - theta[i];
                    gradient[i] += weight * residual;
                    value -= 0.5 * weight * residual * residual;
                }
            }
            return value;
        }
    }

    private static UniformRandomProvider rng(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    /**
     * The noise is the mean of 64 squares of normals: relative standard error 0.177. Wrong by a factor of two with a
     * probability below 1e-4.
     */
    @ParameterizedTest
    @ValueSource(ints = {200, 1000, 10_000})
    void curvatureAndNoiseAreMeasured(int count) {
        Means density = new Means(count);
        StepGuide guide = StepMeasurement.at(density, density.mode(), 100, rng(1));
        assertThat(guide.largestCurvature()).isCloseTo(density.curvature(0), within(0.03 * count));
        assertThat(guide.noise() / density.noise(0, 100)).isBetween(0.5, 2.0);
        assertThat(guide.gradients()).isBetween(129L, 129L + 2 * 82);
        double step = guide.stepSize();
        assertThat(guide.bias(step)).isCloseTo(StepGuide.TOLERANCE, within(1e-12));
        assertThat(guide.diverges(step)).isFalse();
        assertThat(guide.bias(5 / density.curvature(0))).isInfinite();
        assertThat(guide.diverges(5 / density.curvature(0))).isTrue();
    }

    @Test
    void allRowsHaveNoNoise() {
        Means density = new Means(50);
        StepGuide guide = StepMeasurement.at(density, density.mode(), 50, rng(1));
        assertThat(guide.noise()).isZero();
        assertThat(guide.bias(2 / guide.largestCurvature())).isCloseTo(1.0, within(1e-9));
    }

    /**
     * At eight times the step of the guide, the variance of 100,000 draws against the exact one. Draws of the first coordinate have an
     * autocorrelation time of 4 / (h lambda) transitions, at most about 150 with 100 of 1000 rows: a relative standard error of
     * the variance below 0.06 (sqrt(2 * 150 / 100,000)), the guide's own 0.18 of the bias. The bias is the theory's within
     * 4.5 such errors with a probability of all but 1e-5.
     */
    @ParameterizedTest
    @ValueSource(ints = {200, 1000})
    void theBiasComesTrue(int count) {
        Means density = new Means(count);
        StepGuide guide = StepMeasurement.at(density, density.mode(), 100, rng(2));
        double step = 8 * guide.stepSize();
        double measured = variance(density, step, 100_000, 3) * density.curvature(0) - 1;
        double c = density.noise(0, 100);
        double exact = (1 + step * c / 4) / (1 - step * density.curvature(0) / 4) - 1;
        double error = 4.5 * Math.sqrt(16 / (step * density.curvature(0)) / 100_000) * (1 + exact);
        assertThat(measured).isCloseTo(exact, within(error));
        assertThat(guide.bias(step)).isCloseTo(measured, within(error + 0.8 * exact));
    }

    /** From the mode, no transition diverges, and no draw is farther away than ten sds widened by the tolerance. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 10_000, 100_000})
    void theChosenStepIsStableForAnyNumberOfRows(int count) {
        Means density = new Means(count);
        double[] mode = density.mode();
        double step = StepMeasurement.at(density, mode, 100, rng(4)).stepSize();
        Sgld kernel = new Sgld(density, new BatchRule(100, BatchOrder.INDEPENDENT));
        ChainState state = new ChainState(2);
        System.arraycopy(mode, 0, state.theta(), 0, 2);
        state.refresh(density);
        LangevinTuning tuning = new LangevinTuning(step, new UnitMetric(2));
        UniformRandomProvider rng = rng(5);
        for (int i = 0; i < 2000; i++) {
            assertThat(OneStep.of(kernel, state, tuning, rng).diverging()).isFalse();
            assertThat(Math.abs(state.theta()[0] - mode[0])).isLessThan(10 / Math.sqrt(density.curvature(0)));
        }
    }

    @Test
    void flatDensitiesGiveNoStep() {
        assertThatThrownBy(() -> new StepGuide(0, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no step follows from");
        assertThatThrownBy(() -> new StepGuide(Double.NaN, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double variance(Means density, double step, int transitions, long seed) {
        Sgld kernel = new Sgld(density, new BatchRule(100, BatchOrder.INDEPENDENT));
        ChainState state = new ChainState(2);
        double[] mode = density.mode();
        System.arraycopy(mode, 0, state.theta(), 0, 2);
        state.refresh(density);
        LangevinTuning tuning = new LangevinTuning(step, new UnitMetric(2));
        UniformRandomProvider rng = rng(seed);
        double squares = 0;
        for (int i = 0; i < transitions; i++) {
            OneStep.of(kernel, state, tuning, rng);
            squares += (state.theta()[0] - mode[0]) * (state.theta()[0] - mode[0]) / transitions;
        }
        return squares;
    }

    /** Of 20,000 rows 2048 are drawn for the curvature: their largest is known to some 4 %, and rows read are within what was said before. */
    @Test
    void someRowsStandForVeryMany() {
        Regression regression = new Regression(20_000, 4, 5);
        long[] read = new long[1];
        StochasticLogDensity counted = new StochasticLogDensity() {
            @Override
            public int dimension() {
                return regression.dimension();
            }

            @Override
            public int rowCount() {
                return regression.rowCount();
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                read[0] += regression.rowCount();
                return regression.evaluate(theta, gradient);
            }

            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                read[0] += count;
                return regression.evaluateSubset(theta, rows, count, gradient);
            }
        };
        StepGuide guide = StepMeasurement.at(counted, regression.mean, 50, RandomSource.XO_SHI_RO_256_PP.create(2));
        assertThat(guide.largestCurvature()).isCloseTo(regression.stiffness(), within(0.15 * regression.stiffness()));
        assertThat((double) read[0]).isLessThanOrEqualTo(StepMeasurement.mostRows(50, 20_000)).isGreaterThan(20_000);
    }
}
