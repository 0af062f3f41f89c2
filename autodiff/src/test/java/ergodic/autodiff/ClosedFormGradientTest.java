package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Gradients that are known in closed form, computed here by loops of their own. */
class ClosedFormGradientTest {

    private static final int ROWS = 11;
    private static final int IN = 3;
    private static final int HIDDEN = 4;

    private final SplittableRandom random = new SplittableRandom(20);
    private final Map<String, double[]> inputs = new HashMap<>();

    private double[] draw(String name, int count) {
        double[] values = random.doubles(count, -1.2, 1.2).toArray();
        inputs.put(name, values);
        return values;
    }

    private static void assertClose(double[] found, double[] expected) {
        assertThat(found).containsExactly(expected, within(1e-12));
    }

    /** A network 3-4-1 with tanh units, Gaussian noise of unknown scale, standard normal prior, by backpropagation. */
    @Test
    void networkWithGaussianNoise() {
        Program gradient = ReverseMode.gradient(TracedNetworks.gaussian(IN, HIDDEN), "logDensity");
        double[] w1 = draw("w1", HIDDEN * IN);
        double[] b1 = draw("b1", HIDDEN);
        double[] w2 = draw("w2", HIDDEN);
        double[] b2 = draw("b2", 1);
        double[] logSigma = draw("logSigma", 1);
        double[] x = draw("x", ROWS * IN);
        double[] y = draw("y", ROWS);
        double rowWeight = 1.7;
        inputs.put("rowWeight", new double[]{rowWeight});

        double logDensity = 0;
        double[] dw1 = new double[w1.length];
        double[] db1 = new double[HIDDEN];
        double[] dw2 = new double[HIDDEN];
        double db2 = 0;
        double dLogSigma = 0;
        double precision = Math.exp(-2 * logSigma[0]);
        for (int row = 0; row < ROWS; row++) {
            double[] hidden = new double[HIDDEN];
            double mean = b2[0];
            for (int j = 0; j < HIDDEN; j++) {
                double sum = b1[j];
                for (int k = 0; k < IN; k++) {
                    sum += w1[j * IN + k] * x[row * IN + k];
                }
                hidden[j] = Math.tanh(sum);
                mean += w2[j] * hidden[j];
            }
            double residual = y[row] - mean;
            logDensity += rowWeight
                    * (-0.5 * residual * residual * precision - logSigma[0] - 0.5 * Math.log(2 * Math.PI));
            dLogSigma += rowWeight * (residual * residual * precision - 1);
            double dMean = rowWeight * residual * precision;
            db2 += dMean;
            for (int j = 0; j < HIDDEN; j++) {
                dw2[j] += dMean * hidden[j];
                double dSum = dMean * w2[j] * (1 - hidden[j] * hidden[j]);
                db1[j] += dSum;
                for (int k = 0; k < IN; k++) {
                    dw1[j * IN + k] += dSum * x[row * IN + k];
                }
            }
        }
        logDensity += prior(w1, dw1) + prior(b1, db1) + prior(w2, dw2) - 0.5 * b2[0] * b2[0];
        Map<String, double[]> found = Interpreter.evaluate(gradient, inputs, ROWS);
        assertClose(in(found, "logDensity"), new double[]{logDensity});
        assertClose(in(found, "d w1"), dw1);
        assertClose(in(found, "d b1"), db1);
        assertClose(in(found, "d w2"), dw2);
        assertClose(in(found, "d b2"), new double[]{db2 - b2[0]});
        assertClose(in(found, "d logSigma"), new double[]{dLogSigma});
    }

