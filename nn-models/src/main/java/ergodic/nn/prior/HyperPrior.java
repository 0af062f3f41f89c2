package ergodic.nn.prior;

import ergodic.model.distribution.Distribution;
import ergodic.model.distribution.HalfCauchy;
import ergodic.model.distribution.HalfNormal;

/** The prior of a scale that is a parameter itself. */
public enum HyperPrior {
    /** Half-normal. */
    HALF_NORMAL,
    /** Half-Cauchy (Gelman 2006): allows scales far above its own. */
    HALF_CAUCHY;

    /** The scale below which three quarters of the prior lie: 1.150 and 1 + sqrt(2) times its own scale. */
    double upperQuartile(double scale) {
        return switch (this) {
            case HALF_NORMAL -> 1.1503493803760079 * scale;
            case HALF_CAUCHY -> (1 + Math.sqrt(2)) * scale;
        };
    }

    Distribution of(double scale) {
        return switch (this) {
            case HALF_NORMAL -> HalfNormal.of(scale);
            case HALF_CAUCHY -> HalfCauchy.of(scale);
        };
    }
}
