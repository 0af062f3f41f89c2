package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Precision;
import ergodic.model.distribution.Beta;
import ergodic.model.distribution.Dirichlet;
import ergodic.model.distribution.Gamma;
import ergodic.model.distribution.NegativeBinomialLog;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiled log densities where log gammas cancel and where a shape is exactly 1; right values by mpmath with 50 digits. */
class LogGammaCasesTest {

    /** Of 80 counts from 10 to 30 and a log mean of 3 the limit of a large overdispersion is Poisson's, -263.900637. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void negativeBinomialTendsToPoisson(Precision precision) {
        int n = 80;
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = 10 + i % 21;
        }
        ModelBuilder model = new ModelBuilder();
        Tensor logF = model.parameter("logF", Support.real());
        model.observe(model.rowInput("y"), NegativeBinomialLog.of(model.constant(3), logF.exp()));
        Posterior posterior = model.build().compile(RowData.of(n, Map.of("y", y)),
                CompileOptions.defaults().withPrecision(precision));
        boolean single = precision == Precision.FLOAT32;
        double[] slope = new double[1];
        // Floats by row end at 3e38.
        for (double l : single ? new double[]{20, 25, 30, 40, 85} : new double[]{20, 25, 30, 35, 40, 60, 200, 600}) {
            double value = posterior.evaluate(new double[]{l}, slope);
            // What the overdispersion adds is about sum (k - (k - m)^2) / (2 f), below 1e3 / f.
            assertThat(value).as("log f = %s", l)
                    .isCloseTo(-263.900637, within(1e-6 + 1e3 * Math.exp(-l) + (single ? 1e-4 : 0)));
            assertThat(slope[0]).as("slope at log f = %s", l)
                    .isCloseTo(0, within(1e3 * Math.exp(-l) + (single ? 1e-3 : 1e-11)));
        }
    }

    /** log 2 + 0.577216 + log 3, and 1 of the Jacobian. */
    @Test
    void gammaOfShapeOne() {
        ModelBuilder model = new ModelBuilder();
        Tensor a = model.parameter("a", Support.positive());
        model.observe(model.rowInput("y"), Gamma.of(a, 2.0));
        assertGradient(model, 1, 1e-6, new double[]{3}, 3.368975);
    }

    @Test
    void betaOfShapesOne() {
        ModelBuilder model = new ModelBuilder();
        Tensor a = model.parameter("a", Support.positive());
        Tensor b = model.parameter("b", Support.positive());
        model.observe(model.rowInput("y"), Beta.of(a, b));
        assertGradient(model, 2, 1e-6, new double[]{0.1, 0.3}, -0.506558, 2.537965);
    }

    @Test
    void dirichletOfConcentrationsOne() {
        ModelBuilder model = new ModelBuilder();
        Tensor a = model.parameter("a", Support.positive(), 3);
        model.observe(model.rowInput("y", 3), Dirichlet.of(a));
        assertGradient(model, 2, 1e-6, new double[]{0.1, 0.3, 0.6, 0.2, 0.2, 0.6}, 0.087977, 1.186589, 2.978349);
    }

    /** At log shapes 0. */
    private static void assertGradient(ModelBuilder model, int rows, double tolerance, double[] y, double... expected) {
        Posterior posterior = model.build().compile(RowData.of(rows, Map.of("y", y)));
        double[] gradient = new double[expected.length];
        posterior.evaluate(new double[expected.length], gradient);
        assertThat(gradient).containsExactly(expected, within(tolerance));
    }
}
