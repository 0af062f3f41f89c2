package ergodic.nn.data.series;

/** The values of a window in the series that it was cut from, the oldest first. */
public final class Lags {

    private final double[] series;
    private final int first;
    private final int count;

    /**
     * A view of a series.
     *
     * @param series
     *            all values; the array itself
     * @param first
     *            place of the oldest value
     * @param count
     *            number of values
     */
    Lags(double[] series, int first, int count) {
        this.series = series;
        this.first = first;
        this.count = count;
    }

    /** Number of values. */
    public int count() {
        return count;
    }

    double at(int place) {
        return series[first + place];
    }
}
