package ergodic.sampler.svgd;

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
import java.util.Optional;

/** {@code svgd}. */
public final class SvgdType implements MethodType {

    /** Steps of a population. */
    public static final Key<Integer> STEPS = Key.whole("steps", 2000, Key.atLeast(1),
            "steps of a population, a gradient of each particle; AdamW's learning rate falls to 0 over them");
    /** Size of a population. */
    public static final Key<Integer> PARTICLES = Key.whole("particles", 50, Key.within(1, SvgdSettings.MOST_PARTICLES),
            "particles of a population, which are the draws, each again where there are more `draws`");

    @Override
    public String name() {
        return "svgd";
    }

    @Override
    public DrawKind kind() {
        return DrawKind.POPULATION;
    }

    @Override
    public StartUse startUse() {
        return StartUse.CLIMBS;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STEPS, PARTICLES, MapType.LEARNING_RATE, MapType.BATCH_SIZE);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SvgdMethod(new SvgdSettings(warmup, settings.get(PARTICLES), settings.get(MapType.LEARNING_RATE),
                settings.get(MapType.BATCH_SIZE)));
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of("The draws are " + settings.get(PARTICLES)
                + " particles that push each other apart by a kernel of their distances: in many"
                + " dimensions they lie too near together, so variances are too small, and that populations agree does not show it.");
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        List<String> particles = List.of(PARTICLES.change(
                Math.min(SvgdSettings.MOST_PARTICLES, 4 * settings.get(PARTICLES)), settings.get(PARTICLES)));
        List<String> steps = List.of(STEPS.change(4 * settings.get(STEPS), settings.get(STEPS)));
        advice.put(Difficulty.TOO_FEW_DRAWS, particles);
        advice.put(Difficulty.DISAGREEMENT, particles, steps);
        advice.put(Difficulty.UNFINISHED_FIT, steps);
        advice.put(Difficulty.BROKEN_FIT, List.of(MapType.LEARNING_RATE.change(settings.get(MapType.LEARNING_RATE) / 4,
                settings.get(MapType.LEARNING_RATE))));
        advice.put(Difficulty.FEW_FITS, List.of(advice.chains()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "lower " + MapType.LEARNING_RATE.path() + " (it is " + settings.get(MapType.LEARNING_RATE) + ")";
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        return BatchKeys.complaint(settings.get(MapType.BATCH_SIZE), rows);
    }

    @Override
    public Optional<Key<Integer>> batchKey() {
        return Optional.of(MapType.BATCH_SIZE);
    }

    @Override
    public double mostGradients(Settings settings) {
        return settings.get(PARTICLES);
    }
}