    /** Log density of a standard normal prior, without its constant; adds its derivative. */
    private static double prior(double[] theta, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            sum -= 0.5 * theta[i] * theta[i];
            gradient[i] -= theta[i];
        }
        return sum;
    }

    /** {@code sum_i log softmax(W x_i)[c_i]} has the derivative {@code sum_i (onehot(c_i) - p_i) x_i^T}. */
    @Test
    void softmaxCrossEntropy() {
        int classes = 5;
        Tracer t = new Tracer();
        Tensor weights = t.parameter("w", classes, IN);
        Tensor logits = weights.matMul(t.rowInput("x", IN));
        t.output("logLikelihood", logits.logSoftmax(0).gather(t.rowInput("class")).sumRows());
        double[] w = draw("w", classes * IN);
        double[] x = draw("x", ROWS * IN);
        double[] label = random.ints(ROWS, 0, classes).asDoubleStream().toArray();
        inputs.put("class", label);

        double[] expected = new double[w.length];
        for (int row = 0; row < ROWS; row++) {
            double[] e = new double[classes];
            double total = 0;
            for (int c = 0; c < classes; c++) {
                double logit = 0;
                for (int k = 0; k < IN; k++) {
                    logit += w[c * IN + k] * x[row * IN + k];
                }
                e[c] = Math.exp(logit);
                total += e[c];
            }
            for (int c = 0; c < classes; c++) {
                double error = (c == (int) label[row] ? 1 : 0) - e[c] / total;
                for (int k = 0; k < IN; k++) {
                    expected[c * IN + k] += error * x[row * IN + k];
                }
            }
        }
        Program gradient = ReverseMode.gradient(t.build(), "logLikelihood");
        assertClose(in(Interpreter.evaluate(gradient, inputs, ROWS), "d w"), expected);
    }

    /** Poisson regression with a log link: {@code sum_i (k_i - exp(beta x_i)) x_i}. */
    @Test
    void poissonRegression() {
        Tracer t = new Tracer();
        Tensor k = t.rowInput("k");
        Tensor eta = t.parameter("beta", IN).dot(t.rowInput("x", IN));
        t.output("logLikelihood", k.times(eta).minus(eta.exp()).minus(k.plus(1).lgamma()).sumRows());
        double[] beta = draw("beta", IN);
        double[] x = draw("x", ROWS * IN);
        double[] counts = random.ints(ROWS, 0, 9).asDoubleStream().toArray();
        inputs.put("k", counts);
        double[] expected = new double[IN];
        for (int row = 0; row < ROWS; row++) {
            double linear = 0;
            for (int j = 0; j < IN; j++) {
                linear += beta[j] * x[row * IN + j];
            }
            for (int j = 0; j < IN; j++) {
                expected[j] += (counts[row] - Math.exp(linear)) * x[row * IN + j];
            }
        }
        Program gradient = ReverseMode.gradient(t.build(), "logLikelihood");
        assertClose(in(Interpreter.evaluate(gradient, inputs, ROWS), "d beta"), expected);
    }

    /** {@code log N(y; 0, L L^T)} with L the Cholesky factor of S: derivative of the lower triangle of S. */
    @Test
    void multivariateNormal() {
        Tracer t = new Tracer();
        Tensor lower = t.parameter("s", 2, 2).cholesky();
        Tensor z = lower.triangularSolve(t.rowInput("y", 2));
        Tensor logDiagonal = lower.get(0).get(0).log().plus(lower.get(1).get(1).log());
        t.output("logDensity", z.dot(z).times(-0.5).minus(logDiagonal).sumRows());
        inputs.put("s", new double[]{2, Double.NaN, 0.6, 1.5}); // the upper triangle is not read
        double[] y = draw("y", ROWS * 2);
        double determinant = 2 * 1.5 - 0.36;
        double[] p = {1.5 / determinant, -0.6 / determinant, 2 / determinant};
        double[] expected = new double[4];
        for (int row = 0; row < ROWS; row++) {
            double u = p[0] * y[2 * row] + p[1] * y[2 * row + 1];
            double v = p[1] * y[2 * row] + p[2] * y[2 * row + 1];
            expected[0] += 0.5 * (u * u - p[0]);
            expected[2] += u * v - p[1];
            expected[3] += 0.5 * (v * v - p[2]);
        }
        Program gradient = ReverseMode.gradient(t.build(), "logDensity");
        assertClose(in(Interpreter.evaluate(gradient, inputs, ROWS), "d s"), expected);
    }

    /** {@code log(sum_i exp(a x_i))} is nonlinear in a sum over rows, and feeds back into each row. */
    @Test
    void twoLevelsOfRows() {
        Tracer t = new Tracer();
        Tensor a = t.parameter("a");
        Tensor x = t.rowInput("x");
        Tensor log = a.times(x).exp().sumRows().log();
        t.output("value", log.times(x).square().sumRows());
        double value = draw("a", 1)[0];
        double[] data = draw("x", ROWS);
        double sum = 0;
        double moment = 0;
        double squares = 0;
        for (double each : data) {
            sum += Math.exp(value * each);
            moment += each * Math.exp(value * each);
            squares += each * each;
        }
        Program gradient = ReverseMode.gradient(t.build(), "value");
        assertClose(in(Interpreter.evaluate(gradient, inputs, ROWS), "d a"),
                new double[]{2 * Math.log(sum) * squares * moment / sum});
    }

    @Test
    void aParameterThatDoesNotMatterHasDerivativeZero() {
        Tracer t = new Tracer();
        Tensor a = t.parameter("a", 2);
        Tensor b = t.parameter("b", 2);
        t.output("value", a.square().plus(b.less(a)).plus(b.unary(UnaryFunction.SIGN)).sum());
        Map<String, double[]> found = Interpreter.evaluate(ReverseMode.gradient(t.build(), "value"),
                Map.of("a", new double[]{1, 2}, "b", new double[]{3, 4}), 0);
        assertThat(found.keySet()).containsExactly("value", "d a", "d b");
        assertThat(in(found, "d a")).containsExactly(2, 4);
        assertThat(in(found, "d b")).containsExactly(0, 0);
    }
}
