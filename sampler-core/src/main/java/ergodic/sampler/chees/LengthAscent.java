package ergodic.sampler.chees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Climbs the criterion by steps of the log length: Adam without momentum (slopes over the root of their mean square, weight 0.05 for the
 * newest), at a rate that falls as {@code 1 / sqrt(t)}, no step beyond 0.35. The length to keep is the mean of the iterates with weights
 * {@code t^-0.75}, as in dual averaging.
 */
final class LengthAscent {

    private static final double RATE = 0.35;
    private static final double LARGEST = 0.35;
    private static final double KEPT = 0.95;
    private static final double AVERAGING = 0.75;

    private double logLength;
    private double averaged;
    private double meanSquare;
    private long count;

    /** Starts anew at a length. */
    void restart(double length) {
        logLength = Math.log(length);
        averaged = logLength;
        meanSquare = 0.0;
        count = 0;
    }

    /** Puts lengths into another unit. */
    void scale(double factor) {
        logLength += Math.log(factor);
        averaged += Math.log(factor);
    }

    /** Makes a step up a slope over the log length, and not beyond a longest length. */
    void update(double slope, double longest) {
        count++;
        meanSquare = KEPT * meanSquare + (1.0 - KEPT) * slope * slope;
        double root = Math.sqrt(meanSquare / (1.0 - Math.pow(KEPT, (double) count)));
        double step = root > 0.0 ? RATE / Math.sqrt((double) count) * slope / root : 0.0;
        logLength += Math.max(-LARGEST, Math.min(LARGEST, step));
        logLength = Math.min(Math.log(longest), logLength);
        double weight = Math.pow((double) count, -AVERAGING);
        averaged = (1.0 - weight) * averaged + weight * logLength;
    }

    /** Length to explore with. */
    double length() {
        return Math.exp(logLength);
    }

    /** Length to keep. */
    double averagedLength() {
        return Math.exp(averaged);
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(logLength);
        out.writeDouble(averaged);
        out.writeDouble(meanSquare);
        out.writeLong(count);
    }

    void load(DataInput in) throws IOException {
        logLength = in.readDouble();
        averaged = in.readDouble();
        meanSquare = in.readDouble();
        count = in.readLong();
    }
}
