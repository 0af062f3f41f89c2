package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.GaussNewtonVector;
import ergodic.autodiff.HessianVector;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hessian- and Gauss-Newton-vector products, compiled, against closed forms and dense matrices. */
class CompiledProductTest {

    private static final int ROWS = 77;
    private static final int IN = 3;
    private static final int CLASSES = 4;
    private static final SplittableRandom RANDOM = new SplittableRandom(8);
    private static final double[] X = RANDOM.doubles((long) ROWS * IN, -1, 1).toArray();
    private static final double[] Y = RANDOM.doubles(ROWS, -1, 1).toArray();
    private static final double[] LABEL = RANDOM.ints(ROWS, 0, CLASSES).asDoubleStream().toArray();
    private static final RowData DATA = RowData.of(ROWS, Map.of("x", X, "y", Y, "label", LABEL));

    /** {@code 1/2 sum (y - X beta)^2}: the Hessian and the Gauss-Newton matrix are both X'X. */
    private static Program linear() {
        Tracer t = new Tracer();
        Tensor outputs = t.rowInput("x", IN).dot(t.parameter("beta", IN)).barrier();
        t.output("outputs", outputs);
        t.output("loss", t.rowInput("y").minus(outputs).square().times(0.5).sumRows());
        return t.build();
    }

    private static Program softmax() {
        Tracer t = new Tracer();
        Tensor outputs = t.parameter("w", CLASSES, IN).matMul(t.rowInput("x", IN)).barrier();
        t.output("outputs", outputs);
        t.output("loss", outputs.logSoftmax(0).gather(t.rowInput("label")).negate().sumRows());
        return t.build();
    }

