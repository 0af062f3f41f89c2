package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.GaussNewtonVector;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.ShapeException;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Gradients and Jacobians by row, compiled: they add up to what is known of all rows together. */
class CompiledRowDerivativesTest {

    private static final int ROWS = 150;
    private static final int OUTPUTS = 2;

    /** A network 4-6-2 with tanh units, normal targets of known scale, weights on a scale of their own. */
    private static Program network() {
        Tracer t = new Tracer();
        Tensor scale = t.parameter("logScale").exp();
        Tensor hidden = t.rowInput("x", 4).affine(t.parameter("w1", 6, 4).times(scale), t.parameter("b1", 6)).tanh();
        Tensor outputs = hidden.affine(t.parameter("w2", OUTPUTS, 6), t.parameter("b2", OUTPUTS)).barrier();
        Tensor logLikelihood = t.rowInput("y", OUTPUTS).minus(outputs).square().sum().times(-0.5);
        t.output("outputs", outputs);
        t.output("rows", logLikelihood);
        t.output("sum", logLikelihood.sumRows());
        return t.build();
    }

    private static final SplittableRandom RANDOM = new SplittableRandom(4);
    private static final double[] X = RANDOM.doubles(4L * ROWS, -1, 1).toArray();
    private static final double[] Y = RANDOM.doubles((long) OUTPUTS * ROWS, -1, 1).toArray();
    private static final RowData DATA = RowData.of(ROWS, Map.of("x", X, "y", Y));
    private static final int N = network().parameterCount();
    private static final double[] THETA = RANDOM.doubles(N, -1, 1).toArray();

    private static double[] evaluate(Program program, String output) {
        CompiledProgram compiled = CompiledProgram.compile(program, DATA);
        compiled.run(THETA);
        double[] values = new double[compiled.outputSize(output)];
        compiled.outputInto(output, values);
        return values;
    }

    @Test
    void gradientsByRowAddUpToTheGradient() {
        double[] rows = evaluate(RowDerivatives.gradients(network(), "rows"), RowDerivatives.GRADIENTS);
        assertThat(rows).hasSize(ROWS * N);
        double[] sum = new double[N];
        for (int i = 0; i < rows.length; i++) {
            sum[i % N] += rows[i];
        }
        CompiledProgram gradient = CompiledProgram.compile(ReverseMode.gradient(network(), "sum"), DATA);
        gradient.run(THETA);
        double[] expected = new double[N];
        gradient.gradientInto(expected);
        assertThat(sum).containsExactly(expected, within(1e-11));
    }

    @Test
    void squaredNorms() {
        double[] rows = evaluate(RowDerivatives.gradients(network(), "rows"), RowDerivatives.GRADIENTS);
        double[] norms = evaluate(RowDerivatives.squaredNorms(network(), "rows"), RowDerivatives.SQUARED_NORMS);
        for (int row = 0; row < ROWS; row++) {
            double sum = 0;
            for (int i = 0; i < N; i++) {
                sum += rows[row * N + i] * rows[row * N + i];
            }
            assertThat(norms[row]).isCloseTo(sum, within(1e-12 * (1 + sum)));
        }
    }

