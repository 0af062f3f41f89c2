package ergodic.sampler.suite;

import ergodic.sampler.InputUnits;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.suite.KnownTarget.Known;
import ergodic.testing.StandardNormal;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Rows {@code y_i ~ N(theta, I)} under a standard normal prior: the noise of a batch's gradient does not depend on theta, and the posterior is a normal
 * of one width.
 */
final class NormalRows implements TemperedLogDensity {

    static final int DIMENSION = 3;
    static final int ROWS = 200;
    private static final double[][] DATA = data();

    private final PriorDensity prior = new StandardNormal(DIMENSION);

    private static double[][] data() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] data = new double[ROWS][DIMENSION];
        for (double[] row : data) {
            for (int i = 0; i < DIMENSION; i++) {
                row[i] = gaussian.sample() + 0.3 * i;
            }
        }
        return data;
    }

    /** The position in the posterior's widths, squared and averaged over coordinates; 1 in the mean. */
    static Known square() {
        double[] mean = new double[DIMENSION];
        for (double[] row : DATA) {
            for (int i = 0; i < DIMENSION; i++) {
                mean[i] += row[i] / (ROWS + 1.0);
            }
        }
        return new Known("square", x -> {
            double sum = 0.0;
            for (int i = 0; i < DIMENSION; i++) {
                sum += (x[i] - mean[i]) * (x[i] - mean[i]) * (ROWS + 1.0) / DIMENSION;
            }
            return sum;
        }, 1.0);
    }

    @Override
    public PriorDensity prior() {
        return prior;
    }

    @Override
    public List<InputUnits> inputUnits() {
        return List.of(new InputUnits("data", 0, 1, 1, 1, true),
                new InputUnits("hidden", 1, 1, DIMENSION - 1, 1, false));
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
    public double evaluate(double[] theta, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        for (double[] row : DATA) {
            sum += addRow(row, 1.0, theta, gradient);
        }
        return sum;
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        for (int i = 0; i < count; i++) {
            sum += addRow(DATA[rows[i]], (double) ROWS / count, theta, gradient);
        }
        return sum;
    }

    private static double addRow(double[] row, double weight, double[] theta, double[] gradient) {
        double sum = 0.0;
        for (int i = 0; i < DIMENSION; i++) {
            double residual = row[i] - theta[i];
            gradient[i] += weight * residual;
            sum -= 0.5 * weight * residual * residual;
        }
        return sum;
    }
}
