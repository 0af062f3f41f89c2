package ergodic.sampler.variational;

import ergodic.sampler.DrawKind;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
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
import ergodic.sampler.part.SharedOut;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** {@code vi}. */
public final class VariationalType implements MethodType {

    /** The family. */
    public static final Key<String> FAMILY = Key.choice("family", VariationalFamily.keys(),
            VariationalFamily.MEAN_FIELD.key(),
            "`mean_field`: independent normals, too narrow where weights depend on each other; `low_rank`: with `rank` directions beside;"
                    + " `full_rank`: a normal of any covariance, for hundreds of unknowns; `flow`: normals through `layers` couplings, for shapes that are no normals");
    /** Columns of a low-rank covariance. */
    public static final Key<Integer> RANK = Key
            .whole("rank", VariationalSettings.RANK, Key.within(1, 1000),
                    "directions of `low_rank`, beside the width of each unknown")
            .only(FAMILY, VariationalFamily.LOW_RANK.key());
    /** Couplings of a flow. */
    public static final Key<Integer> LAYERS = Key
            .whole("layers", VariationalSettings.LAYERS, Key.within(1, 100),
                    "affine couplings of `flow`, each a network of 16 units of half of the unknowns that moves the other half")
            .only(FAMILY, VariationalFamily.FLOW.key());
    /** Largest number of steps. */
    public static final Key<Integer> STEPS = Key.whole("steps", 20_000, Key.atLeast(VariationalSettings.FEWEST_STEPS),
            "largest number of steps of a fit; it ends by itself where shorter steps gain no more than `tolerance`");
    /** Draws of a step. */
    public static final Key<Integer> SAMPLES = Key.whole("samples", VariationalSettings.SAMPLES, Key.within(1, 1000),
            "draws of the approximation in a step, a gradient each; noise and its mirror image come in pairs");
    /** Of what the noise is. */
    public static final Key<String> ESTIMATOR = Key.choice("estimator", NoiseEstimator.keys(),
            NoiseEstimator.WEIGHTS.key(),
            "noise of the gradients of `mean_field`: of `weights`, shared by the rows of a batch; `local`, of the sums of dense layers, drawn by row; `flipout`, of weights with signs by row,"
                    + " of dense layers and convolutions in one group. Not of grouped convolutions, dense layers applied at each step of a sequence, attention and recurrent layers: these and the other weights keep theirs")
            .only(FAMILY, VariationalFamily.MEAN_FIELD.key());
    /** Bytes of noise by row that a chain may hold. */
    static final long MOST_NOISE = 1L << 30;
    /** Step size. */
    public static final Key<Double> LEARNING_RATE = Key.real("learning_rate", VariationalSettings.LEARNING_RATE,
            Key.positive(),
            "size of the first steps, in standard deviations of the approximation; it is halved from stage to stage");
    /** When it has arrived. */
    public static final Key<Double> TOLERANCE = Key.real("tolerance", VariationalSettings.TOLERANCE, Key.positive(),
            "nats of the lower bound: where halving the step gains no more, its error included, a fit has arrived");
    /** Annealing. */
    public static final Key<Double> ANNEALING = Key.real("annealing", 0,
            value -> value >= 0 && value <= VariationalSettings.MOST_ANNEALING ? null
                    : "must be from 0 to " + VariationalSettings.MOST_ANNEALING + ", not " + value,
            "share of the steps over which the weight of the divergence from the prior rises from 0.01 to 1: a tempering of the way, not of"
                    + " where it ends; 0 for none");
    /** Draws of the pool. */
    public static final Key<Integer> CANDIDATES = Key.whole("candidates", VariationalSettings.CANDIDATES,
            Key.within(25, VariationalSettings.MOST_CANDIDATES),
            "draws at the end of a fit that tell its lower bound and the Pareto k of its weights; a gradient of all rows each");
    /** Whether weights correct the draws. */
    public static final Key<Boolean> CORRECTED = Key.truth("corrected", false,
            "draws are taken from the `candidates` by their importance weights in fits whose Pareto k is at most"
                    + " `min(1 - 1/log10(candidates), 0.7)`; false for draws of the approximation itself");