    @Test
    void squaredNormsWriteNoGradientsOut() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", 9).affine(t.parameter("w1", 30, 9), t.parameter("b1", 30)).relu();
        t.output("rows", t.rowInput("y").minus(hidden.affine(t.parameter("w2", 1, 30), t.parameter("b2", 1)).get(0))
                .square());
        Program program = RowDerivatives.squaredNorms(t.build(), "rows");
        assertThat(program.nodes()).as("%s", program).filteredOn(node -> node.shape().isByRow())
                .allMatch(node -> node.shape().size() <= 30);
    }

    @Test
    void jacobiansTimesResidualsAreGradients() {
        double[] jacobians = evaluate(RowDerivatives.jacobians(network(), "outputs"), RowDerivatives.JACOBIANS);
        double[] outputs = evaluate(network(), "outputs");
        double[] rows = evaluate(RowDerivatives.gradients(network(), "rows"), RowDerivatives.GRADIENTS);
        double[] expected = new double[rows.length];
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < OUTPUTS; k++) {
                double residual = Y[row * OUTPUTS + k] - outputs[row * OUTPUTS + k];
                for (int i = 0; i < N; i++) {
                    expected[row * N + i] += jacobians[(row * OUTPUTS + k) * N + i] * residual;
                }
            }
        }
        assertThat(rows).containsExactly(expected, within(1e-12));
    }

    /** With squared errors the Hessian in the outputs is the identity, so the Gauss-Newton matrix is the sum of J'J. */
    @Test
    void jacobiansMakeTheGaussNewtonMatrix() {
        double[] jacobians = evaluate(RowDerivatives.jacobians(network(), "outputs"), RowDerivatives.JACOBIANS);
        double[] v = new SplittableRandom(9).doubles(N, -1, 1).toArray();
        double[] expected = new double[N];
        for (int line = 0; line < ROWS * OUTPUTS; line++) {
            double jv = 0;
            for (int i = 0; i < N; i++) {
                jv += jacobians[line * N + i] * v[i];
            }
            for (int i = 0; i < N; i++) {
                expected[i] -= jacobians[line * N + i] * jv;
            }
        }
        CompiledProduct product = CompiledProduct.compile(GaussNewtonVector.product(network(), "sum", "outputs"), DATA);
        product.run(THETA, v);
        double[] found = new double[N];
        product.into(found);
        assertThat(found).containsExactly(expected, within(1e-11));
    }

    @Test
    void jacobiansAreTheLimitOfDifferences() {
        double[] jacobians = evaluate(RowDerivatives.jacobians(network(), "outputs"), RowDerivatives.JACOBIANS);
        CompiledProgram outputs = CompiledProgram.compile(network(), DATA);
        double[] up = new double[ROWS * OUTPUTS];
        double[] down = new double[ROWS * OUTPUTS];
        for (int i = 0; i < N; i++) {
            double[] moved = THETA.clone();
            moved[i] += 1e-5;
            outputs.run(moved);
            outputs.outputInto("outputs", up);
            moved[i] -= 2e-5;
            outputs.run(moved);
            outputs.outputInto("outputs", down);
            for (int line = 0; line < up.length; line++) {
                assertThat(jacobians[line * N + i]).isCloseTo((up[line] - down[line]) / 2e-5, within(1e-8));
            }
        }
    }

    @Test
    void someRows() {
        CompiledProgram compiled = CompiledProgram.compile(RowDerivatives.gradients(network(), "rows"), DATA);
        compiled.run(THETA);
        double[] all = new double[ROWS * N];
        compiled.outputInto(RowDerivatives.GRADIENTS, all);
        int[] rows = {149, 3, 3, 77};
        compiled.run(THETA, rows, rows.length);
        double[] some = new double[compiled.outputSize(RowDerivatives.GRADIENTS)];
        compiled.outputInto(RowDerivatives.GRADIENTS, some);
        assertThat(some).hasSize(rows.length * N);
        for (int i = 0; i < rows.length; i++) {
            assertThat(Arrays.copyOfRange(some, i * N, (i + 1) * N))
                    .containsExactly(Arrays.copyOfRange(all, rows[i] * N, (rows[i] + 1) * N), within(1e-13));
        }
    }

    @Test
    void whatHasNoDerivativeByRowIsRefused() {
        Tracer t = new Tracer();
        Tensor z = t.rowInput("x").times(t.parameter("a"));
        t.output("global", z.sumRows());
        t.output("vector", z.reshape(1));
        t.output("centred", z.minus(z.exp().sumRows()));
        Program program = t.build();
        assertThatThrownBy(() -> RowDerivatives.gradients(program, "global")).isInstanceOf(ShapeException.class)
                .hasMessageContaining("\"global\" has shape []; only of an output by row");
        assertThatThrownBy(() -> RowDerivatives.gradients(program, "vector"))
                .hasMessageContaining("\"vector\" has shape [rows, 1]");
        assertThatThrownBy(() -> RowDerivatives.gradients(program, "centred")).isInstanceOf(ShapeException.class)
                .hasMessageContaining("sumRows").hasMessageContaining("a sum over rows");
    }
}
