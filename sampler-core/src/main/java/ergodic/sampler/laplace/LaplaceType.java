package ergodic.sampler.laplace;

import ergodic.sampler.CurvedLogDensity;
import ergodic.sampler.DenseLayer;
import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.map.ClimbKeys;
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
import ergodic.sampler.part.Part;
import ergodic.sampler.part.SharedOut;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/** {@code laplace}. */
public final class LaplaceType implements MethodType {

    /** What of the precision is kept. */
    public static final Key<String> STRUCTURE = Key.choice("structure", LaplaceStructure.keys(),
            LaplaceStructure.FULL.key(), "what of the precision matrix is kept: `full`, for up to "
                    + LaplaceSettings.MOST_FULL
                    + " weights that have a distribution; `kronecker`, for each dense layer and convolution a product of two factors; its `diagonal`; or `low_rank`, the prior's diagonal and the directions in which the likelihood curves most");
    /** How many directions a low rank has. */
    public static final Key<Integer> RANK = Key.whole("rank", 0, Key.atLeast(0),
            "directions of `structure = \"low_rank\"`: those in which the likelihood curves most, in units of the prior; in all others the draws are as wide as the prior. 0: as many as it takes until the likelihood curves less than a hundredth of the prior, of up to "
                    + CurvatureAtMode.MOST_ENTRIES + " numbers in all")
            .only(STRUCTURE, LaplaceStructure.LOW_RANK.key());
    /** Which matrix it is. */
    public static final Key<String> CURVATURE = Key.choice("curvature", List.of("gauss_newton", "hessian"),
            "gauss_newton",
            "curvature of the likelihood: the Gauss-Newton matrix, or the `hessian` itself, which takes as many products as there are weights");
    /** Which weights have a distribution. */
    public static final Key<String> PART = new Key<>("part", String.class, Part.ALL,
            "\"" + Part.ALL + "\"", value -> value.isBlank() ? "must not be empty" : null,
            "weights that have a distribution, the others stay at the mode: `all`, `last_layer` (with the noise), or names of layers or"
                    + " variables between commas, such as `\"layer2, noise_scale\"`");

    /** Which prior scales are chosen. */
    public static final Key<String> PRIOR_SCALE = Key.choice("prior_scale", PriorScale.keys(), PriorScale.GIVEN.key(),
            "scales of the normal priors of weights that have a distribution: as `given`, or chosen by the evidence of the data: one factor of all (`global`), one for each variable (`layer`)"
                    + " or for each `weight`");
    /** How predictions are made of the draws. */
    public static final Key<String> PREDICTIONS = Key.choice("predictions", LaplacePredictions.keys(),
            LaplacePredictions.LINEARISED.key(),
            "what predicts: the network `linearised` in its weights about the mode, of which the approximation is one, at each draw; of classes its logits taken for normal, by their moments over the draws (`probit`);"
                    + " or the `network` itself at each draw");

    @Override
    public String name() {
        return "laplace";
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
    public boolean byProbit(Settings settings) {
        return LaplacePredictions.of(settings.get(PREDICTIONS)) == LaplacePredictions.PROBIT;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STRUCTURE, RANK, CURVATURE, PART, PRIOR_SCALE, PREDICTIONS, ClimbKeys.OPTIMIZER,
                ClimbKeys.STEPS, MapType.LEARNING_RATE, MapType.TOLERANCE);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(ClimbKeys.STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new LaplaceMethod(new LaplaceSettings(ClimbKeys.climb(settings, warmup),
                structure(settings), structure(settings) == LaplaceStructure.LOW_RANK ? settings.get(RANK) : 0,
                LaplaceCurvature.of(settings.get(CURVATURE)),
                Part.of(settings.get(PART)), priorScale(settings), predictions(settings)));
    }

    private static PriorScale priorScale(Settings settings) {
        return PriorScale.of(settings.get(PRIOR_SCALE));
    }

    private static LaplacePredictions predictions(Settings settings) {
        return LaplacePredictions.of(settings.get(PREDICTIONS));
    }

    /** Two factors and few directions are those of the Gauss-Newton matrix; factors have one prior for all weights of an input, and of few directions the evidence is no measure of the prior. */
    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        if (structure(settings) == LaplaceStructure.KRONECKER && priorScale(settings) == PriorScale.WEIGHT) {
            return Optional.of(PRIOR_SCALE.path() + " = \"weight\" needs another structure than " + STRUCTURE.path()
                    + " = \"kronecker\", which has one prior for all weights of an input; set " + PRIOR_SCALE.path()
                    + " = \"layer\"");
        }
        if (structure(settings) == LaplaceStructure.LOW_RANK && priorScale(settings) != PriorScale.GIVEN) {
            return Optional.of(PRIOR_SCALE.path() + " = \"" + priorScale(settings).key()
                    + "\" needs another structure than " + STRUCTURE.path()
                    + " = \"low_rank\", which counts no more weights as determined than it has directions; set "
                    + STRUCTURE.path()
                    + (priorScale(settings) == PriorScale.WEIGHT ? " = \"diagonal\"" : " = \"kronecker\""));
        }
        boolean ofGaussNewton = structure(settings) == LaplaceStructure.KRONECKER
                || structure(settings) == LaplaceStructure.LOW_RANK;
        return ofGaussNewton && settings.get(CURVATURE).equals("hessian")
                ? Optional.of(STRUCTURE.path() + " = \"" + structure(settings).key()
                        + "\" is of the Gauss-Newton matrix; take "
                        + CURVATURE.path() + " = \"gauss_newton\", or another structure")
                : Optional.empty();
    }

    private static LaplaceStructure structure(Settings settings) {
        return LaplaceStructure.of(settings.get(STRUCTURE));
    }

