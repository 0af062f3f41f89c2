package ergodic.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.junit.jupiter.api.Test;

/** Log densities of continuous distributions against Commons Statistics, on grids with the edges of the supports. */
class ContinuousDifferentialTest {

    private static final double[] REAL = {-1e6, -300, -41.5, -3, -1, -1e-9, 0, 1e-9, 0.3, 1, 2.5, 40, 1e5};
    private static final double[] NOT_NEGATIVE = {-2, -1e-12, 1e-300, 1e-8, 0.1, 0.999, 1, 1.7, 30, 600};

    @Test
    void normal() {
        for (double mean : new double[]{-3, 0, 1e3}) {
            for (double scale : new double[]{1e-3, 1, 70}) {
                check(Normal.of(mean, scale), NormalDistribution.of(mean, scale), REAL);
            }
        }
    }

    @Test
    void halfNormal() {
        for (double x : REAL) {
            double expected = x < 0 ? Double.NEGATIVE_INFINITY
                    : Math.log(2) + NormalDistribution.of(0, 1.7).logDensity(x);
            near(Densities.logDensity(HalfNormal.of(1.7), x), expected);
        }
    }

    @Test
    void studentT() {
        for (double dof : new double[]{0.5, 1, 3, 30, 1000}) {
            TDistribution reference = TDistribution.of(dof);
            for (double x : REAL) {
                double z = (x - 0.5) / 2.5;
                near(Densities.logDensity(StudentT.of(dof, 0.5, 2.5), x), reference.logDensity(z) - Math.log(2.5));
                near(Densities.logDensity(HalfStudentT.of(dof, 2.5), x), x < 0 ? Double.NEGATIVE_INFINITY
                        : Math.log(2) + reference.logDensity(x / 2.5) - Math.log(2.5));
            }
        }
    }

    @Test
    void cauchy() {
        for (double x : REAL) {
            near(Densities.logDensity(Cauchy.of(-2, 5), x), CauchyDistribution.of(-2, 5).logDensity(x));
            near(Densities.logDensity(HalfCauchy.of(5), x),
                    x < 0 ? Double.NEGATIVE_INFINITY : Math.log(2) + CauchyDistribution.of(0, 5).logDensity(x));
        }
    }

    @Test
    void laplace() {
        for (double x : REAL) {
            near(Densities.logDensity(Laplace.of(0.3, 2), x), LaplaceDistribution.of(0.3, 2).logDensity(x));
        }
    }

    @Test
    void logNormal() {
        check(LogNormal.of(-1, 0.7), LogNormalDistribution.of(-1, 0.7), NOT_NEGATIVE);
        assertThat(Densities.logDensity(LogNormal.of(0, 1), 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void gamma() {
        for (double shape : new double[]{0.2, 1, 2.5, 400}) {
            check(Gamma.of(shape, 3), GammaDistribution.of(shape, 1 / 3.0), NOT_NEGATIVE);
        }
        near(Densities.logDensity(Gamma.of(1, 4), 0), Math.log(4));
        assertThat(Densities.logDensity(Gamma.of(2, 4), 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Densities.logDensity(Gamma.of(0.5, 4), 0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void inverseGamma() {
        for (double x : new double[]{1e-8, 0.1, 1, 20, 1e9}) {
            double expected = GammaDistribution.of(2.5, 1 / 3.0).logDensity(1 / x) - 2 * Math.log(x);
            near(Densities.logDensity(InverseGamma.of(2.5, 3), x), expected);
        }
        for (double x : new double[]{-1, 0, 1e-320}) {
            assertThat(Densities.logDensity(InverseGamma.of(2.5, 3), x)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void beta() {
        double[] grid = {-0.1, 1e-300, 1e-9, 0.2, 0.5, 0.97, 1 - 1e-12, 1.01};
        for (double a : new double[]{0.3, 1, 5}) {
            for (double b : new double[]{0.7, 1, 80}) {
                check(Beta.of(a, b), BetaDistribution.of(a, b), grid);
            }
        }
        near(Densities.logDensity(Beta.of(1, 1), 0), 0);
        near(Densities.logDensity(Beta.of(1, 1), 1), 0);
        assertThat(Densities.logDensity(Beta.of(2, 3), 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Densities.logDensity(Beta.of(2, 3), 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void exponential() {
        check(Exponential.of(0.2), ExponentialDistribution.of(5), NOT_NEGATIVE);
        assertThat(Densities.logDensity(Exponential.of(0.2), 0)).isEqualTo(Math.log(0.2));
    }

    @Test
    void uniform() {
        check(Uniform.of(-1, 3), UniformContinuousDistribution.of(-1, 3), REAL);
        assertThat(Densities.logDensity(Uniform.of(-1, 3), 3)).isEqualTo(-Math.log(4));
        assertThat(Densities.logDensity(Uniform.of(-1, 3), -1)).isEqualTo(-Math.log(4));
    }

    @Test
    void parametersBroadcast() {
        double[] values = Densities.evaluate(t -> Normal.of(t.constant(new double[]{0, 1, 2}, 3), t.constant(2))
                .logDensity(t.constant(new double[]{5, 7}, 2, 1)));
        assertThat(values).hasSize(6);
        near(values[4], NormalDistribution.of(1, 2).logDensity(7));
    }

    private static void check(Distribution ours, ContinuousDistribution reference, double[] grid) {
        for (double x : grid) {
            near(Densities.logDensity(ours, x), reference.logDensity(x));
        }
    }

    private static void near(double actual, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).isCloseTo(expected,
                    org.assertj.core.data.Offset.offset(2e-12 * (1 + Math.abs(expected))));
        }
    }
}
