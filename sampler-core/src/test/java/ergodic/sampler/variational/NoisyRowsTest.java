package ergodic.sampler.variational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.smc.ConjugateRegression;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Noise by row in a regression whose posterior, bound and gradient are known. */
class NoisyRowsTest {

    private static final int DIMENSION = 3;
    private static final int ROWS = 21;
    private static final double[] PARAMETERS = {0.3, -0.2, 0.5, -1, -2, -0.5};

    private final ConjugateRegression regression = new ConjugateRegression(DIMENSION, ROWS, 5L);

    /** Two of the three weights have noise by row; what the prior says of them can be kept back. */
    private record Noisy(ConjugateRegression regression, boolean told) implements TemperedLogDensity {

        @Override
        public PriorDensity prior() {
            PriorDensity own = regression.prior();
            return told ? own : new PriorDensity() {
                @Override
                public void drawInto(double[] theta, UniformRandomProvider rng) {
                    own.drawInto(theta, rng);
                }

                @Override
                public int dimension() {
                    return own.dimension();
                }

                @Override
                public double evaluate(double[] theta, double[] gradient) {
                    return own.evaluate(theta, gradient);
                }
            };
        }

        @Override
        public Optional<RowNoise> rowNoise(RowNoiseForm form) {
            return Optional.of(new Sums(regression, form));
        }

        @Override
        public int rowCount() {
            return regression.rowCount();
        }

        @Override
        public int dimension() {
            return regression.dimension();
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return regression.evaluate(theta, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return regression.evaluateSubset(theta, rows, count, gradient);
        }
    }

    /** The likelihood by normal sums, or with signs of the two inputs. */
    private static final class Sums implements RowNoise {

        private static final int[] BY_ROW = {0, 2};

        private final ConjugateRegression regression;
        private final boolean local;
        private double[][] noise = new double[0][];

        Sums(ConjugateRegression regression, RowNoiseForm form) {
            this.regression = regression;
            this.local = form == RowNoiseForm.LOCAL;
        }

        @Override
        public int[] coordinates() {
            return BY_ROW.clone();
        }

        @Override
        public long numbersOfRow() {
            return 2;
        }

        @Override
        public double evaluate(double[] point, double[] spread, int[] rows, int count, boolean mirrored,
                UniformRandomProvider rng, double[] gradient, double[] spreadGradient) {
            if (!mirrored) {
                noise = new double[count][2];
                ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
                for (double[] of : noise) {
                    of[0] = local ? normal.sample() : rng.nextBoolean() ? 1 : -1;
                    of[1] = rng.nextBoolean() ? 1 : -1;
                }
            }
            java.util.Arrays.fill(gradient, 0);
            java.util.Arrays.fill(spreadGradient, 0);
            double weight = (double) regression.rowCount() / count;
            double square = ConjugateRegression.NOISE * ConjugateRegression.NOISE;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double[] x = regression.inputs(rows[i]);
                double first = x[BY_ROW[0]] * spread[0];
                double second = x[BY_ROW[1]] * spread[1];
                double sd = Math.hypot(first, second);
                double sign = local && mirrored ? -1 : 1;
                double off = local ? sign * sd * noise[i][0] : first * noise[i][0] + second * noise[i][1];
                double residual = regression.target(rows[i]) - off;
                for (int k = 0; k < DIMENSION; k++) {
                    residual -= x[k] * point[k];
                }
                for (int k = 0; k < DIMENSION; k++) {
                    gradient[k] += weight * residual / square * x[k];
                }
                for (int j = 0; j < 2; j++) {
                    double in = x[BY_ROW[j]];
                    spreadGradient[j] += weight * residual / square
                            * (local ? sign * noise[i][0] * in * in * spread[j] / sd : in * noise[i][j]);
                }
                sum -= weight * (residual * residual / (2 * square) + Math.log(ConjugateRegression.NOISE)
                        + 0.5 * Math.log(2 * Math.PI));
            }
            return sum;
        }
    }