    /** Finds out which weights have factors, and refuses what does not fit the density before a run begins. */
    @Override
    public Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> density,
            StartingPoint start, UniformRandomProvider rng) {
        StochasticLogDensity own = density.get();
        int[] chosen = Part.of(settings.get(PART)).coordinates(own);
        int count = chosen.length;
        if (priorScale(settings) != PriorScale.GIVEN) {
            new ScaledPrior(own, chosen, priorScale(settings)).groups();
        }
        if (structure(settings) == LaplaceStructure.KRONECKER && own instanceof CurvedLogDensity curved) {
            return Optional.of(factors(settings, own, chosen, curved.curvature(chosen).layers()));
        }
        if (structure(settings) == LaplaceStructure.FULL && count > LaplaceSettings.MOST_FULL) {
            throw new IllegalArgumentException(STRUCTURE.path() + " = \"full\" takes at most "
                    + LaplaceSettings.MOST_FULL + " weights, and here " + count + " have a distribution; set "
                    + STRUCTURE.path() + " = \"kronecker\", \"low_rank\" or \"diagonal\", or a smaller " + PART.path()
                    + ", such as \""
                    + Part.LAST_LAYER + "\"");
        }
        return Optional.empty();
    }

    private static Preparation factors(Settings settings, StochasticLogDensity density, int[] chosen,
            List<DenseLayer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(STRUCTURE.path()
                    + " = \"kronecker\" finds no dense layer and no convolution whose weights"
                    + " are themselves unknowns and are used once; set " + STRUCTURE.path() + " = \"diagonal\"");
        }
        boolean[] factored = new boolean[chosen.length];
        for (DenseLayer layer : layers) {
            for (int output = 0; output < layer.outputs(); output++) {
                for (int input = 0; input <= layer.inputs(); input++) {
                    factored[layer.coordinate(output, input)] = true;
                }
            }
        }
        return SharedOut.of(density, chosen, factored).preparation(settings,
                "Two factors (" + STRUCTURE.path() + " = \"kronecker\")", "two_factors", "a diagonal", "diagonal");
    }

    /** Not of a part; nor with scales that the same data choose, with which it is a maximum over priors. */
    @Override
    public boolean tellsEvidence(Settings settings) {
        return Part.of(settings.get(PART)).isAll() && priorScale(settings) == PriorScale.GIVEN;
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        List<String> caveats = new ArrayList<>();
        caveats.add(
                "The draws are of normal distributions around modes, as wide as the curvature there says: as good as the"
                        + " posterior is normal in the coordinates that are sampled. Each fit is a mode, and all weigh the same.");
        if (!Part.of(settings.get(PART)).isAll()) {
            caveats.add("Only a part of the weights has a distribution (" + PART.path() + " = \"" + settings.get(PART)
                    + "\"); the others are held at the mode, and their uncertainty is missing.");
        }
        if (priorScale(settings) != PriorScale.GIVEN) {
            caveats.add("The scales of the prior were chosen by the same data, and are taken as if they were known ("
                    + PRIOR_SCALE.path() + " = \"" + priorScale(settings).key()
                    + "\"): empirical Bayes, whose evidence is a maximum over priors and not that of a model chosen before.");
        }
        if (structure(settings) == LaplaceStructure.KRONECKER) {
            caveats.add("Correlations between layers were left out, and those within a layer are by two factors ("
                    + STRUCTURE.path() + " = \"kronecker\").");
        }
        if (structure(settings) == LaplaceStructure.LOW_RANK) {
            caveats.add("The data narrow " + (settings.get(RANK) == 0
                    ? "the directions alone in which the likelihood curves most"
                    : "no more than " + Counted.of(settings.get(RANK), "direction")) + " ("
                    + STRUCTURE.path() + " = \"low_rank\").");
        }
        if (structure(settings) == LaplaceStructure.DIAGONAL) {
            caveats.add("Correlations between weights were left out (" + STRUCTURE.path() + " = \"diagonal\").");
        }
        caveats.add(switch (predictions(settings)) {
            case LINEARISED ->
                "Predictions are those of the network linearised in its weights about the mode, not of the network at the draws.";
            case PROBIT ->
                "Class probabilities are those of normal logits by the probit approximation (" + PREDICTIONS.path()
                        + " = \"probit\"), with the moments of the network linearised in its weights about the mode.";
            case NETWORK -> "Predictions are those of the network at the draws (" + PREDICTIONS.path()
                    + " = \"network\"); far from the mode, where draws of wide directions lie, the network may be another than the"
                    + " curvature saw.";
        });
        return caveats;
    }

    /** Evidence, shape of the importance weights, and what was wrong at the mode. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        return LaplaceFindings.of(draws, structure(settings), Part.of(settings.get(PART)).isAll(),
                settings.get(MapType.TOLERANCE));
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.UNFINISHED_FIT,
                List.of(ClimbKeys.moreSteps(settings)),
                ClimbKeys.optimizer(settings).searchesLines() ? List.of()
                        : List.of("Or take " + ClimbKeys.OPTIMIZER.path() + " = \"lbfgs\"."));
        advice.put(Difficulty.BROKEN_FIT,
                ClimbKeys.optimizer(settings).searchesLines()
                        ? List.of(
                                "Take " + ClimbKeys.OPTIMIZER.path() + " = \"adamw\", whose steps can be made shorter.")
                        : List.of(MapType.LEARNING_RATE.change(settings.get(MapType.LEARNING_RATE) / 4,
                                settings.get(MapType.LEARNING_RATE))),
                List.of("Check the data and the priors.", advice.other(", which samples by chains")));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "check the data and the priors: the density cannot be computed around the mode";
    }
}
