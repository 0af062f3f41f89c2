package ergodic.sampler.map;

import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.sampler.words.Counted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code map}. */
public final class MapType implements MethodType {

    /** What climbs. */
    public static final Key<String> OPTIMIZER = Key.choice("optimizer", OptimizerKind.keys(), OptimizerKind.ADAMW.key(),
            "`adamw`, or `lbfgs`: far fewer steps, each by all rows, for posteriors that are not rough");
    /** Largest number of steps. */
    public static final Key<Integer> STEPS = Key.whole("steps", 5000, Key.atLeast(1),
            "largest number of steps of a fit, a gradient each; AdamW's learning rate falls to 0 over them");
    /** AdamW's learning rate. */
    public static final Key<Double> LEARNING_RATE = Key.real("learning_rate", 0.01, Key.positive(),
            "AdamW's learning rate at the first step");
    /** Where a fit has arrived. */
    public static final Key<Double> TOLERANCE = Key.real("tolerance", 0.1,
            value -> value >= 0 ? null : "must not be negative, but is " + value,
            "norm of the gradient of the log posterior at which a fit has arrived; 0.1 is within 0.005 nats of a mode where"
                    + " the posterior is at most as wide as a standard normal");
    /** Rows of a step. */
    public static final Key<Integer> BATCH_SIZE = Key.whole("batch_size", 0, Key.atLeast(0),
            "rows of a step, over shuffled epochs; 0 for all");

    @Override
    public String name() {
        return "map";
    }

    @Override
    public DrawKind kind() {
        return DrawKind.MEMBERS;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(OPTIMIZER, STEPS, LEARNING_RATE, TOLERANCE, BATCH_SIZE);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new MapMethod(new MapSettings(warmup, settings.get(LEARNING_RATE), settings.get(TOLERANCE),
                settings.get(BATCH_SIZE), kind(settings)));
    }

    private static OptimizerKind kind(Settings settings) {
        return OptimizerKind.of(settings.get(OPTIMIZER));
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List
                .of("A mode is where the density is highest in the coordinates that are sampled, such as the logarithm"
                        + " of a scale; in others it would be elsewhere.");
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        String steps = "Set " + STEPS.path() + " = " + 4 * settings.get(STEPS) + " (now " + settings.get(STEPS) + ").";
        String slower = String.format(Locale.ROOT, "Set %s = %.2g (now %.2g).", LEARNING_RATE.path(),
                settings.get(LEARNING_RATE) / 4, settings.get(LEARNING_RATE));
        advice.put(Difficulty.UNFINISHED_FIT, List.of(steps));
        advice.put(Difficulty.BROKEN_FIT, kind(settings).searchesLines()
                ? List.of("Take " + OPTIMIZER.path() + " = \"adamw\", whose steps can be made shorter.")
                : List.of(slower));
        advice.put(Difficulty.FEW_FITS, List.of(advice.chains()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return kind(settings).searchesLines()
                ? "check the data and the priors, or take " + OPTIMIZER.path() + " = \"adamw\""
                : "lower " + LEARNING_RATE.path() + " (it is " + settings.get(LEARNING_RATE) + ")";
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        int batch = settings.get(BATCH_SIZE);
        if (batch > 0 && kind(settings).searchesLines()) {
            return Optional.of(OPTIMIZER.path() + " = \"" + settings.get(OPTIMIZER)
                    + "\" searches lines of one function, and"
                    + " batches are another one at each step; set " + BATCH_SIZE.path() + " = 0, or take \"adamw\"");
        }
        return batch <= rows ? Optional.empty()
                : Optional.of(BATCH_SIZE.path() + " = " + batch + " is more than the "
                        + Counted.of(rows, "training row") + "; lower it");
    }

    @Override
    public OptionalInt rowsOfGradient(Settings settings) {
        int batch = settings.get(BATCH_SIZE);
        return batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch);
    }

    /** One, and one more where a step by a batch looks at all rows; a line search may go back often. */
    @Override
    public double mostGradients(Settings settings) {
        if (kind(settings).searchesLines()) {
            return Double.POSITIVE_INFINITY;
        }
        return settings.get(BATCH_SIZE) == 0 ? 1 : 2;
    }
}
