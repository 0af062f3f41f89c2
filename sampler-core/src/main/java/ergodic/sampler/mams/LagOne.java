package ergodic.sampler.mams;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Autocorrelation of neighbouring draws of each coordinate, and the draws an effective one that it implies for correlations that fall
 * geometrically, {@code (1 + r) / (1 - r)}: so they do, exactly, for coordinates of a normal under trajectories from fresh velocities.
 */
final class LagOne {

    private static final double LARGEST = 0.99;

    private final double[] last;
    private final double[] sum;
    private final double[] squares;
    private final double[] products;
    private long count;

    LagOne(int dimension) {
        this.last = new double[dimension];
        this.sum = new double[dimension];
        this.squares = new double[dimension];
        this.products = new double[dimension];
    }

    void add(double[] theta) {
        for (int i = 0; i < last.length; i++) {
            double change = count == 0 ? 0.0 : theta[i] - last[i];
            sum[i] += theta[i];
            squares[i] += theta[i] * theta[i];
            products[i] += change * change;
            last[i] = theta[i];
        }
        count++;
    }

    /** Mean over the coordinates that moved; 1 where none did. */
    double drawsAnEffectiveOne() {
        double total = 0.0;
        int known = 0;
        for (int i = 0; i < last.length; i++) {
            double mean = sum[i] / count;
            double variance = squares[i] / count - mean * mean;
            // The mean squared change is 2 (1 - r) times the variance.
            double r = 1.0 - 0.5 * products[i] / ((count - 1) * variance);
            if (variance > 0.0 && Double.isFinite(r)) {
                double kept = Math.max(-LARGEST, Math.min(LARGEST, r));
                total += (1.0 + kept) / (1.0 - kept);
                known++;
            }
        }
        return known == 0 ? 1.0 : total / known;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(count);
        for (int i = 0; i < last.length; i++) {
            out.writeDouble(last[i]);
            out.writeDouble(sum[i]);
            out.writeDouble(squares[i]);
            out.writeDouble(products[i]);
        }
    }

    void load(DataInput in) throws IOException {
        count = in.readLong();
        for (int i = 0; i < last.length; i++) {
            last[i] = in.readDouble();
            sum[i] = in.readDouble();
            squares[i] = in.readDouble();
            products[i] = in.readDouble();
        }
    }
}
