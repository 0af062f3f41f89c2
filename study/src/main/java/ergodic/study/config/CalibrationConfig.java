package ergodic.study.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code data.calibration}: rows held back from training to calibrate predictions by.
 *
 * @param fraction
 *            share of the training rows, in (0, 1)
 * @param seed
 *            seed of the random choice
 */
public record CalibrationConfig(@Nullable Double fraction, @Nullable Long seed) {

    /** Checks the keys. */
    public CalibrationConfig {
        if (fraction == null || !(fraction > 0 && fraction < 1)) {
            throw new ConfigException(
                    "data.calibration needs a fraction of the training rows above 0 and below 1, such as"
                            + " calibration = { fraction = 0.2, seed = 0 }"
                            + (fraction == null ? "" : ", not " + fraction));
        }
    }

    /** The share. */
    public double share() {
        return fraction == null ? 0 : fraction;
    }
}
