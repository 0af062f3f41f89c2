package ergodic.sampler.calibration;

import ergodic.sampler.DrawKind;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Simulation-based calibration (Talts et al. 2018; Modrak et al. 2023 for functions of the data): weights from the prior, targets by the network, draws
 * of the posterior by a method from a start of its own; if the draws are right, the rank of each function at the weights is uniform among
 * the function's values at the draws.
 *
 * @param ranks
 *            how many ranks fell into each of {@link #BINS} bins, a line a function
 */
record RankCounts(int[][] ranks) {

    static final int BINS = 10;
    /** Ranks are 0 .. 49. */
    private static final int DRAWS = 49;
    private static final int WARMUP = 300;

    /** Of so many simulations. */
    static RankCounts of(Calibrated method, int simulations, long seed) {
        int[][] ranks = new int[SmallNetwork.FUNCTIONS.size()][BINS];
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] theta = new double[SmallNetwork.DIMENSION];
        double[] truth = new double[SmallNetwork.FUNCTIONS.size()];
        SmallNetwork unobserved = SmallNetwork.observed(theta, rng);
        for (int simulation = 0; simulation < simulations; simulation++) {
            unobserved.prior().drawInto(theta, rng);
            SmallNetwork network = SmallNetwork.observed(theta, rng);
            network.functionsInto(theta, truth);
            MemoryDraws draws = draws(method, network, rng.nextLong());
            for (int f = 0; f < truth.length; f++) {
                int rank = 0;
                for (double[] chain : draws.series(Functions.NAME, f)) {
                    for (double value : chain) {
                        rank += value < truth[f] ? 1 : 0;
                    }
                }
                ranks[f][rank * BINS / (DRAWS + 1)]++;
            }
        }
        return new RankCounts(ranks);
    }

    private static MemoryDraws draws(Calibrated method, SmallNetwork network, long seed) {
        Settings given = Settings.of(method.type().keys(), method.given());
        Settings settings = method.type().prepare(given, network::fork, new UniformStart(),
                RandomStreams.ofChain(seed, 0)).map(found -> found.settings()).orElse(given);
        boolean members = method.type().kind() == DrawKind.MEMBERS;
        int first = method.type().kind() == DrawKind.CHAIN ? WARMUP : method.type().steps(settings);
        SamplingMethod sampling = method.type().method(settings, first);
        MemoryDraws draws = new MemoryDraws(members ? DRAWS : 1, List.of(
                Variable.of(Functions.NAME, SmallNetwork.FUNCTIONS.size())));
        Sampling.run(new RunSettings(members ? DRAWS : 1, first, members ? 1 : DRAWS, method.thin(), seed, 1),
                chain -> sampling.kit(network.fork(), new UniformStart(), new Functions(network.fork())), draws);
        return draws;
    }

    /** Pearson's chi-squared of a function's ranks against the uniform distribution, with {@code BINS - 1} degrees of freedom. */
    double chiSquared(int function) {
        double expected = (double) simulations() / BINS;
        double sum = 0.0;
        for (int count : ranks[function]) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** The largest of all functions. */
    double worst() {
        double worst = 0.0;
        for (int f = 0; f < ranks.length; f++) {
            worst = Math.max(worst, chiSquared(f));
        }
        return worst;
    }

    int simulations() {
        int sum = 0;
        for (int count : ranks[0]) {
            sum += count;
        }
        return sum;
    }

    /** The chi-squared of each function, as cells of a table. */
    String cells() {
        StringBuilder cells = new StringBuilder();
        for (int f = 0; f < ranks.length; f++) {
            cells.append(String.format(Locale.ROOT, " %.1f |", chiSquared(f)));
        }
        return cells.toString();
    }

    private record Functions(SmallNetwork network) implements DrawTransform {

        private static final String NAME = "functions";

        @Override
        public List<Variable> variables() {
            return List.of(Variable.of(NAME, SmallNetwork.FUNCTIONS.size()));
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            network.functionsInto(theta, values);
        }
    }
}
