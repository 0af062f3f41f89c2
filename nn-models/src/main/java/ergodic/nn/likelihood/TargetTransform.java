package ergodic.nn.likelihood;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;

/** A transform of the target that makes it normal. Densities, means and quantiles are those of the target itself. */
public enum TargetTransform {
    /** None. */
    NONE,
    /** The logarithm, of positive targets; standardised by mean and standard deviation of the training rows. */
    LOG,
    /**
     * Yeo and Johnson's, of standardised targets of any sign; its power, the parameter {@code power}, is uniform between 0 and 2 a
     * priori.
     */
    YEO_JOHNSON;

    /** {@code transform}. Not written into configurations that do not have it: their text decides whether a run may go on. */
    static final Key<String> KEY = key();

    private static Key<String> key() {
        Key<String> choice = Key.choice("transform", List.of("none", "log", "yeo_johnson"), "none",
                "what is normal: the target, its logarithm (positive targets; the log-normal distribution), or its Yeo-Johnson transform, whose power is"
                        + " learned; densities, means and quantiles are those of the target itself");
        return new Key<>(choice.name(), String.class, null, "\"none\"", choice.rule(), choice.description(),
                choice.choices()).in(LikelihoodType.SECTION);
    }

    /** What a configuration says. */
    static TargetTransform of(Settings settings) {
        return switch (settings.find(KEY).orElse("none")) {
            case "log" -> LOG;
            case "yeo_johnson" -> YEO_JOHNSON;
            default -> NONE;
        };
    }
}
