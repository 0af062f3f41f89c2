package ergodic.sampler.variational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.smc.ConjugateRegression;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bound and gradient against a regression whose posterior and evidence are known. */
class ElboEstimatorTest {

    private static final int DIMENSION = 3;
    private static final int ROWS = 21;

    private final ConjugateRegression regression = new ConjugateRegression(DIMENSION, ROWS, 5L);

    /** Log evidence of the density as it is: its prior lacks its constant. */
    private double logEvidence() {
        return regression.logEvidence() + 0.5 * DIMENSION * Math.log(2 * Math.PI);
    }

    /** The same numbers for ever: the same normals in each estimate, whatever rows are taken between. */
    private static final class Constant implements UniformRandomProvider {
        @Override
        public long nextLong() {
            return 0x5a7139c2e85b4d17L;
        }
    }

    private static double[] exact(ConjugateRegression regression) {
        FullRankNormal family = new FullRankNormal(DIMENSION);
        double[] parameters = new double[family.parameters()];
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(DIMENSION, true);
        assertThat(cholesky.decompose(regression.covariance())).isTrue();
        DMatrixRMaj factor = cholesky.getT(null);
        int at = DIMENSION;
        for (int i = 0; i < DIMENSION; i++) {
            parameters[i] = regression.mean(i);
            for (int j = 0; j <= i; j++) {
                parameters[at++] = factor.get(i, j);
            }
        }
        return parameters;
    }

    /** At the posterior itself the bound is the evidence and the gradient is 0, draw by draw. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void atTheOptimumNothingIsLeftToChance(int samples) {
        FullRankNormal family = new FullRankNormal(DIMENSION);
        double[] parameters = exact(regression);
        family.prepare(parameters);
        ElboEstimator elbo = new ElboEstimator(regression, family, samples, 0);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        for (int step = 0; step < 20; step++) {
            assertThat(elbo.estimate(parameters, 1, rng)).isTrue();
            assertThat(elbo.mean()).isCloseTo(logEvidence(), within(1e-9));
            assertThat(elbo.evaluated()).isEqualTo(samples);
            assertThat(elbo.climb()).containsExactly(new double[family.parameters()], within(1e-8));
            if (samples > 1) {
                assertThat(elbo.error()).isLessThan(1e-9);
            }
        }
    }

    /**
     * Of a normal posterior of precision P and mean m the gradient by the moves is {@code -sigma_i (P (mu - m))_i} and {@code 1 - P_ii sigma_i^2}: a pair of mirror images has the first
     * without noise, the second in the mean (of 4000 pairs, to 5 standard errors: a false alarm in 10^6 runs).
     */
    @Test
    void mirrorImagesLeaveNoNoiseInTheMean() {
        MeanFieldNormal family = new MeanFieldNormal(DIMENSION);
        double[] parameters = {0.3, -0.2, 0.5, -1, -2, -0.5};
        family.prepare(parameters);
        DMatrixRMaj precision = regression.covariance();
        CommonOps_DDRM.invert(precision);
        ElboEstimator elbo = new ElboEstimator(regression, family, 2, 0);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(11L);
        int steps = 4000;
        double[] mean = new double[DIMENSION];
        double[] squares = new double[DIMENSION];
        for (int step = 0; step < steps; step++) {
            assertThat(elbo.estimate(parameters, 1, rng)).isTrue();
            assertThat(elbo.error()).isNaN();
            for (int i = 0; i < DIMENSION; i++) {
                double slope = 0;
                for (int j = 0; j < DIMENSION; j++) {
                    slope -= precision.get(i, j) * (parameters[j] - regression.mean(j));
                }
                double exact = Math.exp(parameters[DIMENSION + i]) * slope;
                assertThat(elbo.climb()[i]).isCloseTo(exact, within(1e-9 * (1 + Math.abs(exact))));
                mean[i] += elbo.climb()[DIMENSION + i] / steps;
                squares[i] += elbo.climb()[DIMENSION + i] * elbo.climb()[DIMENSION + i] / steps;
            }
        }
        for (int i = 0; i < DIMENSION; i++) {
            double width = Math.exp(parameters[DIMENSION + i]);
            double error = Math.sqrt((squares[i] - mean[i] * mean[i]) / steps);
            assertThat(mean[i]).isCloseTo(1 - precision.get(i, i) * width * width, within(5 * error));
        }
    }

