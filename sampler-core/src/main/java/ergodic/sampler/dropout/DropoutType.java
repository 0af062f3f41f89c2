package ergodic.sampler.dropout;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.map.MapType;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;

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
            "whether inputs that are data are dropped too: those of the first layer, or of each of several beside each other");
    /** Masks of a step. */
    public static final Key<Integer> MASKS = Key.whole("masks", 4, Key.within(1, 10_000),
            "masks of a step, each for its share of the batch, a gradient each: more make steps less noisy");

    private static final String OF_FIXED = " M^2 / (2 s^2 (1 - rate)). The divergence of the masks from it is infinite, since they are atoms;"
            + " what of it the rates alone decide is minus their entropy, %.4g nats.";
    /** E z^2 / (1 - p)^2 of a relaxed z: 1.067 at p = 0.07, 1.383 at 0.3, 1.901 at 0.5. */
    private static final String OF_RELAXED = " m M^2 / (2 s^2), m the mean square of a relaxed number of a mask, a little below 1 / (1 - rate)."
            + " The divergence of the draws from it is infinite, since weights that are not masked are points; for the part of the"
            + " masks the fit took minus the entropy of masks of 0 and 1 at these rates, %.4g nats.";

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

    /** Refuses, before a run begins, a density that has nothing to mask. */
    @Override
    public Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> density,
            StartingPoint start, UniformRandomProvider rng) {
        DropoutFit.masked(density.get(), settings.get(DROP_INPUTS));
        return Optional.empty();
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws are random masks of one set of fitted weights: their spread is that of the rate and of the prior, of what is not"
                        + " masked (biases, noise) there is none, and since the draws have no density in the space of all weights nothing can weigh"
                        + " them against the posterior.");
    }

    /** What rates were learned, and what the masks stand for. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        Optional<double[][]> means = draws.findStatistic(DropoutFit.RATE.name());
        Optional<double[][]> lowest = draws.findStatistic(DropoutFit.LOWEST.name());
        Optional<double[][]> highest = draws.findStatistic(DropoutFit.HIGHEST.name());
        Optional<double[][]> entropies = draws.findStatistic(DropoutFit.ENTROPY.name());
        if (means.isEmpty() || lowest.isEmpty() || highest.isEmpty() || entropies.isEmpty() || draws.draws() == 0) {
            return List.of();
        }
        double mean = ofFits(means.get()).average().orElse(Double.NaN);
        double least = ofFits(lowest.get()).min().orElse(Double.NaN);
        double most = ofFits(highest.get()).max().orElse(Double.NaN);
        double entropy = ofFits(entropies.get()).average().orElse(Double.NaN);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("dropout_rate", mean);
        numbers.put("dropout_rate_lowest", least);
        numbers.put("dropout_rate_highest", most);
        numbers.put("mask_entropy", entropy);
        boolean learned = settings.get(LEARN_RATES);
        String rates = learned
                ? String.format(Locale.ROOT,
                        "The rates that were learned are %.3g in the mean of all numbers of a mask, from %.3g to %.3g by the layer"
                                + " and fit.",
                        mean, least, most)
                : String.format(Locale.ROOT, "The rate is %.3g.", mean);
        return List.of(new Measurement("masks", rates
                + " The prior that the masks stand for is the configured one at the masked weights: a normal one of scale s is a decay of"
                + String.format(Locale.ROOT, learned ? OF_RELAXED : OF_FIXED, entropy), numbers, false));
    }

    /** The first of each fit: it is the same in all draws. */
    private static DoubleStream ofFits(double[][] values) {
        return Arrays.stream(values).filter(fit -> fit.length > 0).mapToDouble(fit -> fit[0]);
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.BROKEN_FIT, List.of(MapType.LEARNING_RATE.change(settings.get(MapType.LEARNING_RATE) / 4,
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
