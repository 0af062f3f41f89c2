package ergodic.sampler.dropout;

import ergodic.sampler.InputUnits;
import ergodic.sampler.StochasticLogDensity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One input, three and then two hidden units (tanh), one output; noise 0.5, normal priors of scale 1.5. What it is evaluated at is kept. */
final class TinyNetwork implements StochasticLogDensity {

    static final int ROWS = 8;
    /** Weights {@code [3][1]}, biases 3, weights {@code [2][3]}, biases 2, weights {@code [1][2]}, bias. */
    static final int DIMENSION = 17;
    static final int SECOND = 6;
    static final int THIRD = 14;

    private final List<double[]> seen = new ArrayList<>();

    /** Where it was evaluated. */
    List<double[]> seen() {
        return seen;
    }

    static double[] weights() {
        double[] weights = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            weights[i] = Math.sin(2.0 + 3 * i) + 0.2;
        }
        return weights;
    }

    @Override
    public List<InputUnits> inputUnits() {
        return List.of(new InputUnits("first", 0, 3, 1, 1, true), new InputUnits("second", SECOND, 2, 3, 1, false),
                new InputUnits("third", THIRD, 1, 2, 1, false));
    }

    /** The output at x, and its derivatives, added with a weight. */
    static double output(double[] theta, double x, double weight, double[] gradient) {
        double[] first = new double[3];
        double[] second = new double[2];
        for (int i = 0; i < 3; i++) {
            first[i] = Math.tanh(theta[i] * x + theta[3 + i]);
        }
        double output = theta[16];
        for (int j = 0; j < 2; j++) {
            double sum = theta[12 + j];
            for (int i = 0; i < 3; i++) {
                sum += theta[SECOND + 3 * j + i] * first[i];
            }
            second[j] = Math.tanh(sum);
            output += theta[THIRD + j] * second[j];
        }
        gradient[16] += weight;
        for (int j = 0; j < 2; j++) {
            gradient[THIRD + j] += weight * second[j];
            double back = weight * theta[THIRD + j] * (1 - second[j] * second[j]);
            gradient[12 + j] += back;
            for (int i = 0; i < 3; i++) {
                gradient[SECOND + 3 * j + i] += back * first[i];
                double further = back * theta[SECOND + 3 * j + i] * (1 - first[i] * first[i]);
                gradient[3 + i] += further;
                gradient[i] += further * x;
            }
        }
        return output;
    }

    @Override
    public int rowCount() {
        return ROWS;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        int[] all = new int[ROWS];
        Arrays.setAll(all, row -> row);
        return evaluateSubset(theta, all, ROWS, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        seen.add(theta.clone());
        double value = 0;
        for (int i = 0; i < DIMENSION; i++) {
            value -= theta[i] * theta[i] / 4.5;
            gradient[i] = -theta[i] / 2.25;
        }
        double[] nothing = new double[DIMENSION];
        for (int k = 0; k < count; k++) {
            double x = rows[k] / 4.0 - 1;
            double residual = Math.cos(3 * x) + 0.1 * (rows[k] % 3) - output(theta, x, 0, nothing);
            double weight = 4.0 * ROWS / count;
            value -= 0.5 * weight * residual * residual;
            output(theta, x, weight * residual, gradient);
        }
        return value;
    }
}
