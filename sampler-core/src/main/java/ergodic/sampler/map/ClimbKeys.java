package ergodic.sampler.map;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.OptimizerKind;

/** Keys of the methods that climb to a mode and find in one step more, there, what draws are taken from; beside them those of {@link MapType}. */
public final class ClimbKeys {

    /** What climbs. */
    public static final Key<String> OPTIMIZER = Key.choice("optimizer", OptimizerKind.keys(), OptimizerKind.LBFGS.key(),
            "what climbs to the mode: `lbfgs`, or `adamw` for posteriors that are rough");
    /** Largest number of steps. */
    public static final Key<Integer> STEPS = Key.whole("steps", 5000, Key.atLeast(2),
            "largest number of steps of a fit: all but the last climb to the mode; the last looks at the curvature there"
                    + " (laplace), or integrates over the last layer exactly (last_layer)");
    /** Steps of a fit beside the climb. */
    public static final int OTHER_STEPS = 1;

    private ClimbKeys() {}

    /** What climbs. */
    public static OptimizerKind optimizer(Settings settings) {
        return OptimizerKind.of(settings.get(OPTIMIZER));
    }

    /** Proposes a fit of more steps. */
    public static String moreSteps(Settings settings) {
        return STEPS.change(4 * settings.get(STEPS), settings.get(STEPS));
    }

    /**
     * The climb, by all rows.
     *
     * @param steps
     *            of the whole fit
     */
    public static MapSettings climb(Settings settings, int steps) {
        return new MapSettings(Math.max(1, steps - OTHER_STEPS), settings.get(MapType.LEARNING_RATE),
                settings.get(MapType.TOLERANCE), 0, optimizer(settings));
    }
}
