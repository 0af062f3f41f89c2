package ergodic.nn.data;

/** What becomes of rows in which a value is missing ({@code data.missing} of a table). Targets are never made up. */
public enum MissingRule {
    /** They are refused, with their places. */
    REFUSE("refuse"),
    /** They are left out, in training, test and later files. */
    DROP("drop"),
    /**
     * The mean of the training rows stands for a missing feature, and where training rows miss it an input says so; rows without
     * target are left out.
     */
    MEAN("mean");

    private final String word;

    MissingRule(String word) {
        this.word = word;
    }

    /** As a configuration writes it. */
    public String word() {
        return word;
    }
}
