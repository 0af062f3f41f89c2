package ergodic.sampler.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Gathers draws of one warm-up window and makes a metric of them. Belongs to one chain. */
public interface MetricEstimator {

    /**
     * Takes in one draw.
     *
     * @param theta
     *            position, length d; not kept
     * @param gradient
     *            gradient of the log density there, length d; not kept. Estimators from draws alone do not read it.
     */
    void add(double[] theta, double[] gradient);

    /** Number of draws since the last reset. */
    long count();

    /** The regularised estimate from the draws so far, as a new metric. */
    Metric estimate();

    /** Forgets all draws. */
    void reset();

    /** Writes the whole state. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote, for the same dimension. */
    void load(DataInput in) throws IOException;
}
