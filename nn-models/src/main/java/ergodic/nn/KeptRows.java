package ergodic.nn;

/** What is kept of the predictions of given rows, where weights are not kept: of each draw, or summed up over draws. */
public enum KeptRows {
    /** The parameters of each row's predictive distribution, draw by draw. */
    DRAWS,
    /** Numbers whose running moments give means, variances and probabilities, and the log densities of targets. */
    SUMS;

    /** Variable of {@link #DRAWS}: {@code [rows, parameters]}. */
    public static final String COMPONENTS = "predictive";
    /** Variable of {@link #SUMS}: {@code [rows, numbers]}, those of {@link ergodic.nn.predict.RowMoments}. */
    public static final String MOMENTS = "predictive_moments";
    /** The same of other rows, such as those out of distribution, of which nothing else is kept. */
    public static final String OTHERS = "others_moments";
    /** Variable of {@link #SUMS}: {@code [rows]}. */
    public static final String LOG_DENSITY = "predictive_log_density";
}
