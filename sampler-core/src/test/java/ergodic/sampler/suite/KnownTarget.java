package ergodic.sampler.suite;

import ergodic.sampler.NormalSource;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A density that can be drawn from exactly, as a posterior whose prior is a wide normal: what is left is called its likelihood.
 * Counts what is evaluated.
 */
abstract class KnownTarget implements TemperedLogDensity {

    /**
     * A function of the position.
     *
     * @param name
     *            what it is
     * @param of
     *            the function
     * @param mean
     *            its exact mean; NaN where only its constancy is tested
     */
    record Known(String name, ToDoubleFunction<double[]> of, double mean) {}

    final NormalSource normals = new NormalSource();
    int evaluations;
    private final String name;
    private final int dimension;
    private final PriorDensity prior;

    KnownTarget(String name, int dimension, double priorScale) {
        this.name = name;
        this.dimension = dimension;
        this.prior = new WideNormal(dimension, priorScale);
    }

    /** Fills {@code theta} with an exact draw. */
    abstract void exactInto(double[] theta, UniformRandomProvider rng);

    /** Log density and gradient; {@code gradient} is zero before. */
    abstract double density(double[] theta, double[] gradient);

    /** Functions with bounded or light-tailed values: their means are known, or at least do not change from an exact start. */
    abstract List<Known> functions();

    final double normal(UniformRandomProvider rng) {
        return normals.of(rng).sample();
    }

    @Override
    public final double evaluate(double[] theta, double[] gradient) {
        evaluations++;
        java.util.Arrays.fill(gradient, 0.0);
        return density(theta, gradient);
    }

    @Override
    public final double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return evaluate(theta, gradient);
    }

    @Override
    public final int rowCount() {
        return 1;
    }

    @Override
    public final int dimension() {
        return dimension;
    }

    @Override
    public final PriorDensity prior() {
        return prior;
    }

    @Override
    public final String toString() {
        return name;
    }

    private static final class WideNormal implements PriorDensity {

        private final int dimension;
        private final double scale;
        private final NormalSource normals = new NormalSource();

        WideNormal(int dimension, double scale) {
            this.dimension = dimension;
            this.scale = scale;
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double sum = 0.0;
            for (int i = 0; i < dimension; i++) {
                double u = theta[i] / scale;
                gradient[i] = -u / scale;
                sum -= 0.5 * u * u;
            }
            return sum;
        }

        @Override
        public void drawInto(double[] theta, UniformRandomProvider rng) {
            for (int i = 0; i < dimension; i++) {
                theta[i] = scale * normals.of(rng).sample();
            }
        }

        @Override
        public void normalsInto(double[] mean, double[] scales) {
            java.util.Arrays.fill(mean, 0.0);
            java.util.Arrays.fill(scales, scale);
        }
    }
}
