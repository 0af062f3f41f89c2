package ergodic.sampler.mclmc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps some coordinates of equally spaced states, and tells over how many transitions they forget where they were: the mean
 * over coordinates of the integrated autocorrelation time, by Geyer's initial monotone sequence (1992).
 */
final class CorrelationRecord {

    private static final int MOST_COORDINATES = 64;
    private static final int MOST_STATES = 1024;
    private static final int FEWEST_STATES = 20;

    private final int dimension;
    private final int coordinates;
    private final int spacing;
    private final int capacity;
    /** Coordinate by coordinate. */
    private final double[] values;
    private int seen;
    private int kept;

    CorrelationRecord(int dimension, int transitions) {
        this.dimension = dimension;
        this.coordinates = Math.min(dimension, MOST_COORDINATES);
        this.spacing = Math.max(1, Math.ceilDiv(transitions, MOST_STATES));
        this.capacity = transitions / spacing;
        this.values = new double[coordinates * capacity];
    }

    void add(double[] theta) {
        seen++;
        if (seen % spacing != 0 || kept == capacity) {
            return;
        }
        for (int i = 0; i < coordinates; i++) {
            values[i * capacity + kept] = theta[(int) ((long) i * dimension / coordinates)];
        }
        kept++;
    }

    /** Mean integrated autocorrelation time, in transitions; NaN if that cannot be said. */
    double time() {
        if (kept < FEWEST_STATES) {
            return Double.NaN;
        }
        double sum = 0.0;
        int count = 0;
        for (int i = 0; i < coordinates; i++) {
            double time = time(i * capacity);
            if (Double.isFinite(time)) {
                sum += time;
                count++;
            }
        }
        return count == 0 ? Double.NaN : spacing * sum / count;
    }

    private double time(int offset) {
        double mean = 0.0;
        for (int t = 0; t < kept; t++) {
            mean += values[offset + t] / kept;
        }
        double variance = covariance(offset, mean, 0);
        double sum = -variance;
        double last = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag + 1 < kept / 2; lag += 2) {
            double pair = covariance(offset, mean, lag) + covariance(offset, mean, lag + 1);
            if (!(pair > 0.0)) {
                break;
            }
            last = Math.min(last, pair);
            sum += 2.0 * last;
        }
        // Waves that cancel would claim more than one independent state each.
        return Math.max(sum / variance, 1.0 / spacing);
    }

    private double covariance(int offset, double mean, int lag) {
        double sum = 0.0;
        for (int t = offset + lag; t < offset + kept; t++) {
            sum += (values[t] - mean) * (values[t - lag] - mean);
        }
        return sum / kept;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(seen);
        out.writeInt(kept);
        for (int i = 0; i < coordinates; i++) {
            for (int t = 0; t < kept; t++) {
                out.writeDouble(values[i * capacity + t]);
            }
        }
    }

    void load(DataInput in) throws IOException {
        seen = in.readInt();
        kept = in.readInt();
        if (kept < 0 || kept > capacity) {
            throw new IOException("the saved warm-up holds " + kept + " states where " + capacity + " fit");
        }
        for (int i = 0; i < coordinates; i++) {
            for (int t = 0; t < kept; t++) {
                values[i * capacity + t] = in.readDouble();
            }
        }
    }
}
