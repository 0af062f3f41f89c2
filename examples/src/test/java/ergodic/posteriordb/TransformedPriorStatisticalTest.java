package ergodic.posteriordb;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.diagnostics.VariableSummary;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Dirichlet;
import ergodic.model.distribution.Exponential;
import ergodic.model.distribution.LkjCholesky;
import ergodic.model.distribution.Normal;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.run.RunSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * NUTS on priors with known moments, through the transforms of their supports: a wrong log Jacobian shifts them. Each mean
 * within 4.5 Monte Carlo standard errors: false failure 7e-6 a number, 2e-4 for the 27 numbers together.
 */
@Tag("slow")
class TransformedPriorStatisticalTest {

    @Test
    void dirichletOnTheSimplex() {
        ModelBuilder model = new ModelBuilder();
        Tensor p = model.parameter("p", Support.simplex(), 3);
        model.prior(p, Dirichlet.of(model.constant(new double[]{0.8, 1.5, 2.7}, 3))).generated("square", p.square());
        Chains chains = sample(model);
        double[] a = {0.8, 1.5, 2.7};
        for (int i = 0; i < 3; i++) {
            check(chains, "p", i, a[i] / 5);
            check(chains, "square", i, a[i] * (a[i] + 1) / (5 * 6));
        }
    }

    @Test
    void lkjOnCholeskyFactors() {
        ModelBuilder model = new ModelBuilder();
        Tensor lower = model.parameter("lower", Support.correlationCholesky(), 3, 3);
        model.prior(lower, LkjCholesky.of(1.5));
        correlations(model, lower.matMul(lower.transpose()), 1.5);
    }

    @Test
    void uniformOnCorrelationMatrices() {
        ModelBuilder model = new ModelBuilder();
        correlations(model, model.parameter("matrix", Support.correlationMatrix(), 3, 3), 1);
    }

    /** Correlations of order k under LKJ are beta(eta + k/2 - 1) on (-1, 1): variance 1 / (2 eta + k - 1). */
    private static void correlations(ModelBuilder model, Tensor matrix, double eta) {
        model.generated("correlation", matrix).generated("square", matrix.square());
        Chains chains = sample(model);
        for (int element : new int[]{3, 6, 7}) {
            check(chains, "correlation", element, 0);
            check(chains, "square", element, 1 / (2 * eta + 2));
        }
    }

    @Test
    void orderStatisticsOfNormals() {
        ModelBuilder model = new ModelBuilder();
        Tensor x = model.parameter("x", Support.ordered(), 3);
        model.prior(x, Normal.of(0, 1));
        Chains chains = sample(model);
        double highest = 1.5 / Math.sqrt(Math.PI);
        check(chains, "x", 0, -highest);
        check(chains, "x", 1, 0);
        check(chains, "x", 2, highest);
    }

    @Test
    void orderStatisticsOfExponentials() {
        ModelBuilder model = new ModelBuilder();
        Tensor x = model.parameter("x", Support.positiveOrdered(), 3);
        model.prior(x, Exponential.of(1));
        Chains chains = sample(model);
        check(chains, "x", 0, 1.0 / 3);
        check(chains, "x", 1, 1.0 / 3 + 1.0 / 2);
        check(chains, "x", 2, 1.0 / 3 + 1.0 / 2 + 1);
    }

    @Test
    void uniformOnATriangleByABoundThatIsAParameter() {
        ModelBuilder model = new ModelBuilder();
        Tensor a = model.parameter("a", Support.unitInterval());
        Tensor b = model.parameter("b", Support.interval(0, a.negate().plus(1)));
        model.generated("product", a.times(b));
        Chains chains = sample(model);
        check(chains, "a", 0, 1.0 / 3);
        check(chains, "b", 0, 1.0 / 3);
        check(chains, "product", 0, 1.0 / 12);
    }

    private static Chains sample(ModelBuilder model) {
        return Chains.sample(model.build().compile(RowData.none()),
                WarmupSettings.defaults(500).withTargetAcceptance(0.9), RunSettings.of(4, 500, 2000, 3));
    }

    private static void check(Chains chains, String name, int element, double expected) {
        VariableSummary summary = VariableSummary.of(name, chains.draws().series(name, element));
        assertThat(Math.abs(summary.mean() - expected)).as("%s[%s]: mean %s, expected %s, error %s", name, element,
                summary.mean(), expected, summary.mcseMean()).isLessThan(4.5 * summary.mcseMean());
    }
}