    /** A network with tanh units whose outputs are scaled, as in the neural tangent parametrisation. */
    private static Program network() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", IN).affine(t.parameter("w1", 5, IN), t.parameter("b1", 5)).tanh();
        Tensor outputs = t.globalInput("scale").times(hidden.affine(t.parameter("w2", CLASSES, 5),
                t.parameter("b2", CLASSES))).barrier();
        t.output("outputs", outputs);
        t.output("loss", outputs.logSoftmax(0).gather(t.rowInput("label")).negate().sumRows());
        return t.build();
    }

    private static double[] random(int count, long seed) {
        return new SplittableRandom(seed).doubles(count, -1, 1).toArray();
    }

    private static double[] product(CompiledProduct product, double[] theta, double[] v) {
        double[] result = new double[theta.length];
        product.run(theta, v);
        product.into(result);
        return result;
    }

    @Test
    void ofALinearModel() {
        double[] theta = random(IN, 1);
        double[] v = random(IN, 2);
        double[] expected = new double[IN];
        for (int row = 0; row < ROWS; row++) {
            double xv = 0;
            for (int k = 0; k < IN; k++) {
                xv += X[row * IN + k] * v[k];
            }
            for (int k = 0; k < IN; k++) {
                expected[k] += X[row * IN + k] * xv;
            }
        }
        for (Program program : new Program[]{HessianVector.product(linear(), "loss"),
                GaussNewtonVector.product(linear(), "loss", "outputs")}) {
            CompiledProduct compiled = CompiledProduct.compile(program, DATA);
            assertThat(product(compiled, theta, v)).containsExactly(expected, within(1e-12));
        }
    }

    /** The Hessian of softmax regression is the sum over rows of {@code (diag p - p p') x x'}. */
    @Test
    void ofSoftmaxRegression() {
        double[] theta = random(CLASSES * IN, 3);
        double[] v = random(CLASSES * IN, 4);
        double[] expected = new double[theta.length];
        for (int row = 0; row < ROWS; row++) {
            double[] p = times(theta, row);
            double[] xv = times(v, row);
            double total = 0;
            for (int c = 0; c < CLASSES; c++) {
                p[c] = Math.exp(p[c]);
                total += p[c];
            }
            double mean = 0;
            for (int c = 0; c < CLASSES; c++) {
                p[c] /= total;
                mean += p[c] * xv[c];
            }
            for (int i = 0; i < expected.length; i++) {
                int c = i / IN;
                expected[i] += p[c] * (xv[c] - mean) * X[row * IN + i % IN];
            }
        }
        for (Program program : new Program[]{HessianVector.product(softmax(), "loss"),
                GaussNewtonVector.product(softmax(), "loss", "outputs")}) {
            CompiledProduct compiled = CompiledProduct.compile(program, DATA);
            assertThat(product(compiled, theta, v)).containsExactly(expected, within(1e-12));
        }
    }

    private static double[] times(double[] weights, int row) {
        double[] result = new double[CLASSES];
        for (int i = 0; i < weights.length; i++) {
            result[i / IN] += weights[i] * X[row * IN + i % IN];
        }
        return result;
    }

    @Test
    void theHessianIsTheLimitOfDifferencesOfTheGradient() {
        CompiledProduct compiled = CompiledProduct.compile(HessianVector.product(network(), "loss"), DATA);
        compiled.compiled().setGlobal("scale", 0.7);
        int n = compiled.compiled().parameterCount();
        double[] theta = random(n, 5);
        double[] v = random(n, 6);
        double h = 1e-4;
        double[][] gradients = new double[2][n];
        for (int side = 0; side < 2; side++) {
            double[] moved = theta.clone();
            for (int i = 0; i < n; i++) {
                moved[i] += (2 * side - 1) * h * v[i];
            }
            compiled.run(moved, v);
            compiled.compiled().gradientInto(gradients[side]);
        }
        double[] expected = new double[n];
        Arrays.setAll(expected, i -> (gradients[1][i] - gradients[0][i]) / (2 * h));
        assertThat(product(compiled, theta, v)).containsExactly(expected, within(1e-6));
    }

    /** {@code J^T H J v} with J by differences of the outputs and H in closed form. */
    @Test
    void theGaussNewtonMatrixOfANetwork() {
        CompiledProduct compiled = CompiledProduct.compile(GaussNewtonVector.product(network(), "loss", "outputs"),
                DATA);
        compiled.compiled().setGlobal("scale", 0.7);
        CompiledProgram outputs = CompiledProgram.compile(network(), DATA);
        outputs.setGlobal("scale", 0.7);
        int n = outputs.parameterCount();
        double[] theta = random(n, 5);
        double[] v = random(n, 6);
        double[][] jacobian = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] up = outputsAt(outputs, theta, i, 1e-4);
            double[] down = outputsAt(outputs, theta, i, -1e-4);
            jacobian[i] = new double[up.length];
            Arrays.setAll(jacobian[i], j -> (up[j] - down[j]) / 2e-4);
        }
        double[] p = outputsAt(outputs, theta, 0, 0);
        double[] hjv = new double[p.length];
        for (int row = 0; row < ROWS; row++) {
            double total = 0;
            double mean = 0;
            double[] jv = new double[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                int at = row * CLASSES + c;
                p[at] = Math.exp(p[at]);
                total += p[at];
                for (int i = 0; i < n; i++) {
                    jv[c] += jacobian[i][at] * v[i];
                }
            }
            for (int c = 0; c < CLASSES; c++) {
                p[row * CLASSES + c] /= total;
                mean += p[row * CLASSES + c] * jv[c];
            }
            for (int c = 0; c < CLASSES; c++) {
                hjv[row * CLASSES + c] = p[row * CLASSES + c] * (jv[c] - mean);
            }
        }
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < hjv.length; j++) {
                expected[i] += jacobian[i][j] * hjv[j];
            }
        }
        assertThat(product(compiled, theta, v)).containsExactly(expected, within(1e-6));
    }

    private static double[] outputsAt(CompiledProgram outputs, double[] theta, int i, double by) {
        double[] moved = theta.clone();
        moved[i] += by;
        outputs.run(moved);
        double[] values = new double[outputs.outputSize("outputs")];
        outputs.outputInto("outputs", values);
        return values;
    }

    /** Far from a mode the Hessian has directions of either sign; the Gauss-Newton matrix of a convex loss has not. */
    @Test
    void theGaussNewtonMatrixIsPositiveSemidefiniteAndSymmetric() {
        CompiledProduct gaussNewton = CompiledProduct.compile(GaussNewtonVector.product(network(), "loss", "outputs"),
                DATA);
        CompiledProduct hessian = CompiledProduct.compile(HessianVector.product(network(), "loss"), DATA);
        gaussNewton.compiled().setGlobal("scale", 1);
        hessian.compiled().setGlobal("scale", 1);
        int n = hessian.compiled().parameterCount();
        int negative = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] theta = random(n, 100 + seed);
            double[] u = random(n, 200 + seed);
            double[] v = random(n, 300 + seed);
            double[] gv = product(gaussNewton, theta, v);
            assertThat(dot(v, gv)).isPositive();
            assertThat(dot(u, gv)).isCloseTo(dot(v, product(gaussNewton, theta, u)), within(1e-10));
            negative += dot(v, product(hessian, theta, v)) < 0 ? 1 : 0;
        }
        assertThat(negative).isPositive();
    }

    @Test
    void someRowsAndForks() {
        CompiledProduct compiled = CompiledProduct.compile(HessianVector.product(network(), "loss"), DATA);
        compiled.compiled().setGlobal("scale", 0.7);
        int n = compiled.compiled().parameterCount();
        double[] theta = random(n, 5);
        double[] v = random(n, 6);
        double[] whole = product(compiled, theta, v);
        assertThat(product(compiled.fork(), theta, v)).containsExactly(whole);
        double[] sum = new double[n];
        double[] part = new double[n];
        for (int first = 0; first < ROWS; first += 7) {
            int start = first;
            int[] rows = new int[7];
            Arrays.setAll(rows, i -> start + i);
            compiled.run(theta, v, rows, 7);
            compiled.into(part);
            Arrays.setAll(sum, i -> sum[i] + part[i]);
        }
        assertThat(sum).containsExactly(whole, within(1e-11));
    }

    @Test
    void allocatesNothingOnceItIsWarm() {
        CompiledProduct compiled = CompiledProduct.compile(GaussNewtonVector.product(network(), "loss", "outputs"),
                DATA);
        compiled.compiled().setGlobal("scale", 0.7);
        double[] theta = random(compiled.compiled().parameterCount(), 5);
        double[] v = random(theta.length, 6);
        double[] result = new double[theta.length];
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long deadline = System.nanoTime() + 60_000_000_000L;
        long bytes;
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                compiled.run(theta, v);
                compiled.into(result);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        } while (bytes > 0 && System.nanoTime() < deadline);
        assertThat(bytes).isZero();
    }

    @Test
    void whatIsNoProductIsRefused() {
        assertThatThrownBy(() -> CompiledProduct.compile(ReverseMode.gradient(linear(), "loss"), DATA))
                .hasMessageContaining("needs the global input \"direction\" and the output \"product\"");
        Tracer t = new Tracer();
        Tensor outputs = t.rowInput("x", IN).dot(t.parameter("beta", IN));
        t.output("outputs", outputs);
        t.output("loss", outputs.square().sumRows());
        Program unmarked = t.build();
        assertThatThrownBy(() -> GaussNewtonVector.product(unmarked, "loss", "outputs"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("must be marked by barrier()");
        assertThatThrownBy(() -> GaussNewtonVector.product(unmarked, "outputs", "outputs"))
                .hasMessageContaining("\"outputs\" has shape [rows]");
        assertThatThrownBy(() -> HessianVector.product(unmarked, "outputs"))
                .hasMessageContaining("\"outputs\" has shape [rows]");
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
