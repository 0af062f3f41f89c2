package ergodic.sampler.calibration;

import ergodic.sampler.InputUnits;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.testing.StandardNormal;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A Bayesian network small enough that exact methods explore it: 2 inputs, 3 units of tanh, 1 output, 12 rows of inputs, noise of a known sd,
 * N(0, 1) for each weight. Weights: 3 x 2 and 3 of the units, 3 and 1 of the output.
 */
public final class SmallNetwork implements TemperedLogDensity {

    public static final int ROWS = 12;
    public static final int DIMENSION = 13;
    /** What is ranked: functions that do not depend on how units are numbered or signed. */
    public static final List<String> FUNCTIONS = List.of("log likelihood", "output inside", "output outside",
            "squared weights");
    static final double NOISE = 0.4;

    private static final int UNITS = 3;
    private static final double[][] X = inputs();
    private static final double[] INSIDE = {0.3, -0.2};
    private static final double[] OUTSIDE = {1.5, 1.5};

    private final PriorDensity prior = new StandardNormal(DIMENSION);
    private final double[] y;
    private final double[] hidden = new double[UNITS];

    private SmallNetwork(double[] y) {
        this.y = y;
    }

    /** With targets that were observed at these weights. */
    public static SmallNetwork observed(double[] theta, UniformRandomProvider rng) {
        ZigguratSampler.NormalizedGaussian noise = ZigguratSampler.NormalizedGaussian.of(rng);
        SmallNetwork network = new SmallNetwork(new double[ROWS]);
        for (int row = 0; row < ROWS; row++) {
            network.y[row] = network.output(theta, X[row]) + NOISE * noise.sample();
        }
        return network;
    }

    /** The same density for another chain. */
    public SmallNetwork fork() {
        return new SmallNetwork(y);
    }

    private static double[][] inputs() {
        double[][] x = new double[ROWS][2];
        for (int row = 0; row < ROWS; row++) {
            x[row][0] = Math.cos(1.3 * row) * (0.4 + 0.1 * row);
            x[row][1] = Math.sin(2.1 * row + 0.5) * (1.5 - 0.1 * row);
        }
        return x;
    }

    @Override
    public PriorDensity prior() {
        return prior;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public int rowCount() {
        return ROWS;
    }

    @Override
    public List<InputUnits> inputUnits() {
        return List.of(new InputUnits("inner", 0, UNITS, 2, 1, true),
                new InputUnits("outer", 3 * UNITS, 1, UNITS, 1, false));
    }

    private double output(double[] theta, double[] x) {
        double sum = theta[DIMENSION - 1];
        for (int unit = 0; unit < UNITS; unit++) {
            hidden[unit] = Math.tanh(theta[2 * unit] * x[0] + theta[2 * unit + 1] * x[1] + theta[2 * UNITS + unit]);
            sum += theta[3 * UNITS + unit] * hidden[unit];
        }
        return sum;
    }

    private double addRow(int row, double weight, double[] theta, double[] gradient) {
        double residual = y[row] - output(theta, X[row]);
        double slope = weight * residual / (NOISE * NOISE);
        for (int unit = 0; unit < UNITS; unit++) {
            double inner = slope * theta[3 * UNITS + unit] * (1.0 - hidden[unit] * hidden[unit]);
            gradient[2 * unit] += inner * X[row][0];
            gradient[2 * unit + 1] += inner * X[row][1];
            gradient[2 * UNITS + unit] += inner;
            gradient[3 * UNITS + unit] += slope * hidden[unit];
        }
        gradient[DIMENSION - 1] += slope;
        return -0.5 * slope * residual;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        for (int row = 0; row < ROWS; row++) {
            sum += addRow(row, 1.0, theta, gradient);
        }
        return sum;
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        for (int i = 0; i < count; i++) {
            sum += addRow(rows[i], (double) ROWS / count, theta, gradient);
        }
        return sum;
    }

    /** The values of {@link #FUNCTIONS}. */
    public void functionsInto(double[] theta, double[] values) {
        double squares = 0.0;
        for (int row = 0; row < ROWS; row++) {
            double residual = y[row] - output(theta, X[row]);
            squares += residual * residual;
        }
        values[0] = -0.5 * squares / (NOISE * NOISE);
        values[1] = output(theta, INSIDE);
        values[2] = output(theta, OUTSIDE);
        values[3] = 0.0;
        for (int i = 0; i < DIMENSION; i++) {
            values[3] += theta[i] * theta[i];
        }
    }
}
