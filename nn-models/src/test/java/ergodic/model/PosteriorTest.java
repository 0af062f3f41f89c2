package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.CompiledProduct;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.Normal;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PosteriorTest {

    private static final int ROWS = 7;
    private static final double[] X = {1, 2, -1, 0.5, 3, -2, 0.1, 0.2, 1, 1, -1, -1, 2, 2};
    private static final double[] Y = {0.5, 1.5, 0.1, -0.7, 2, -1, 0.3};
    private static final double[] THETA = {0.4, -0.3, 0.2};

    private static Model model() {
        ModelBuilder model = new ModelBuilder();
        Tensor beta = model.parameter("beta", Support.real(), 2);
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(beta, Normal.of(0, 2));
        model.observe(model.rowInput("y"), Normal.of(model.rowInput("x", 2).dot(beta), sigma));
        model.observe(model.constant(0.7), Normal.of(beta.get(0), 3));
        model.generated("difference", beta.get(1).minus(beta.get(0)));
        return model.build();
    }

    private static Posterior posterior() {
        return model().compile(RowData.of(ROWS, Map.of("x", X, "y", Y)));
    }

    @Test
    void theCompiledDensityIsThatOfTheInterpreterAndTheGradientThatOfDifferences() {
        Posterior posterior = posterior();
        double[] gradient = new double[3];
        assertThat(posterior.evaluate(THETA, gradient)).isCloseTo(interpreted(THETA), offset(1e-11));
        for (int i = 0; i < 3; i++) {
            double[] up = THETA.clone();
            double[] down = THETA.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat(gradient[i]).isCloseTo((interpreted(up) - interpreted(down)) / 2e-5, offset(1e-7));
        }
    }

    @Test
    void priorAndLikelihoodAddUp() {
        Posterior posterior = posterior();
        double[] rows = new double[ROWS];
        posterior.rowLogLikelihoodInto(THETA, rows);
        double sum = normal(0.7, THETA[0], 3);
        for (int i = 0; i < ROWS; i++) {
            double mean = X[2 * i] * THETA[0] + X[2 * i + 1] * THETA[1];
            assertThat(rows[i]).isCloseTo(normal(Y[i], mean, Math.exp(THETA[2])), offset(1e-12));
            sum += rows[i];
        }
        assertThat(posterior.logLikelihood(THETA)).isCloseTo(sum, offset(1e-12));
        assertThat(posterior.logPrior(THETA) + posterior.logLikelihood(THETA))
                .isCloseTo(posterior.evaluate(THETA, new double[3]), offset(1e-11));
    }

    @Test
    void theMeanOverSubsetsIsTheWhole() {
        Posterior posterior = posterior();
        double[] whole = new double[3];
        double value = posterior.evaluate(THETA, whole);
        double[] part = new double[3];
        double[] mean = new double[3];
        double meanValue = 0;
        for (int i = 0; i < ROWS; i++) {
            meanValue += posterior.evaluateSubset(THETA, new int[]{i, (i + 3) % ROWS, -1}, 2, part) / ROWS;
            for (int j = 0; j < 3; j++) {
                mean[j] += part[j] / ROWS;
            }
        }
        assertThat(meanValue).isCloseTo(value, offset(1e-10));
        assertThat(mean).contains(whole, offset(1e-10));
        // The weight of the rows goes back to 1.
        assertThat(posterior.evaluate(THETA, part)).isEqualTo(value);
    }

    @Test
    void theDensityWithoutItsGradient() {
        Posterior posterior = posterior();
        assertThat(posterior.logDensity(THETA)).isCloseTo(posterior.evaluate(THETA, new double[3]), offset(1e-12));
        assertThat(posterior.logDensity(new double[]{Double.NaN, 0, 0})).isNaN();
    }

    @Test
    void secondDerivatives() {
        Posterior posterior = posterior();
        CompiledProduct hessian = posterior.hessianVector();
        double[] v = {0.3, -1, 0.5};
        double[][] gradients = new double[2][3];
        for (int side = 0; side < 2; side++) {
            double[] moved = new double[3];
            for (int i = 0; i < 3; i++) {
                moved[i] = THETA[i] + (2 * side - 1) * 1e-5 * v[i];
            }
            posterior.evaluate(moved, gradients[side]);
        }
        double[] product = new double[3];
        hessian.run(THETA, v);
        hessian.into(product);
        for (int i = 0; i < 3; i++) {
            assertThat(product[i]).isCloseTo((gradients[1][i] - gradients[0][i]) / 2e-5, offset(1e-6));
        }
        // The product is linear in the weight of the rows.
        double[] first = new double[3];
        double[] second = new double[3];
        hessian.compiled().setGlobal(Model.ROW_WEIGHT, 0);
        hessian.run(THETA, v);
        hessian.into(first);
        hessian.compiled().setGlobal(Model.ROW_WEIGHT, 2);
        hessian.run(THETA, v);
        hessian.into(second);
        for (int i = 0; i < 3; i++) {
            assertThat(0.5 * (first[i] + second[i])).isCloseTo(product[i], offset(1e-10));
        }
    }

    @Test
    void gradientsByRow() {
        CompiledProgram gradients = posterior().rowGradients();
        gradients.run(THETA);
        double[] found = new double[3 * ROWS];
        gradients.outputInto(RowDerivatives.GRADIENTS, found);
        double precision = Math.exp(-2 * THETA[2]);
        for (int i = 0; i < ROWS; i++) {
            double residual = Y[i] - X[2 * i] * THETA[0] - X[2 * i + 1] * THETA[1];
            assertThat(found[3 * i]).isCloseTo(residual * precision * X[2 * i], offset(1e-12));
            assertThat(found[3 * i + 1]).isCloseTo(residual * precision * X[2 * i + 1], offset(1e-12));
            assertThat(found[3 * i + 2]).isCloseTo(residual * residual * precision - 1, offset(1e-12));
        }
    }

    @Test
    void forksAndOtherRowsStandAlone() {
        Posterior posterior = posterior();
        double value = posterior.evaluate(THETA, new double[3]);
        Posterior fork = posterior.fork();
        posterior.evaluateSubset(THETA, new int[]{0}, 1, new double[3]);
        assertThat(fork.evaluate(THETA, new double[3])).isEqualTo(value);
        Posterior one = posterior.withRows(RowData.of(1, Map.of("x", new double[]{1, 2}, "y", new double[]{0.5})));
        assertThat(one.rowCount()).isEqualTo(1);
        assertThat(one.logLikelihood(THETA))
                .isCloseTo(normal(0.5, THETA[0] + 2 * THETA[1], Math.exp(THETA[2])) + normal(0.7, THETA[0], 3),
                        offset(1e-12));
    }

    @Test
    void whatCannotBeComputedIsAValue() {
        Posterior posterior = posterior();
        double[] gradient = new double[3];
        assertThat(posterior.evaluate(new double[]{Double.NaN, 0, 0}, gradient)).isNaN();
        assertThat(posterior.evaluate(new double[]{0, 0, -800}, gradient)).matches(v -> v.isNaN() || v.isInfinite());
        ModelBuilder model = new ModelBuilder();
        Tensor p = model.parameter("p", Support.real());
        // The root's derivative at 0 is infinite, though the density is finite.
        model.addLogPrior(p.relu().sqrt());
        assertThat(model.build().compile(RowData.none()).evaluate(new double[1], new double[1])).isNaN();
    }

    @Test
    void drawsHoldParametersAndGeneratedQuantities() {
        DrawTransform transform = posterior().transform();
        assertThat(transform.variables()).containsExactly(Variable.of("beta", 2), Variable.of("sigma"),
                Variable.of("difference"));
        double[] values = new double[transform.size()];
        transform.applyInto(THETA, values);
        assertThat(values).contains(new double[]{0.4, -0.3, Math.exp(0.2), -0.7}, offset(1e-12));
    }

    @Test
    void unconstrainingInvertsTheTransform() {
        double[] theta = new double[3];
        posterior().unconstrainInto(Map.of("beta", new double[]{0.4, -0.3}, "sigma", new double[]{Math.exp(0.2)}),
                theta);
        assertThat(theta).contains(THETA, offset(1e-12));
    }

    @Test
    void wrongUseIsNamed() {
        assertThatThrownBy(() -> model().compile(RowData.of(1, Map.of("y", new double[1]))))
                .hasMessageContaining("\"x\"");
        ModelBuilder builder = new ModelBuilder();
        builder.prior(builder.parameter("p", Support.real()), Normal.of(0, 1));
        Posterior noRows = builder.build().compile(RowData.none());
        assertThat(noRows.rowCount()).isZero();
        assertThatThrownBy(() -> noRows.evaluateSubset(new double[1], new int[1], 1, new double[1]))
                .hasMessageContaining("no likelihood by row");
        assertThatThrownBy(() -> noRows.rowLogLikelihoodInto(new double[1], new double[1]))
                .hasMessageContaining("no likelihood by row");
        assertThatThrownBy(noRows::rowGradients).hasMessageContaining("no likelihood by row");
        assertThatThrownBy(() -> noRows.gaussNewtonVector("outputs")).hasMessageContaining("no likelihood by row");
        assertThat(noRows.coordinateName(0)).isEqualTo("p");
    }

    private static double interpreted(double[] theta) {
        Model model = model();
        Map<String, double[]> inputs = new HashMap<>(model.inputs(theta));
        inputs.put("x", X);
        inputs.put("y", Y);
        Map<String, double[]> outputs = Interpreter.evaluate(model.program(Model.LOG_DENSITY), inputs, ROWS);
        return outputs.values().iterator().next()[0];
    }

    private static double normal(double x, double mean, double sd) {
        double z = (x - mean) / sd;
        return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    }
}
