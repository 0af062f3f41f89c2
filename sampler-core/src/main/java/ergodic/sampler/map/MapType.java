package ergodic.sampler.map;

import ergodic.sampler.DrawKind;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            "norm of the gradient of the log posterior of all rows at which a fit has arrived, judged wherever it looks at"
                    + " all rows, which without batches is each step; 0.1 is within 0.005 nats of a mode where the posterior"
                    + " is at most as wide as a standard normal");
    /** Rows of a step. */
    public static final Key<Integer> BATCH_SIZE = Key.whole("batch_size", 0, Key.atLeast(0),
            "rows of a step, over shuffled epochs; 0 for all");
    /** Whether the prior of a fit is moved. */
    public static final Key<Boolean> ANCHORED = Key.truth("anchored", false,
            "whether each member climbs by normal priors that are moved to a draw of them ([anchored ensembles](samplers.md#modes-instead-of-draws-map))");
    /** Share that is held back. */
    public static final Key<Double> HELD_BACK = Key.real("held_back", 0.0, Key.share(),
            "share of the training rows that a member's steps do not see and by which it is stopped early; 0 climbs to a mode");
    /** Looks that are waited for. */
    public static final Key<Integer> PATIENCE = Key.whole("patience", MapSettings.PATIENCE, Key.atLeast(1),
            "hundredths of the fit without a better look at the rows held back (two looks at least) after which a member is stopped");

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
        return List.of(OPTIMIZER, STEPS, LEARNING_RATE, TOLERANCE, BATCH_SIZE, ANCHORED, HELD_BACK, PATIENCE);
    }

    /**
     * Who is stopped early climbs itself: an optimiser before it would have seen the rows held back. So does who steps by batches: there
     * all rows, which the optimiser before it takes at each step unless it is told otherwise, are many.
     */
    @Override
    public StartUse startUse(Settings settings) {
        return settings.get(HELD_BACK) > 0 || settings.get(BATCH_SIZE) > 0 ? StartUse.CLIMBS : StartUse.BEGINS;
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new MapMethod(new MapSettings(warmup, settings.get(LEARNING_RATE), settings.get(TOLERANCE),
                settings.get(BATCH_SIZE), kind(settings), settings.get(ANCHORED), settings.get(HELD_BACK),
                settings.get(PATIENCE)));
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
        List<String> caveats = new ArrayList<>();
        caveats.add(settings.get(HELD_BACK) > 0
                ? "The members were stopped early by rows held back: they are no modes, and where they stopped follows from the optimiser too."
                : "A mode is where the density is highest in the coordinates that are sampled, such as the logarithm"
                        + " of a scale; in others it would be elsewhere.");
        if (settings.get(ANCHORED)) {
            caveats.add(
                    "Members climbed by priors of their own, moved to draws of the prior: for a linear model their mean is that of the"
                            + " posterior and their spread too small; for a network nothing of it is exact.");
        }
        return caveats;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        String slower = LEARNING_RATE.change(settings.get(LEARNING_RATE) / 4, settings.get(LEARNING_RATE));
        advice.put(Difficulty.UNFINISHED_FIT, List.of(STEPS.change(4 * settings.get(STEPS), settings.get(STEPS))));
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
        double held = settings.get(HELD_BACK);
        if (held > 0 && kind(settings).searchesLines()) {
            return Optional.of(
                    OPTIMIZER.path() + " = \"" + settings.get(OPTIMIZER) + "\" goes to a mode and is not stopped early;"
                            + " set " + HELD_BACK.path() + " = 0, or take \"adamw\"");
        }
        if (held > 0 && (rows < 2 || batch > rows - EarlyStopping.heldOf(rows, held))) {
            return Optional.of(HELD_BACK.path() + " = " + held + " leaves "
                    + Counted.of(Math.max(0, rows - EarlyStopping.heldOf(rows, held)), "row")
                    + " of " + rows + ", too few for " + (rows < 2 ? "a fit" : BATCH_SIZE.path() + " = " + batch)
                    + "; lower one of them");
        }
        return BatchKeys.complaint(batch, rows);
    }

    @Override
    public Optional<Key<Integer>> batchKey() {
        return Optional.of(BATCH_SIZE);
    }

    /** One, and one more where a step by a batch looks at all rows; a line search may go back often. */
    @Override
    public double mostGradients(Settings settings) {
        if (kind(settings).searchesLines()) {
            return Double.POSITIVE_INFINITY;
        }
        return settings.get(BATCH_SIZE) == 0 && settings.get(HELD_BACK) == 0 ? 1 : 2;
    }
}
