package ergodic.sampler.dropout;

import ergodic.sampler.DrawKind;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.map.MapType;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code dropout}. */
public final class DropoutType implements MethodType {

    /** Steps of a fit. */
    public static final Key<Integer> STEPS = Key.whole("steps", 10_000, Key.atLeast(1),
            "steps of a fit; AdamW's learning rate falls to 0 over them");
    /** Probability that a number of a mask is 0. */
    public static final Key<Double> RATE = Key.real("rate", 0.1, Key.between(0, 1),
            "probability that a unit (or weight) is dropped; with `learn_rates` that at the first step");
    /** What a number of a mask multiplies. */
    public static final Key<String> FORM = Key.choice("form", MaskForm.keys(), MaskForm.UNIT.key(),
            "`unit`: a mask drops inputs of a layer with all their weights, for a whole row or sequence; `element`: single weights");
    /** Whether rates are learned. */
    public static final Key<Boolean> LEARN_RATES = Key.truth("learn_rates", false,
            "whether each layer's rate is learned (concrete dropout): masks are then relaxed, in training and in draws");
    /** Whether data are masked too. */
    public static final Key<Boolean> DROP_INPUTS = Key.truth("drop_inputs", false,
            "whether the first layer's inputs, which are data, are dropped too");
    /** Masks of a step. */
    public static final Key<Integer> MASKS = Key.whole("masks", 4, Key.within(1, 10_000),
            "masks of a step, each for its share of the batch, a gradient each: more make steps less noisy");

    @Override
    public String name() {
        return "dropout";
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public StartUse startUse() {
        return StartUse.CLIMBS;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STEPS, MapType.LEARNING_RATE, RATE, FORM, LEARN_RATES, DROP_INPUTS, MASKS,
                BatchKeys.BATCH_SIZE);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new DropoutMethod(new DropoutSettings(warmup, settings.get(MapType.LEARNING_RATE), settings.get(RATE),
                MaskForm.of(settings.get(FORM)), settings.get(LEARN_RATES), settings.get(DROP_INPUTS),
                masks(settings), settings.get(BatchKeys.BATCH_SIZE)));
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws are random masks of one set of fitted weights: their spread is that of the rate and of the prior, of what is not"
                        + " masked (biases, noise) there is none, and since masks have no density nothing can weigh them against the posterior.");
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.BROKEN_FIT, List.of(String.format(Locale.ROOT, "Set %s = %.2g (now %.2g).",
                MapType.LEARNING_RATE.path(), settings.get(MapType.LEARNING_RATE) / 4,
                settings.get(MapType.LEARNING_RATE))));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "lower " + MapType.LEARNING_RATE.path() + " (it is " + settings.get(MapType.LEARNING_RATE) + ") or "
                + RATE.path();
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        if (settings.isGiven(MASKS) && settings.get(MASKS) > settings.get(BatchKeys.BATCH_SIZE)) {
            return Optional.of(MASKS.path() + " = " + settings.get(MASKS) + " are more than the rows of a batch, "
                    + BatchKeys.BATCH_SIZE.path() + " = " + settings.get(BatchKeys.BATCH_SIZE) + "; lower it");
        }
        return BatchKeys.complaint(settings, rows);
    }

    @Override
    public Optional<Key<Integer>> batchKey() {
        return Optional.of(BatchKeys.BATCH_SIZE);
    }

    @Override
    public OptionalInt rowsOfGradient(Settings settings) {
        return OptionalInt.of(Math.max(1, settings.get(BatchKeys.BATCH_SIZE) / masks(settings)));
    }

    /** Masks of a step: no more than a batch has rows. */
    private static int masks(Settings settings) {
        return Math.min(settings.get(MASKS), settings.get(BatchKeys.BATCH_SIZE));
    }

    /** One for each mask; a draw is tried again where its density is not finite. */
    @Override
    public double mostGradients(Settings settings) {
        return Math.max(masks(settings), DropoutFit.TRIES);
    }
}