    /**
     * The gradient is that of the bound, {@code -sigma_i (P (mu - m))_i} and {@code 1 - P_ii sigma_i^2}, and the bound that by the log density at means and widths, whatever the noise is of, by batches of any size: within five
     * standard errors of 4000 estimates.
     */
    @ParameterizedTest
    @CsvSource({"LOCAL, 1, true", "LOCAL, 7, false", "LOCAL, 21, true", "FLIPOUT, 1, false", "FLIPOUT, 7, true",
            "FLIPOUT, 21, true", "WEIGHTS, 7, true"})
    void gradientsAreThoseOfTheBound(NoiseEstimator estimator, int batch, boolean told) {
        MeanFieldNormal family = new MeanFieldNormal(DIMENSION);
        family.prepare(PARAMETERS);
        DMatrixRMaj precision = regression.covariance();
        CommonOps_DDRM.invert(precision);
        ElboEstimator elbo = new ElboEstimator(new Noisy(regression, told), family, 2, batch, estimator);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(11L);
        int steps = 4000;
        double[] mean = new double[7];
        double[] squares = new double[7];
        for (int step = 0; step < steps; step++) {
            assertThat(elbo.estimate(PARAMETERS, 1, rng)).isTrue();
            assertThat(elbo.evaluated()).isEqualTo(2);
            for (int i = 0; i < 7; i++) {
                double value = i < 6 ? elbo.climb()[i] : elbo.mean();
                mean[i] += value / steps;
                squares[i] += value * value / steps;
            }
        }
        double[] exact = new double[7];
        exact[6] = regression.evaluate(new double[]{0.3, -0.2, 0.5}, new double[DIMENSION])
                + DIMENSION * 0.5 * (1 + Math.log(2 * Math.PI));
        for (int i = 0; i < DIMENSION; i++) {
            double width = Math.exp(PARAMETERS[DIMENSION + i]);
            for (int j = 0; j < DIMENSION; j++) {
                exact[i] -= width * precision.get(i, j) * (PARAMETERS[j] - regression.mean(j));
            }
            exact[DIMENSION + i] = 1 - precision.get(i, i) * width * width;
            exact[6] += Math.log(width) - 0.5 * precision.get(i, i) * width * width;
        }
        for (int i = 0; i < 7; i++) {
            double error = Math.sqrt(Math.max(0, squares[i] - mean[i] * mean[i]) / steps);
            assertThat(mean[i]).isCloseTo(exact[i], within(5 * error + 1e-9 * Math.abs(exact[i])));
        }
    }

    /** Memory for the noise is counted without overflow, and the batch that it holds is told. */
    @Test
    void noiseThatMemoryDoesNotHoldIsRefused() {
        RowNoise two = new Sums(regression, RowNoiseForm.FLIPOUT);
        VariationalType.refuseTooMuch(two, 1L << 26);
        assertThatThrownBy(() -> VariationalType.refuseTooMuch(two, (1L << 26) + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes more than 1 GiB a chain; set sampler.batch_size to at most 67108864");
    }

    /** An unknown name is answered in a sentence. */
    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> NoiseEstimator.of("rows"))
                .hasMessage("\"rows\" is no estimator; take one of weights, local, flipout");
    }

    /** Other families have no widths by coordinate, and a density without layers no rows with noise. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "FLIPOUT"})
    void whatCannotBeHadIsRefused(NoiseEstimator estimator) {
        assertThatThrownBy(() -> new ElboEstimator(regression, new MeanFieldNormal(DIMENSION), 2, 0, estimator))
                .hasMessageContaining("sampler.estimator = \"" + estimator.key() + "\" finds no dense layer")
                .hasMessageContaining("set sampler.estimator = \"weights\"");
        assertThatThrownBy(() -> new ElboEstimator(new Noisy(regression, true), new FullRankNormal(DIMENSION), 2, 0,
                estimator)).hasMessageContaining("noise by row is of independent normals");
    }
}
