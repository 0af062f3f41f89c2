package ergodic.sampler.weights;

import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pool of candidates of an approximation and their importance ratios, filled one after another; once it is full its ratios are smoothed
 * ({@link ParetoSmoothing}), and candidates can be taken by their weights.
 *
 * <p>
 * They are taken at the points {@code offset + i / golden ratio} (mod 1) of the summed weights: however many are asked for, each candidate comes as often as
 * its weight says but for rounding, and one of weight below 0.38 / draws at most once. Of candidates only the ratios are kept.
 */
public final class ImportancePool {

    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    private final double[] logRatios;
    private int filled;
    private double offset;
    private long taken;
    /** Sums of weights; made anew of the ratios. */
    @Workspace("made of the ratios")
    private final double[] sums;
    @Workspace("made of the ratios")
    private double shape = Double.NaN;
    @Workspace("made of the ratios")
    private int finite;
    @Workspace("made of the ratios")
    private double lowerBound = Double.NaN;
    @Workspace("made of the ratios")
    private double lowerBoundError = Double.NaN;
    @Workspace("made of the ratios")
    private double importanceBound = Double.NaN;

    /** An empty pool for so many candidates. */
    public ImportancePool(int candidates) {
        this.logRatios = new double[candidates];
        this.sums = new double[candidates];
    }

    /** Begins, at a random place of the summed weights. */
    public void begin(UniformRandomProvider rng) {
        offset = rng.nextDouble();
    }

    /** Number of the candidate whose ratio is to be {@link #add added} next. */
    public int filled() {
        return filled;
    }

    /** How many candidates are still to come. */
    public int left() {
        return logRatios.length - filled;
    }

    /** Whether all ratios are there, so that candidates can be taken. */
    public boolean isFull() {
        return filled == logRatios.length;
    }

    /**
     * Adds the logarithm of target over proposal of the next candidate; one that is not finite is a weight of 0. The last one makes the weights.
     *
     * @return false if the pool is full now and no candidate has a weight, so that none can be taken
     */
    public boolean add(double logRatio) {
        logRatios[filled] = Double.isFinite(logRatio) ? logRatio : Double.NEGATIVE_INFINITY;
        filled++;
        return !isFull() || weigh();
    }

    private boolean weigh() {
        double largest = Double.NEGATIVE_INFINITY;
        for (double ratio : logRatios) {
            largest = Math.max(largest, ratio);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return false;
        }
        bound(largest);
        ParetoSmoothing smoothed = ParetoSmoothing.of(logRatios);
        shape = smoothed.shape();
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += Math.exp(smoothed.logWeights()[i]);
            sums[i] = sum;
        }
        return true;
    }

    private void bound(double largest) {
        double mean = 0;
        double squares = 0;
        double sum = 0;
        finite = 0;
        for (double ratio : logRatios) {
            if (ratio > Double.NEGATIVE_INFINITY) {
                finite++;
                double off = ratio - mean;
                mean += off / finite;
                squares += off * (ratio - mean);
                sum += Math.exp(ratio - largest);
            }
        }
        lowerBound = mean + Math.log((double) finite / logRatios.length);
        lowerBoundError = finite < 2 ? Double.NaN : Math.sqrt(squares / (finite - 1.0) / finite);
        importanceBound = largest + Math.log(sum / logRatios.length);
    }

    /** Shape k of the tail of the weights; NaN before the pool is full, as are the bounds. */
    public double shape() {
        return shape;
    }

    /** How many ratios are finite; 0 before the pool is full. */
    public int finite() {
        return finite;
    }

    /**
     * Mean of the log ratios, of an approximation that is cut to where the target is positive: of the finite ones, with the logarithm of their share. In expectation at
     * most the logarithm of the target's integral.
     */
    public double lowerBound() {
        return lowerBound;
    }

    /** Standard error of {@link #lowerBound}; NaN of fewer than two finite ratios. */
    public double lowerBoundError() {
        return lowerBoundError;
    }

    /** Logarithm of the mean ratio: the importance weighted bound of as many draws as there are candidates, at least {@link #lowerBound}. */
    public double importanceBound() {
        return importanceBound;
    }

    /** Takes the next candidate of a full pool by the weights: its number. */
    public int take() {
        double place = offset + taken * GOLDEN;
        taken++;
        return find((place - Math.floor(place)) * sums[sums.length - 1]);
    }

    /** The first candidate whose sum is above: never one of weight 0. */
    private int find(double place) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Writes what {@link #load} restores. */
    public void save(DataOutput out) throws IOException {
        out.writeInt(filled);
        PlainVectors.writeAll(out, logRatios);
        out.writeDouble(offset);
        out.writeLong(taken);
    }

    /** Restores what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        filled = in.readInt();
        PlainVectors.readInto(in, logRatios);
        offset = in.readDouble();
        taken = in.readLong();
        if (isFull()) {
            weigh();
        }
    }
}
