package ergodic.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

/** Log densities of vectors and matrices against closed forms, Commons Math, and their integral of 1. */
class MultivariateDifferentialTest {

    @Test
    void dirichletOfTwoIsBeta() {
        for (double x : new double[]{1e-9, 0.2, 0.9}) {
            assertThat(vector(Dirichlet.of(2.5), x, 1 - x))
                    .isCloseTo(BetaDistribution.of(2.5, 2.5).logDensity(x), offset(1e-11));
        }
    }

    @Test
    void dirichletHasItsClosedForm() {
        double[] a = {0.5, 2, 3.5, 1};
        double[] x = {0.1, 0.2, 0.3, 0.4};
        double expected = LogGamma.value(7);
        for (int i = 0; i < 4; i++) {
            expected += (a[i] - 1) * Math.log(x[i]) - LogGamma.value(a[i]);
        }
        double actual = Densities.evaluate(t -> Dirichlet.of(t.constant(a, 4)).logDensity(t.constant(x, 4)))[0];
        assertThat(actual).isCloseTo(expected, offset(1e-12));
    }

    @Test
    void flatDirichletIsFlatToTheCorner() {
        assertThat(vector(Dirichlet.of(1), 0, 0, 1)).isCloseTo(Math.log(2), offset(1e-12));
        assertThat(vector(Dirichlet.of(2), 0, 0.5, 0.5)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void lkjOfTwoIsBeta() {
        for (double eta : new double[]{0.5, 1, 3.5}) {
            for (double r : new double[]{-0.99, 0, 0.4}) {
                double[] lower = {1, 0, r, Math.sqrt(1 - r * r)};
                double expected = BetaDistribution.of(eta, eta).logDensity((r + 1) / 2) - Math.log(2);
                assertThat(Densities.logDensity(LkjCholesky.of(eta), lower, 2, 2)).isCloseTo(expected, offset(1e-11));
            }
        }
    }

    @Test
    void lkjOfThreeIntegratesToOne() {
        // Over L_21 in (-1, 1) and (L_31, L_32) in the unit disk, by the midpoint rule in polar coordinates.
        double eta = 2.5;
        int n = 60;
        double integral = 0;
        for (int i = 0; i < n; i++) {
            double a = -1 + (i + 0.5) * 2 / n;
            for (int j = 0; j < n; j++) {
                double r = (j + 0.5) / n;
                // The density does not depend on the direction, which integrates to 2 pi r.
                double[] lower = {1, 0, 0, a, Math.sqrt(1 - a * a), 0, r, 0, Math.sqrt(1 - r * r)};
                double density = Math.exp(Densities.logDensity(LkjCholesky.of(eta), lower, 3, 3));
                integral += density * 2 * Math.PI * r / n * 2 / n;
            }
        }
        assertThat(integral).isCloseTo(1, offset(1e-3));
    }

    @Test
    void uniformLkjCountsTheVolumeOfCorrelationMatrices() {
        // Volumes: 2 for order 2, pi^2 / 2 for order 3 (Joe 2006).
        double[] three = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        assertThat(Densities.logDensity(LkjCholesky.of(1), three, 3, 3)).isCloseTo(-Math.log(Math.PI * Math.PI / 2),
                offset(1e-12));
    }

    @Test
    void multivariateNormal() {
        double[] lower = {2, 0, 0, -0.5, 1.5, 0, 0.3, 0.7, 0.2};
        double[][] covariance = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int m = 0; m < 3; m++) {
                    covariance[i][j] += lower[3 * i + m] * lower[3 * j + m];
                }
            }
        }
        double[] mean = {1, -1, 0.5};
        double[] x = {0.2, 0.3, 0.9};
        double expected = Math.log(new MultivariateNormalDistribution(mean, covariance).density(x));
        double actual = Densities.evaluate(t -> MultivariateNormal.of(t.constant(mean, 3), t.constant(lower, 3, 3))
                .logDensity(t.constant(x, 3)))[0];
        assertThat(actual).isCloseTo(expected, offset(1e-9));
    }

    private static double vector(Distribution distribution, double... x) {
        return Densities.logDensity(distribution, x, x.length);
    }
}
