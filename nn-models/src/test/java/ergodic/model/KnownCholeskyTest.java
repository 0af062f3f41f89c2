package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.LkjCholesky;
import ergodic.model.distribution.MultivariateNormal;
import ergodic.sampler.ChainState;
import ergodic.sampler.UniformStart;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Cholesky factor of a correlation or covariance matrix that is a parameter is the one that its transform made: rounding
 * makes products of 40 rows and more indefinite at U(-2, 2).
 */
class KnownCholeskyTest {

    private static final int ROWS = 3;

    /** The right value: the same model written with the factor as parameter, but for the Jacobian of the product. */
    @ParameterizedTest
    @ValueSource(ints = {10, 40, 60, 100})
    void correlationMatrixStartsAndAgreesWithItsFactor(int k) {
        Posterior matrix = posterior(Support.correlationMatrix(), k, true);
        Posterior factor = posterior(Support.correlationCholesky(), k, false);
        ChainState state = start(matrix, 1);
        double[] gradient = new double[factor.dimension()];
        factor.evaluate(state.theta(), gradient);
        double expected = factor.logLikelihood(state.theta());
        assertThat(matrix.logLikelihood(state.theta())).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 100})
    void covarianceMatrixStarts(int k) {
        Posterior matrix = posterior(Support.covarianceMatrix(), k, false);
        Posterior factor = posterior(Support.covarianceCholesky(), k, false);
        ChainState state = start(factor, 2);
        double expected = factor.logLikelihood(state.theta());
        assertThat(matrix.logLikelihood(state.theta())).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        assertThat(matrix.evaluate(state.theta(), new double[matrix.dimension()])).isFinite();
    }

    private static Posterior posterior(Support support, int k, boolean lkj) {
        ModelBuilder model = new ModelBuilder();
        Tensor value = model.parameter("R", support, k, k);
        boolean matrix = support.equals(Support.correlationMatrix()) || support.equals(Support.covarianceMatrix());
        Tensor lower = matrix ? value.cholesky() : value;
        if (lkj) {
            model.prior(lower, LkjCholesky.of(2));
        }
        Tensor y = model.rowInput("y", k);
        model.observe(y, MultivariateNormal.of(0, lower));
        double[] data = new double[ROWS * k];
        for (int i = 0; i < data.length; i++) {
            data[i] = Math.sin(i);
        }
        return model.build().compile(RowData.of(ROWS, Map.of("y", data)));
    }

    private static ChainState start(Posterior posterior, long seed) {
        ChainState state = new ChainState(posterior.dimension());
        new UniformStart().findInto(state, posterior, RandomSource.XO_SHI_RO_256_PP.create(seed));
        assertThat(state.logDensity()).isFinite();
        return state;
    }
}
