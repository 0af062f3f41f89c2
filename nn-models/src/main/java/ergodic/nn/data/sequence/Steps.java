package ergodic.nn.data.sequence;

/** A sequence in memory: the numbers of its first step, then those of the second ... */
public final class Steps {

    private final int features;
    private final double[] values;

    /**
     * A sequence; the array itself.
     *
     * @param features
     *            numbers of a step
     * @param values
     *            {@code [steps][features]}, row-major
     */
    Steps(int features, double[] values) {
        this.features = features;
        this.values = values;
    }

    /** Numbers of a step. */
    public int features() {
        return features;
    }

    /** Number of steps. */
    public int count() {
        return values.length / features;
    }

    double at(int step, int feature) {
        return values[step * features + feature];
    }
}
