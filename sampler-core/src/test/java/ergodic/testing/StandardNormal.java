package ergodic.testing;

import ergodic.sampler.NormalSource;
import ergodic.sampler.PriorDensity;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Independent N(0, 1), up to a constant: the plainest prior. */
public final class StandardNormal implements PriorDensity {

    private final int dimension;
    private final NormalSource normals = new NormalSource();

    /** In so many dimensions. */
    public StandardNormal(int dimension) {
        this.dimension = dimension;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            gradient[i] = -theta[i];
            sum -= theta[i] * theta[i] / 2;
        }
        return sum;
    }

    @Override
    public void drawInto(double[] theta, UniformRandomProvider rng) {
        for (int i = 0; i < dimension; i++) {
            theta[i] = normals.of(rng).sample();
        }
    }

    @Override
    public void normalsInto(double[] mean, double[] scale) {
        Arrays.fill(mean, 0.0);
        Arrays.fill(scale, 1.0);
    }
}
