package ergodic.posteriordb;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Simulator;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.run.RunSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulation-based calibration (Talts et al. 2018) of the whole way: parameters from the prior, data from the likelihood,
 * draws of the posterior by NUTS; the rank of each parameter among its draws is uniform. 300 simulations, ranks in 10
 * bins, a chi-squared statistic for each of 4 quantities with a bound of probability 1e-4: false failure 4e-4 in all (a
 * little more, because thinned draws are not quite independent).
 */
@Tag("slow")
class SimulationBasedCalibrationStatisticalTest {

    private static final int SIMULATIONS = 300;
    private static final int RANKS = 100;
    private static final int BINS = 10;
    private static final int GROUPS = 4;
    private static final int ROWS = 12;

    /** Groups with a common mean and spread, not centred; the row's group is data. */
    private static Model hierarchical() {
        ModelBuilder model = new ModelBuilder();
        Tensor y = model.rowInput("y");
        Tensor group = model.rowInput("group");
        Tensor mu = model.parameter("mu", Support.real());
        Tensor tau = model.parameter("tau", Support.positive());
        Tensor z = model.parameter("z", Support.real(), GROUPS);
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(mu, Normal.of(0, 2)).prior(tau, HalfNormal.of(1)).prior(z, Normal.of(0, 1)).prior(sigma,
                HalfNormal.of(1));
        Tensor means = z.times(tau).plus(mu);
        model.observe(y, Normal.of(means.gather(group), sigma)).generated("mean", means);
        return model.build();
    }

    @Test
    void ranksAreUniform() {
        Model model = hierarchical();
        Simulator simulator = new Simulator(model);
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(12);
        double[] group = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            group[row] = row % GROUPS;
        }
        Map<String, double[]> columns = new HashMap<>(Map.of("group", group));
        Posterior compiled = model.compile(RowData.of(ROWS, Map.of("group", group, "y", new double[ROWS])));
        DrawTransform transform = compiled.transform();
        String[] names = {"mu", "tau", "sigma", "mean"};
        int[] elements = {0, 1, 2 + GROUPS, 3 + GROUPS};
        int[][] counts = new int[names.length][BINS];
        double[] theta = new double[model.dimension()];
        double[] truth = new double[transform.size()];
        for (int simulation = 0; simulation < SIMULATIONS; simulation++) {
            simulator.priorInto(rng, theta);
            transform.applyInto(theta, truth);
            columns.putAll(simulator.data(rng, theta, columns, ROWS));
            Posterior posterior = compiled.withRows(RowData.of(ROWS, columns));
            RunSettings settings = new RunSettings(1, 400, RANKS - 1, 6, simulation, 1);
            Chains chains = Chains.sample(posterior,
                    WarmupSettings.defaults(400).withTargetAcceptance(0.95), settings);
            for (int q = 0; q < names.length; q++) {
                int rank = 0;
                for (double draw : chains.draws().series(names[q], 0)[0]) {
                    rank += draw < truth[elements[q]] ? 1 : 0;
                }
                counts[q][rank * BINS / RANKS]++;
            }
        }
        double bound = ChiSquaredDistribution.of(BINS - 1).inverseSurvivalProbability(1e-4);
        for (int q = 0; q < names.length; q++) {
            double statistic = 0;
            double expected = (double) SIMULATIONS / BINS;
            for (int count : counts[q]) {
                statistic += (count - expected) * (count - expected) / expected;
            }
            assertThat(statistic).as("ranks of %s: %s", names[q], counts[q]).isLessThan(bound);
        }
    }
}
