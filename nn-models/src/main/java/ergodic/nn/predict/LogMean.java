package ergodic.nn.predict;

/**
 * Log of the mean of numbers that are given by their logs, one at a time: an online log-sum-exp that keeps the largest log
 * seen and the sum relative to it, so that nothing overflows and nothing need be stored.
 */
public final class LogMean {

    private double largest = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;

    /** Adds a number by its log; minus infinity adds 0, NaN makes the result NaN. */
    public void add(double log) {
        count++;
        if (log <= largest) {
            // Both minus infinity: nothing is added, and their difference would be NaN.
            sum += log == Double.NEGATIVE_INFINITY ? 0 : Math.exp(log - largest);
        } else if (log > largest) {
            sum = sum * Math.exp(largest - log) + 1;
            largest = log;
        } else {
            sum = Double.NaN;
            largest = 0;
        }
    }

    /** Adds all that another has seen. */
    public void add(LogMean other) {
        if (other.count > 0) {
            long together = count + other.count;
            double log = other.largest + Math.log(other.sum);
            add(log);
            count = together;
        }
    }

    /** Number of numbers added. */
    public long count() {
        return count;
    }

    /** Log of the mean; minus infinity if all numbers were 0, NaN if there was none. */
    public double value() {
        return count == 0 ? Double.NaN
                : largest == Double.NEGATIVE_INFINITY ? largest
                        : largest + Math.log(sum) - Math.log((double) count);
    }
}
