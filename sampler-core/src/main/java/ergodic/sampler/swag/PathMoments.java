package ergodic.sampler.swag;

import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * First and second moments of the points of a path, and the deviations of the last ones from the mean so far (Maddox et al. 2019,
 * algorithm 1). Second moments are kept as sums of squares about the mean (Welford 1962), which do not cancel.
 */
final class PathMoments {

    private final double[] mean;
    private final double[] squares;
    private final double[][] deviations;
    private int count;

    /**
     * Of no points.
     *
     * @param rank
     *            deviations that are kept
     */
    PathMoments(int dimension, int rank) {
        this.mean = new double[dimension];
        this.squares = new double[dimension];
        this.deviations = new double[rank][dimension];
    }

    /** Forgets all points. */
    void clear() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    /** Takes a point. */
    void add(double[] theta) {
        double[] deviation = deviations[count % deviations.length];
        count++;
        for (int i = 0; i < mean.length; i++) {
            double before = theta[i] - mean[i];
            mean[i] += before / count;
            deviation[i] = theta[i] - mean[i];
            squares[i] += before * deviation[i];
        }
    }

    /** Points taken. */
    int count() {
        return count;
    }

    /** Mean of the points; the array itself. */
    double[] mean() {
        return mean;
    }

    /** Variance of a coordinate: that of the points, divided by their number. */
    double variance(int coordinate) {
        return count == 0 ? 0 : squares[coordinate] / count;
    }

    /** Deviations that are kept. */
    int columns() {
        return Math.min(count, deviations.length);
    }

    /** One of the deviations, in any order; the array itself. */
    double[] deviation(int column) {
        return deviations[column];
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int i = 0; i < mean.length; i++) {
            out.writeDouble(mean[i]);
            out.writeDouble(squares[i]);
        }
        for (double[] deviation : deviations) {
            PlainVectors.writeAll(out, deviation);
        }
    }

    void load(DataInput in) throws IOException {
        count = in.readInt();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = in.readDouble();
            squares[i] = in.readDouble();
        }
        for (double[] deviation : deviations) {
            PlainVectors.readInto(in, deviation);
        }
    }
}
