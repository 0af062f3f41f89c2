package ergodic.sampler.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ScaledPriorTest {

    private static final double[] MEAN = {0.5, -1, 2};
    private static final double[] SCALE = {2, 0.5, 1.5};

    /** Normals alone, without data: scales that are multiplied give normals of those scales. Counts gradients and densities alone. */
    private static final class Counted implements TemperedLogDensity {

        private int gradients;
        private int values;

        private static double logDensity(double[] theta, double[] factors) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                double z = (theta[i] - MEAN[i]) / SCALE[i];
                sum += 0.5 * Math.log(factors[i]) - 0.5 * factors[i] * z * z;
            }
            return sum;
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public int rowCount() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradients++;
            for (int i = 0; i < 3; i++) {
                gradient[i] = -(theta[i] - MEAN[i]) / (SCALE[i] * SCALE[i]);
            }
            return logDensity(theta, new double[]{1, 1, 1});
        }

        @Override
        public double value(double[] theta, double[] workspace) {
            values++;
            return logDensity(theta, new double[]{1, 1, 1});
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return evaluate(theta, gradient);
        }

        @Override
        public PriorDensity prior() {
            return new PriorDensity() {

                @Override
                public int dimension() {
                    return 3;
                }

                @Override
                public double evaluate(double[] theta, double[] gradient) {
                    return Counted.this.evaluate(theta, gradient);
                }

                @Override
                public void drawInto(double[] theta, UniformRandomProvider rng) {
                    throw new UnsupportedOperationException("not drawn from");
                }

                @Override
                public void normalsInto(double[] mean, double[] scale) {
                    System.arraycopy(MEAN, 0, mean, 0, 3);
                    System.arraycopy(SCALE, 0, scale, 0, 3);
                }
            };
        }
    }

    /** A density alone is that of normals with the other scales, and of no gradient. */
    @Test
    void theValueTakesNoGradient() {
        Counted counted = new Counted();
        ScaledPrior scaled = new ScaledPrior(counted, new int[]{0, 2}, PriorScale.WEIGHT);
        scaled.setLogFactor(0, 0.7);
        scaled.setLogFactor(1, -1.3);
        double[] theta = {1.25, 0.5, -0.75};
        double[] gradient = new double[3];
        double[] factors = {Math.exp(0.7), 1, Math.exp(-1.3)};
        double expected = Counted.logDensity(theta, factors);
        assertThat(scaled.value(theta, new double[3])).isCloseTo(expected, within(1e-14));
        assertThat(counted.gradients).isZero();
        assertThat(counted.values).isOne();
        assertThat(scaled.evaluate(theta, gradient)).isEqualTo(scaled.value(theta, new double[3]));
        assertThat(counted.gradients).isOne();
        for (int i = 0; i < 3; i++) {
            assertThat(gradient[i]).isCloseTo(-factors[i] * (theta[i] - MEAN[i]) / (SCALE[i] * SCALE[i]),
                    within(1e-14));
        }
    }
}
