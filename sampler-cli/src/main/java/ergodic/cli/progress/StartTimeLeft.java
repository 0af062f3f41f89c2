package ergodic.cli.progress;

/**
 * Forecasts how long a start, or what is measured before a run, will still take at most: by the rows that it has read and will read. Their
 * time is that of the newer part, at least a half of all that was read, since the first ones run while code is compiled.
 */
final class StartTimeLeft {

    private double planned;
    private double read;
    private long nanos;
    private double readAtMark;
    private long nanosAtMark;
    private double readAtNext;
    private long nanosAtNext;

    /** Rows of all evaluations; 0 where that is not known. */
    void planned(double rows) {
        planned = rows;
    }

    /** So many rows were read until then. */
    void read(double rows, long at) {
        read = rows;
        nanos = at;
        if (rows >= 2 * readAtNext) {
            readAtMark = readAtNext;
            nanosAtMark = nanosAtNext;
            readAtNext = rows;
            nanosAtNext = at;
        }
    }

    /** Seconds at most; NaN where nothing is known. */
    double seconds() {
        return planned == 0 || !(read > readAtMark) || readAtMark == 0 ? Double.NaN
                : Math.max(0, planned - read) * (nanos - nanosAtMark) / (read - readAtMark) * 1e-9;
    }
}
