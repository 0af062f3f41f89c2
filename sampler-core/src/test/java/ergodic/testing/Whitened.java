package ergodic.testing;

import ergodic.sampler.LogDensity;
import ergodic.sampler.metric.Metric;
import java.util.Arrays;

/**
 * A density in the coordinates y in which a metric is the identity: {@code x = A y}. A is read off the metric itself: it is the
 * velocity of the momentum that y, as normals, would give.
 */
public final class Whitened implements LogDensity {

    private final LogDensity density;
    private final double[][] columns;

    /** The density as a metric sees it. */
    public Whitened(LogDensity density, Metric metric) {
        this.density = density;
        int d = density.dimension();
        this.columns = new double[d][d];
        double[] momentum = new double[d];
        for (int j = 0; j < d; j++) {
            int[] place = {0};
            int one = j;
            metric.sampleMomentumInto(momentum, () -> place[0]++ == one ? 1.0 : 0.0);
            metric.velocityInto(momentum, columns[j]);
        }
    }

    /** Fills {@code x} with {@code A y}. */
    public void mapInto(double[] y, double[] x) {
        Arrays.fill(x, 0.0);
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < columns.length; i++) {
                x[i] += columns[j][i] * y[j];
            }
        }
    }

    @Override
    public int dimension() {
        return density.dimension();
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double[] x = new double[theta.length];
        mapInto(theta, x);
        double[] inner = new double[theta.length];
        double value = density.evaluate(x, inner);
        for (int j = 0; j < columns.length; j++) {
            gradient[j] = 0.0;
            for (int i = 0; i < columns.length; i++) {
                gradient[j] += columns[j][i] * inner[i];
            }
        }
        return value;
    }
}