    @Override
    public String name() {
        return "vi";
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    /** It climbs itself: at a mode found before, q would have to widen and leave it, which takes most of the steps that a fit has. */
    @Override
    public StartUse startUse() {
        return StartUse.CLIMBS;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(FAMILY, RANK, LAYERS, STEPS, SAMPLES, MapType.BATCH_SIZE, ESTIMATOR, LEARNING_RATE, TOLERANCE,
                ANNEALING,
                CANDIDATES, CORRECTED);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new VariationalMethod(new VariationalSettings(warmup, VariationalFamily.of(settings.get(FAMILY)),
                settings.find(RANK).orElse(1), settings.find(LAYERS).orElse(1), settings.get(SAMPLES),
                settings.get(MapType.BATCH_SIZE),
                settings.get(LEARNING_RATE), settings.get(ANNEALING), settings.get(TOLERANCE),
                settings.get(CANDIDATES), settings.get(CORRECTED), estimator(settings)));
    }

    private static NoiseEstimator estimator(Settings settings) {
        return settings.find(ESTIMATOR).map(NoiseEstimator::of).orElse(NoiseEstimator.WEIGHTS);
    }

    /** Why there is no noise by row. */
    static String refusal(RowNoiseForm form) {
        return ESTIMATOR.path() + " = \"" + form.name().toLowerCase(Locale.ROOT) + "\" finds no dense layer"
                + (form == RowNoiseForm.FLIPOUT ? " and no convolution in one group" : "")
                + " whose weights are themselves unknowns of that layer alone (grouped convolutions, dense layers at each step of a sequence, attention and recurrent layers are left out); set "
                + ESTIMATOR.path() + " = \""
                + NoiseEstimator.WEIGHTS.key() + "\"";
    }

    /**
     * Refuses noise of so many rows that memory does not hold it.
     *
     * @throws IllegalArgumentException
     *             if it takes more than {@link #MOST_NOISE} bytes, in a sentence
     */
    static void refuseTooMuch(RowNoise noise, long rows) {
        long most = MOST_NOISE / Double.BYTES / Math.max(1, noise.numbersOfRow());
        if (rows > most) {
            throw new IllegalArgumentException("noise by row (" + ESTIMATOR.path() + ") of "
                    + Counted.of(rows, "row") + " with " + noise.numbersOfRow()
                    + " numbers each takes more than 1 GiB a chain; "
                    + (most == 0 ? "set " + ESTIMATOR.path() + " = \"" + NoiseEstimator.WEIGHTS.key() + "\", as no "
                            + MapType.BATCH_SIZE.path() + " is small enough"
                            : "set " + MapType.BATCH_SIZE.path() + " to at most " + most));
        }
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        List<String> caveats = new ArrayList<>();
        caveats.add("The draws are of the distribution of the family " + settings.get(FAMILY)
                + " that is nearest to the posterior by the divergence that does not punish what it leaves out: usually too narrow.");
        if (settings.get(ANNEALING) > 0) {
            caveats.add(String.format(Locale.ROOT,
                    "Over the first %.0f %% of its steps each fit was tempered (the divergence from the prior weighed less than 1); what is drawn from"
                            + " is not.",
                    100 * settings.get(ANNEALING)));
        }
        if (estimator(settings) != NoiseEstimator.WEIGHTS && settings.get(MapType.BATCH_SIZE) == 0) {
            caveats.add(
                    "Noise by row (" + ESTIMATOR.path() + ") is meant for small batches, and each step took all rows ("
                            + MapType.BATCH_SIZE.path() + " = 0): noise of weights may end with less noise there.");
        }
        return caveats;
    }

    /** The bounds, the shape of the importance weights, and which fits did not arrive. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        return VariationalFindings.of(draws, settings.get(CANDIDATES));
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        return BatchKeys.complaint(settings.get(MapType.BATCH_SIZE), rows);
    }

    /**
     * Finds out which variables have noise by row, and refuses a covariance that memory does not hold, and noise by
     * row that no layer allows, before a run begins.
     */
    @Override
    public Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> density,
            StartingPoint start, UniformRandomProvider rng) {
        StochasticLogDensity own = density.get();
        RowNoiseForm form = estimator(settings).form();
        if (form != null) {
            RowNoise noise = own.rowNoise(form).orElseThrow(() -> new IllegalArgumentException(refusal(form)));
            int batch = settings.get(MapType.BATCH_SIZE);
            refuseTooMuch(noise, batch == 0 ? own.rowCount() : batch);
            boolean[] byRow = new boolean[own.dimension()];
            for (int coordinate : noise.coordinates()) {
                byRow[coordinate] = true;
            }
            return Optional.of(SharedOut.of(own, IntStream.range(0, byRow.length).toArray(), byRow).preparation(
                    settings, "Noise by row (" + ESTIMATOR.path() + " = \"" + estimator(settings).key() + "\")",
                    "noise_by_row", "noise that rows share", "noise_shared"));
        }
        int unknowns = own.dimension();
        if (settings.get(FAMILY).equals("full_rank") && unknowns > VariationalSettings.MOST_FULL) {
            throw new IllegalArgumentException(FAMILY.path() + " = \"full_rank\" takes at most "
                    + VariationalSettings.MOST_FULL + " unknowns, and here are " + unknowns + "; set " + FAMILY.path()
                    + " = \"low_rank\" or \"mean_field\"");
        }
        return Optional.empty();
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.UNFINISHED_FIT, List.of(STEPS.change(4 * settings.get(STEPS), settings.get(STEPS))));
        advice.put(Difficulty.BROKEN_FIT,
                List.of("Check the data and the priors.",
                        LEARNING_RATE.change(settings.get(LEARNING_RATE) / 4, settings.get(LEARNING_RATE)),
                        advice.other(", which samples by chains")));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "lower " + LEARNING_RATE.path() + " (it is " + settings.get(LEARNING_RATE) + ")";
    }

    @Override
    public Optional<Key<Integer>> batchKey() {
        return Optional.of(MapType.BATCH_SIZE);
    }

    /** Draws of a step and two looks, or a share of the pool. */
    @Override
    public double mostGradients(Settings settings) {
        return Math.max(settings.get(SAMPLES) + 2.0 * StageComparison.LOOKS,
                Math.ceilDiv(settings.get(CANDIDATES), VariationalSettings.POOL_STEPS));
    }
}
