package ergodic.nn.data;

import org.jspecify.annotations.Nullable;

/**
 * A transform of the target that makes it normal. Densities, means and quantiles are those of the target itself. Where targets are inputs
 * of other rows, as the values of a series are, those inputs are transformed alike.
 *
 * @param form
 *            which
 * @param shift
 *            what is added to the target before its logarithm or square root, in its unit; null for the usual one: nothing, and for the root a
 *            hundredth of the mean of the training targets
 */
public record TargetTransform(Form form, @Nullable Double shift) {

    /** Shapes of transforms. */
    public enum Form {
        /** None. */
        NONE,
        /** The logarithm, of targets that are positive once they are shifted; standardised by mean and standard deviation of the training rows. */
        LOG,
        /**
         * The square root of the target and a shift c, of targets from 0 on; standardised by mean and standard deviation of the training rows. It is
         * Yeo and Johnson's transform of y / c with the power 1/2, which is {@code 2 (sqrt(1 + y / c) - 1)} from 0 on and goes on below 0, ever
         * steeper, so that it takes all real values and the density integrates to 1.
         */
        SQRT,
        /**
         * Yeo and Johnson's, of standardised targets of any sign; its power, the parameter {@code power}, is uniform between 0 and 2 a priori. Of a
         * series, whose windows cannot change with a draw, it is the power of the greatest likelihood of the training targets (Yeo and Johnson
         * 2000, section 3).
         */
        YEO_JOHNSON
    }

    /** None. */
    public static final TargetTransform NONE = new TargetTransform(Form.NONE, null);
    /** The logarithm of positive targets. */
    public static final TargetTransform LOG = new TargetTransform(Form.LOG, null);
    /** The square root, with the usual shift. */
    public static final TargetTransform SQRT = new TargetTransform(Form.SQRT, null);
    /** Yeo and Johnson's. */
    public static final TargetTransform YEO_JOHNSON = new TargetTransform(Form.YEO_JOHNSON, null);

    /** Checks the shift. */
    public TargetTransform {
        if (shift != null && form != Form.LOG && form != Form.SQRT) {
            throw new IllegalArgumentException("a shift is added before a logarithm or a square root"
                    + " (transform = \"log\" or \"sqrt\"); take likelihood.shift out");
        }
        if (shift != null && !(shift > 0 && shift < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the shift must be a positive number, not " + shift);
        }
    }

    /** The same with a shift. */
    public TargetTransform withShift(double added) {
        return new TargetTransform(form, added);
    }

    /**
     * Refuses a number that cannot be transformed.
     *
     * @param where
     *            where it stands
     * @throws DataException
     *             if it cannot
     */
    public void require(double value, String where) {
        String complaint = complaint(value);
        if (complaint != null) {
            throw new DataException(where + ": " + complaint);
        }
    }

    /** Why a number cannot be transformed, as the rest of a sentence that begins with its place; null if it can. */
    private @Nullable String complaint(double value) {
        return switch (form) {
            case NONE, YEO_JOHNSON -> null;
            case SQRT -> value >= 0 ? null
                    : value + " is below 0, but transform = \"sqrt\" takes numbers from 0 on; correct it, or take"
                            + " transform = \"yeo_johnson\", which takes all";
            case LOG -> value + (shift == null ? 0 : shift) > 0 ? null
                    : value + " is not above " + (shift == null ? "0" : -shift + " (likelihood.shift)")
                            + ", but transform = \"log\" takes such numbers alone; correct it, add a larger likelihood.shift, or"
                            + " take transform = \"sqrt\" (from 0 on) or \"yeo_johnson\" (all numbers)";
        };
    }
}
