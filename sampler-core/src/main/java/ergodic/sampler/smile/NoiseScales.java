package ergodic.sampler.smile;

import ergodic.sampler.Finiteness;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchGradient;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Units in which the noise of gradients is alike in all directions: one over the standard deviation of each component, about a moving mean. Both
 * averages forget in proportion to the time that has passed (the newest of t gradients weighs 2 / (t + 1)), so that their last three quarters tell them.
 * The geometric mean of the units is 1: a step means the same with and without them.
 */
final class NoiseScales {

    /** Gradients of batches that tell the noise where a chain begins. */
    static final int FIRST = 100;
    /** Of the mean deviation, least that counts: a coordinate that no row moves is not thrown about. */
    private static final double FLOOR = 0.01;

    private final double[] mean;
    private final double[] variance;
    private long count;

    NoiseScales(int dimension) {
        this.mean = new double[dimension];
        this.variance = new double[dimension];
    }

    /** Those at a point. */
    static NoiseScales at(double[] theta, StochasticLogDensity density, BatchRule rule, UniformRandomProvider rng) {
        NoiseScales scales = new NoiseScales(theta.length);
        scales.learnAt(theta, density, rule, rng);
        return scales;
    }

    /** Takes in the gradients of batches at a point, those that are finite. */
    void learnAt(double[] theta, StochasticLogDensity density, BatchRule rule, UniformRandomProvider rng) {
        BatchGradient batches = rule.of(density);
        double[] gradient = new double[theta.length];
        for (int i = 0; i < FIRST; i++) {
            if (Finiteness.holds(batches.evaluate(theta, gradient, rng), gradient)) {
                add(gradient);
            }
        }
    }

    /** Takes in a gradient. */
    void add(double[] gradient) {
        count++;
        double weight = 2.0 / (count + 1.0);
        for (int i = 0; i < mean.length; i++) {
            double away = gradient[i] - mean[i];
            mean[i] += weight * away;
            variance[i] = (1.0 - weight) * (variance[i] + weight * away * away);
        }
    }

    /** The units: A of the metric; nothing where there is no noise, or it is not finite. */
    double[] units() {
        double typical = 0.0;
        for (double square : variance) {
            typical += Math.sqrt(square) / variance.length;
        }
        if (!(typical > 0.0 && typical < Double.POSITIVE_INFINITY)) {
            return new double[0];
        }
        double[] units = new double[variance.length];
        double logs = 0.0;
        for (int i = 0; i < units.length; i++) {
            units[i] = 1.0 / Math.max(Math.sqrt(variance[i]), FLOOR * typical);
            logs += Math.log(units[i]) / units.length;
        }
        double one = Math.exp(-logs);
        for (int i = 0; i < units.length; i++) {
            units[i] *= one;
        }
        return units;
    }

    /** The metric that whitens them. */
    Metric metric() {
        double[] units = units();
        if (units.length == 0) {
            return new UnitMetric(mean.length);
        }
        for (int i = 0; i < units.length; i++) {
            units[i] *= units[i];
        }
        return new DiagonalMetric(units);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(count);
        for (int i = 0; i < mean.length; i++) {
            out.writeDouble(mean[i]);
            out.writeDouble(variance[i]);
        }
    }

    void load(DataInput in) throws IOException {
        count = in.readLong();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = in.readDouble();
            variance[i] = in.readDouble();
        }
    }
}
