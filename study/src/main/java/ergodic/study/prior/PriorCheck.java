package ergodic.study.prior;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.PriorPositions;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Mixture;
import ergodic.sampler.words.Counted;
import ergodic.study.Study;
import ergodic.study.config.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a prior says before any target is seen: draws of the weights and of everything else from the prior, and what they predict at inputs
 * of training rows and at the probes. Of the targets nothing enters but how they are encoded: mean and standard deviation of numbers, the
 * mean of counts, the names of classes.
 *
 * @param source
 *            name of the data
 * @param model
 *            the network in one line
 * @param draws
 *            draws of the prior
 * @param seed
 *            their seed
 * @param trainingRows
 *            training rows looked at
 * @param probeRows
 *            probe rows looked at
 * @param numbers
 *            what was found
 * @param warnings
 *            what is absurd in it, a sentence each
 * @param curves
 *            distribution functions
 * @param sweeps
 *            functions along inputs
 */
public record PriorCheck(String source, String model, int draws, long seed, int trainingRows, int probeRows,
        List<PriorNumber> numbers, List<String> warnings, List<PriorCurve> curves, List<PriorSweep> sweeps) {

    /** Most training rows that are looked at, evenly spread. */
    private static final int MOST_ROWS = 200;
    /** Numbers that draws may take: an eighth of a gigabyte. */
    private static final int MOST_NUMBERS = 16_000_000;
    private static final int SWEEPS = 4;
    private static final int PLACES = 41;
    private static final double REACH = 2;
    private static final int SHOWN = 5;
    private static final List<Double> LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    /** Copies the lists. */
    public PriorCheck {
        numbers = List.copyOf(numbers);
        warnings = List.copyOf(warnings);
        curves = List.copyOf(curves);
        sweeps = List.copyOf(sweeps);
    }

    /**
     * Draws from the prior of a study.
     *
     * @param wanted
     *            how many draws; fewer where those of so many weights would not fit into memory
     * @param seed
     *            same seed, same draws
     */
    public static PriorCheck of(Study study, int wanted, long seed) {
        BayesianNetwork network = study.network();
        Dataset data = study.dataset();
        int draws = Math.clamp(MOST_NUMBERS / network.model().dimension(), 2, Math.max(2, wanted));
        PriorPositions positions = positions(network, draws, seed);
        Mixture one = network.likelihood().mixture(data.target());
        PriorView view = PriorView.of(one, data.target());
        Rows train = spread(data.train(), MOST_ROWS);
        PriorSample training = PriorSample.of(network.predictor(), one, positions, train, seed);
        PriorSample probes = PriorSample.of(network.predictor(), one, positions, network.probes(), seed);
        List<String> warnings = new ArrayList<>();
        double[] means = PriorSample.sorted(training.mean());
        long broken = Arrays.stream(means).filter(mean -> !Double.isFinite(mean)).count();
        if (broken > 0) {
            warnings.add(Counted.of(broken, "prediction") + " of " + means.length
                    + " are not finite: the prior's tails are heavier than numbers reach.");
        }
        warnings.addAll(view.warnings(training));
        String model = Counted.of(network.model().dimension(), "unknown") + ", "
                + Counted.of(data.train().count(), "training row") + " of " + Counted.of(data.inputs(), "input")
                + (data.target().others().isEmpty() ? ""
                        : "; of " + data.target().all().size() + " targets the first, " + data.target().name()
                                + ", is shown");
        return new PriorCheck(data.source(), model, draws, seed, train.count(),
                network.probes().count(), view.numbers(training, probes), warnings, view.curves(training),
                sweeps(network, positions, one, view));
    }

    private static PriorPositions positions(BayesianNetwork network, int draws, long seed) {
        try {
            return new PriorPositions(network.posterior().prior(), draws, seed);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static Rows spread(Rows rows, int most) {
        int count = Math.min(most, rows.count());
        int[] places = new int[count];
        Arrays.setAll(places, i -> (int) ((long) i * rows.count() / count));
        return rows.subset(places);
    }

    /** Along the first numbers of a table. */
    private static List<PriorSweep> sweeps(BayesianNetwork network, PriorPositions positions, Mixture one,
            PriorView view) {
        Dataset data = network.data();
        List<PriorSweep> sweeps = new ArrayList<>();
        if (!data.isTable() || !(data.shape() instanceof RowShape.Numbers)) {
            return sweeps;
        }
        int base = midst(spread(data.train(), MOST_ROWS));
        int input = 0;
        for (FeatureEncoding feature : data.features()) {
            if (sweeps.size() < SWEEPS && feature instanceof FeatureEncoding.Numeric numeric && !numeric.constant()) {
                sweeps.add(sweep(network, positions, one, view, base, input, numeric));
            }
            input += feature.width();
        }
        return sweeps;
    }

    /** Position among the spread rows of the one whose inputs are nearest to their means. */
    private static int midst(Rows rows) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < rows.count(); row++) {
            double far = Arrays.stream(rows.row(row)).map(x -> x * x).sum();
            if (far < least) {
                least = far;
                nearest = row;
            }
        }
        return nearest;
    }

    private static PriorSweep sweep(BayesianNetwork network, PriorPositions positions, Mixture one, PriorView view,
            int base, int input, FeatureEncoding.Numeric numeric) {
        double[] z = new double[PLACES];
        Arrays.setAll(z, i -> REACH * (2.0 * i / (PLACES - 1) - 1));
        double[][] functions = new double[positions.draws()][PLACES];
        double[][] quantiles = new double[LEVELS.size()][PLACES];
        Rows rows = spread(network.data().train(), MOST_ROWS).along(base, input, z);
        network.predictor().visitComponents(positions, rows, (row, values, offset, components) -> {
            double[] column = new double[components];
            for (int draw = 0; draw < components; draw++) {
                one.load(values, offset + draw * one.parameters(), 1);
                column[draw] = view.value(one);
                functions[draw][row] = column[draw];
            }
            Arrays.sort(column);
            for (int level = 0; level < LEVELS.size(); level++) {
                quantiles[level][row] = PriorSample.quantile(column, LEVELS.get(level));
            }
        });
        return new PriorSweep(numeric.name(), view.value(),
                Arrays.stream(z).map(place -> numeric.mean() + numeric.sd() * place).toArray(), LEVELS, quantiles,
                Arrays.copyOf(functions, Math.min(SHOWN, functions.length)));
    }
}
