package ergodic.sampler.suite;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.metric.Metric;
import ergodic.testing.Whitened;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A posterior in the coordinates y in which a metric is the identity, {@code x = A y}: prior, rows and draws of the prior with it. */
final class WhitenedTarget implements TemperedLogDensity {

    private final TemperedLogDensity density;
    private final Whitened map;
    private final DMatrixRMaj forward;
    private final DMatrixRMaj inverse;
    private final PriorDensity prior;

    WhitenedTarget(TemperedLogDensity density, Metric metric) {
        int d = density.dimension();
        this.density = density;
        this.map = new Whitened(density, metric);
        this.forward = new DMatrixRMaj(d, d);
        this.inverse = new DMatrixRMaj(d, d);
        double[] column = new double[d];
        for (int j = 0; j < d; j++) {
            double[] unit = new double[d];
            unit[j] = 1.0;
            map.mapInto(unit, column);
            for (int i = 0; i < d; i++) {
                forward.set(i, j, column[i]);
            }
        }
        if (!CommonOps_DDRM.invert(forward, inverse)) {
            throw new IllegalStateException("a metric without an inverse");
        }
        this.prior = new WhitenedPrior();
    }

    /** Fills {@code x} with {@code A y}. */
    void mapInto(double[] y, double[] x) {
        map.mapInto(y, x);
    }

    @Override
    public int dimension() {
        return density.dimension();
    }

    @Override
    public int rowCount() {
        return density.rowCount();
    }

    @Override
    public PriorDensity prior() {
        return prior;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return mapped(theta, gradient, density::evaluate);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return mapped(theta, gradient, (x, g) -> density.evaluateSubset(x, rows, count, g));
    }

    private double mapped(double[] y, double[] gradient, ToDoubleBiFunction<double[], double[]> inner) {
        double[] x = new double[y.length];
        double[] g = new double[y.length];
        mapInto(y, x);
        double value = inner.applyAsDouble(x, g);
        for (int j = 0; j < y.length; j++) {
            gradient[j] = 0.0;
            for (int i = 0; i < y.length; i++) {
                gradient[j] += forward.get(i, j) * g[i];
            }
        }
        return value;
    }

    private final class WhitenedPrior implements PriorDensity {

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return mapped(theta, gradient, density.prior()::evaluate);
        }

        @Override
        public void drawInto(double[] theta, UniformRandomProvider rng) {
            double[] x = new double[theta.length];
            density.prior().drawInto(x, rng);
            for (int i = 0; i < x.length; i++) {
                theta[i] = 0.0;
                for (int j = 0; j < x.length; j++) {
                    theta[i] += inverse.get(i, j) * x[j];
                }
            }
        }
    }
}