    /** Of one noise: bound and gradient averaged over the batches of an epoch are those of all rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, ROWS})
    void batchesAreUnbiased(int batch) {
        MeanFieldNormal family = new MeanFieldNormal(DIMENSION);
        double[] parameters = {0.3, -0.2, 0.5, -1, -2, -0.5};
        family.prepare(parameters);
        UniformRandomProvider rng = new Constant();
        ElboEstimator all = new ElboEstimator(regression, family, 1, 0);
        assertThat(all.estimate(parameters, 1, rng)).isTrue();
        ElboEstimator some = new ElboEstimator(regression, family, 1, batch);
        double[] climb = new double[parameters.length];
        double bound = 0;
        int batches = ROWS / batch;
        for (int i = 0; i < batches; i++) {
            assertThat(some.estimate(parameters, 1, rng)).isTrue();
            bound += some.mean() / batches;
            for (int k = 0; k < climb.length; k++) {
                climb[k] += some.climb()[k] / batches;
            }
        }
        assertThat(bound).isCloseTo(all.mean(), within(1e-9 * Math.abs(all.mean())));
        for (int k = 0; k < climb.length; k++) {
            assertThat(climb[k]).isCloseTo(all.climb()[k], within(1e-9 * (1 + Math.abs(climb[k]))));
        }
    }

    /** Annealed to the weight w, what is climbed has its optimum at likelihood times prior^w over q^w: the posterior of the likelihood to the power 1/w. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1})
    void annealingIsAPowerOfTheLikelihood(double weight) {
        DMatrixRMaj precision = regression.covariance();
        CommonOps_DDRM.invert(precision);
        DMatrixRMaj information = new DMatrixRMaj(DIMENSION, 1);
        DMatrixRMaj mean = new DMatrixRMaj(DIMENSION, 1);
        for (int i = 0; i < DIMENSION; i++) {
            mean.set(i, regression.mean(i));
        }
        CommonOps_DDRM.mult(precision, mean, information);
        for (int i = 0; i < DIMENSION; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                double prior = i == j ? 1 : 0;
                precision.set(i, j, (precision.get(i, j) - prior) / weight + prior);
            }
            information.set(i, information.get(i) / weight);
        }
        CommonOps_DDRM.invert(precision);
        CommonOps_DDRM.mult(precision, information, mean);
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(DIMENSION, true);
        assertThat(cholesky.decompose(precision)).isTrue();
        DMatrixRMaj factor = cholesky.getT(null);
        FullRankNormal family = new FullRankNormal(DIMENSION);
        double[] parameters = new double[family.parameters()];
        int at = DIMENSION;
        for (int i = 0; i < DIMENSION; i++) {
            parameters[i] = mean.get(i);
            for (int j = 0; j <= i; j++) {
                parameters[at++] = factor.get(i, j);
            }
        }
        family.prepare(parameters);
        ElboEstimator elbo = new ElboEstimator(regression, family, 3, 0);
        assertThat(elbo.estimate(parameters, weight, RandomSource.XO_SHI_RO_256_PP.create(3L))).isTrue();
        assertThat(elbo.climb()).containsExactly(new double[family.parameters()], within(1e-8));
        assertThat(elbo.mean()).isLessThan(logEvidence() + 1e-9);
    }

    /** A draw that is asked for by its number is the same whenever it is, with the same rows. */
    @ParameterizedTest
    @EnumSource
    void numberedDrawsAreTheSame(VariationalFamily kind) {
        Approximation family = kind.create(DIMENSION, 2, 3);
        double[] parameters = new double[family.parameters()];
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        family.begin(parameters, new double[]{1, 0, -1}, null, rng);
        family.prepare(parameters);
        ElboEstimator elbo = new ElboEstimator(regression, family, 1, 4);
        double batch = elbo.ratio(parameters, 8L, -3);
        double all = elbo.ratio(parameters, 8L, 3);
        assertThat(elbo.estimate(parameters, 1, rng)).isTrue();
        assertThat(elbo.ratio(parameters, 8L, -3)).isEqualTo(batch);
        assertThat(elbo.ratio(parameters, 8L, 3)).isEqualTo(all);
        assertThat(elbo.ratio(parameters, 8L, -4)).isNotEqualTo(batch);
        double[] theta = new double[DIMENSION];
        elbo.drawInto(parameters, 8L, 3, theta);
        assertThat(regression.evaluate(theta, new double[DIMENSION]) - elbo.logQ()).isEqualTo(all);
    }
}
