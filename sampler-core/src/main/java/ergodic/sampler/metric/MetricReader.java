package ergodic.sampler.metric;

import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.IOException;

/** Reads metrics back that {@link Metric#write} wrote. The factor of a dense metric is computed again: the same bits. */
public final class MetricReader {

    static final byte UNIT = 0;
    static final byte DIAGONAL = 1;
    static final byte DENSE = 2;
    static final byte LOW_RANK = 3;

    private MetricReader() {}

    /**
     * Reads a metric.
     *
     * @throws IOException
     *             if the input ends, or holds no metric
     */
    public static Metric read(DataInput in) throws IOException {
        byte kind = in.readByte();
        int dimension = in.readInt();
        if (dimension < 1) {
            throw new IOException("not a saved metric: dimension " + dimension);
        }
        try {
            return switch (kind) {
                case UNIT -> new UnitMetric(dimension);
                case DIAGONAL -> new DiagonalMetric(readAll(dimension, in));
                case DENSE -> new DenseMetric(readAll(Math.multiplyExact(dimension, dimension), in));
                case LOW_RANK -> lowRank(dimension, in);
                default -> throw new IOException("not a saved metric: kind " + kind);
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("not a saved metric: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the metric of a saved warm-up.
     *
     * @param dimension
     *            of the density that is to go on
     * @throws IOException
     *             if the input ends, holds no metric, or one of another dimension
     */
    public static Metric read(DataInput in, int dimension) throws IOException {
        Metric metric = read(in);
        if (metric.dimension() != dimension) {
            throw new IOException("the saved warm-up has dimension " + metric.dimension() + ", but the density "
                    + dimension);
        }
        return metric;
    }

    private static Metric lowRank(int dimension, DataInput in) throws IOException {
        int rank = in.readInt();
        if (rank < 0 || rank > dimension) {
            throw new IOException("not a saved metric: " + rank + " directions in dimension " + dimension);
        }
        return new LowRankMetric(readAll(dimension, in), readAll(Math.multiplyExact(dimension, rank), in),
                readAll(rank, in));
    }

    static int checkedDimension(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("a metric needs at least one coordinate, but got " + dimension);
        }
        return dimension;
    }

    private static double[] readAll(int length, DataInput in) throws IOException {
        double[] values = new double[length];
        PlainVectors.readInto(in, values);
        return values;
    }
}
