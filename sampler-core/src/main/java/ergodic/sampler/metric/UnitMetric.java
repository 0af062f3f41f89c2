package ergodic.sampler.metric;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** The identity as metric. */
public final class UnitMetric implements Metric {

    private final int dimension;

    /** The identity of R^d. */
    public UnitMetric(int dimension) {
        this.dimension = MetricReader.checkedDimension(dimension);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void sampleMomentumInto(double[] momentum, NormalizedGaussianSampler gaussian) {
        for (int i = 0; i < dimension; i++) {
            momentum[i] = gaussian.sample();
        }
    }

    @Override
    public void velocityInto(double[] momentum, double[] velocity) {
        System.arraycopy(momentum, 0, velocity, 0, dimension);
    }

    @Override
    public void fromWhiteInto(double[] white, double[] vector) {
        System.arraycopy(white, 0, vector, 0, dimension);
    }

    @Override
    public void toWhiteInto(double[] gradient, double[] white) {
        System.arraycopy(gradient, 0, white, 0, dimension);
    }

    @Override
    public void whitenInto(double[] vector, double[] white) {
        System.arraycopy(vector, 0, white, 0, dimension);
    }

    @Override
    public double[] inverseDiagonal() {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1.0);
        return ones;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(MetricReader.UNIT);
        out.writeInt(dimension);
    }

    @Override
    public String toString() {
        return "unit metric of dimension " + dimension;
    }
}
