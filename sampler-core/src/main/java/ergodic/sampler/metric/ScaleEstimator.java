package ergodic.sampler.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A diagonal metric from draws and gradients: variances {@code sqrt(Var x / Var g)} of each coordinate, which of independent normals are exact
 * from two draws (Seyboldt, Carlson and Carpenter 2026, arXiv 2603.18845). A coordinate that tells nothing has variance 1.
 */
public final class ScaleEstimator implements MetricEstimator {

    private final VarianceEstimator draws;
    private final VarianceEstimator gradients;

    /** An estimator without draws. */
    public ScaleEstimator(int dimension) {
        this.draws = new VarianceEstimator(dimension);
        this.gradients = new VarianceEstimator(dimension);
    }

    @Override
    public void add(double[] theta, double[] gradient) {
        draws.add(theta, gradient);
        gradients.add(gradient, gradient);
    }

    @Override
    public long count() {
        return draws.count();
    }

    @Override
    public Metric estimate() {
        double[] variance = draws.variance();
        double[] ofGradients = gradients.variance();
        for (int i = 0; i < variance.length; i++) {
            double scale = LowRankEstimator.scale(variance[i], ofGradients[i]);
            variance[i] = scale * scale;
        }
        return new DiagonalMetric(variance);
    }

    @Override
    public void reset() {
        draws.reset();
        gradients.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        draws.save(out);
        gradients.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        draws.load(in);
        gradients.load(in);
    }
}
