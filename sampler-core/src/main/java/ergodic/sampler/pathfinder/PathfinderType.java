package ergodic.sampler.pathfinder;

import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import ergodic.sampler.weights.ParetoShape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code pathfinder}. */
public final class PathfinderType implements MethodType {

    /** Steps of a fit. */
    public static final Key<Integer> STEPS = Key.whole("steps", 1000, Key.atLeast(PathfinderSettings.FEWEST_STEPS),
            "steps of a fit; three quarters of them at most are trial points of each path's optimiser");
    /** Paths of a fit. */
    public static final Key<Integer> PATHS = Key.whole("paths", 4, Key.atLeast(1),
            "paths of a fit, each from a start of its own; each has a normal approximation in the pool");
    /** Pairs of L-BFGS. */
    public static final Key<Integer> HISTORY = Key.whole("history", 10, Key.within(1, 50),
            "steps of a path from which the covariance is made: more for narrow posteriors of many unknowns");
    /** Draws a path. */
    public static final Key<Integer> CANDIDATES = Key.whole("candidates", 1000, Key.atLeast(25),
            "draws of each path in the pool that draws are taken from by their importance weights; a gradient each");

    @Override
    public String name() {
        return "pathfinder";
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
        return List.of(STEPS, PATHS, HISTORY, CANDIDATES);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new PathfinderMethod(new PathfinderSettings(warmup, settings.get(PATHS), settings.get(HISTORY),
                settings.get(CANDIDATES)));
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws are of normal approximations found on the way to modes, taken by importance weights: as good as"
                        + " the posterior is normal in the coordinates that are sampled, and as the Pareto k of the weights says.");
    }

    /** Shape of the importance weights, and how many draws are repeated. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        Optional<double[][]> shapes = draws.findStatistic(PathfinderFit.PARETO_K.name());
        Optional<double[][]> candidates = draws.findStatistic(PathfinderFit.CANDIDATE.name());
        if (shapes.isEmpty() || candidates.isEmpty() || draws.draws() == 0) {
            return List.of();
        }
        double worst = Double.NEGATIVE_INFINITY;
        long distinct = 0;
        long all = 0;
        for (int fit = 0; fit < draws.chains(); fit++) {
            Set<Double> seen = new HashSet<>();
            for (int i = 0; i < shapes.get()[fit].length; i++) {
                worst = Math.max(worst, shapes.get()[fit][i]);
                seen.add(candidates.get()[fit][i]);
            }
            distinct += seen.size();
            all += shapes.get()[fit].length;
        }
        double repeated = 1 - (double) distinct / Math.max(1, all);
        Map<String, Double> numbers = new LinkedHashMap<>();
        ParetoShape shape = new ParetoShape(worst, settings.get(PATHS) * settings.get(CANDIDATES));
        shape.putInto(numbers);
        numbers.put("repeated_draws", repeated);
        String meaning = shape.isFar()
                ? "the approximations are too far from the posterior for expectations; use the draws only as starting points"
                : shape.hasVariance() ? "the weights have a variance, and means over the draws are usable"
                        : "means over the draws are usable, but converge slowly";
        return List.of(new Measurement("importance weights",
                String.format(Locale.ROOT,
                        "The Pareto k of the importance weights is %s%s: %s. %.0f %% of the draws repeat another one.",
                        shape.text(), draws.chains() > 1 ? " in the worst fit" : "", meaning, 100 * repeated),
                numbers, shape.isFar()));
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        int paths = settings.get(PATHS);
        int candidates = settings.get(CANDIDATES);
        return PathfinderSettings.isPool(paths, candidates) ? Optional.empty()
                : Optional.of(PATHS.path() + " = " + paths + " times " + CANDIDATES.path() + " = " + candidates
                        + " are more draws than a pool can hold, " + PathfinderSettings.LARGEST_POOL
                        + "; lower one of them");
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.BROKEN_FIT,
                List.of("Check the data and the priors.", advice.other(", which samples by chains")));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "check the data and the priors: an optimiser that meets values that are not finite goes back by itself";
    }

    /** A trial point of each path and the draws of the ELBO at it, or the pool's share of a step. */
    @Override
    public double mostGradients(Settings settings) {
        double pool = (double) settings.get(PATHS) * settings.get(CANDIDATES);
        return Math.max((double) settings.get(PATHS) * (1 + OptimiserPath.ELBO_DRAWS), pool);
    }
}
