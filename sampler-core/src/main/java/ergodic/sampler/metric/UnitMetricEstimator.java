package ergodic.sampler.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whatever the draws, the identity: a warm-up of the step size alone. */
final class UnitMetricEstimator implements MetricEstimator {

    private final UnitMetric metric;
    private long count;

    UnitMetricEstimator(int dimension) {
        this.metric = new UnitMetric(dimension);
    }

    @Override
    public void add(double[] theta, double[] gradient) {
        count++;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Metric estimate() {
        return metric;
    }

    @Override
    public void reset() {
        count = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
    }
}
