package ergodic.sampler.swag;

import ergodic.sampler.DrawKind;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.map.MapType;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import java.util.List;
import java.util.Optional;

/** {@code swag}. */
public final class SwagType implements MethodType {

    /** Steps of a fit. */
    public static final Key<Integer> STEPS = Key.whole("steps", 10_000, Key.atLeast(2),
            "steps of a fit, a gradient each: a climb to a mode, then the path whose moments are taken");
    /** Share of the path. */
    public static final Key<Double> PATH_SHARE = Key.real("path_share", 0.5, Key.between(0, 1),
            "share of the steps that are the path");
    /** What makes the steps of the path. */
    public static final Key<String> PATH = Key.choice("path", PathKind.keys(), PathKind.ADAM.key(),
            "what makes the steps of the path: `adam`, or `sgd` with momentum 0.9, as published, whose rate must suit the posterior");
    /** Its learning rate. */
    public static final Key<Double> PATH_RATE = Key.real("path_rate", 0.001, Key.positive(),
            "learning rate of the path, which stays: with the batches it sets how wide the draws are");
    /** Points that are collected. */
    public static final Key<Integer> POINTS = Key.whole("points", 100, Key.within(2, 1_000_000),
            "points of the path, evenly spread, whose mean and variances are taken");
    /** Deviations. */
    public static final Key<Integer> RANK = Key.whole("rank", 20, Key.within(2, 1000),
            "last points whose deviations make the covariances; memory grows with it");

    @Override
    public String name() {
        return "swag";
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
        return List.of(STEPS, MapType.LEARNING_RATE, PATH_SHARE, PATH, PATH_RATE, POINTS, RANK, BatchKeys.BATCH_SIZE);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SwagMethod(new SwagSettings(warmup, settings.get(PATH_SHARE), settings.get(MapType.LEARNING_RATE),
                PathKind.of(settings.get(PATH)), settings.get(PATH_RATE), settings.get(POINTS), settings.get(RANK),
                settings.get(BatchKeys.BATCH_SIZE)));
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws are of a normal approximation with the moments of an optimiser's path: how wide it is follows from the"
                        + " learning rate and the batches of the path, not from the posterior alone, and around a mode that the other fits"
                        + " did not find it knows nothing.");
    }

    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        return SwagFindings.of(draws);
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.BROKEN_FIT,
                List.of(PATH_RATE.change(settings.get(PATH_RATE) / 4, settings.get(PATH_RATE))));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "lower " + PATH_RATE.path() + " (it is " + settings.get(PATH_RATE) + ") or "
                + MapType.LEARNING_RATE.path();
    }

    /** A path by all rows has no noise to spread its points, so all of them are taken only of so few rows that nothing else is left. */
    @Override
    public Settings fitted(Settings settings, int rows) {
        int most = Math.max(1, rows / 2);
        return settings.isGiven(BatchKeys.BATCH_SIZE) || settings.get(BatchKeys.BATCH_SIZE) <= most ? settings
                : settings.with(BatchKeys.BATCH_SIZE, most);
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        if (settings.get(BatchKeys.BATCH_SIZE) == rows) {
            return Optional.of(BatchKeys.BATCH_SIZE.path() + " = " + rows
                    + " is all rows: a path without the noise of batches stands still at the mode, so its points have no spread; lower it");
        }
        return BatchKeys.complaint(settings, rows);
    }

    @Override
    public Optional<Key<Integer>> batchKey() {
        return Optional.of(BatchKeys.BATCH_SIZE);
    }

    /** A step of the climb may look at all rows beside its batch; a draw is tried again where its density is not finite. */
    @Override
    public double mostGradients(Settings settings) {
        return SwagFit.TRIES;
    }
}
