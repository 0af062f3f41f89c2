package ergodic.nn.predict;

import ergodic.nn.data.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What of a draw's predictive distributions is summed up over draws where the distributions themselves are not kept: numbers of
 * which running means and variances give the mixture's mean, its variances and its probabilities, and the log densities of the
 * targets. A workspace; not thread-safe.
 */
public final class RowMoments {

    private final Mixture mixture;
    private final Rows rows;

    /** For rows, whose mixture this is. */
    public RowMoments(Mixture mixture, Rows rows) {
        this.mixture = mixture;
        this.rows = rows;
    }

    /** Numbers a row: mean and variance of its distribution, or of classes their probabilities and the entropy. */
    public int width() {
        return width(mixture);
    }

    /** The same of rows whose mixture this is. */
    public static int width(Mixture mixture) {
        return mixture instanceof ClassMixture classes ? classes.classes() + 1 : 2;
    }

    /**
     * Takes the components of one draw.
     *
     * @param components
     *            {@code [row][parameter]}
     * @param moments
     *            filled from {@code offset} on, {@code [row][width()]}
     * @param offset
     *            where the moments begin
     * @param logDensity
     *            filled from {@code densityOffset} on, one a row; 0 where the target is not known; null if they are not wanted
     */
    public void into(double[] components, double[] moments, int offset, double @Nullable [] logDensity,
            int densityOffset) {
        int at = offset;
        for (int row = 0; row < rows.count(); row++) {
            mixture.load(components, row * mixture.parameters(), 1);
            if (mixture instanceof ClassMixture classes) {
                for (int k = 0; k < classes.classes(); k++) {
                    moments[at++] = classes.probability(k);
                }
                moments[at++] = classes.entropy();
            } else {
                moments[at++] = mixture.mean();
                moments[at++] = mixture.aleatoricVariance();
            }
            if (logDensity == null) {
                continue;
            }
            double target = rows.hasTarget() ? rows.target()[row] : Double.NaN;
            logDensity[densityOffset + row] = Double.isNaN(target) ? 0 : mixture.logDensity(target, 0, 1);
        }
    }
}
