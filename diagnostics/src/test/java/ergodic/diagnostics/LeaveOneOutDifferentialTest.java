package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.SharedData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Leave-one-out densities beside those of R's package {@code loo}: the reference files say which version made which column. */
class LeaveOneOutDifferentialTest {

    private static ReferenceTable table(String name) throws IOException {
        return ReferenceTable.read(SharedData.require("diagnostics/" + name));
    }

    /** [chain][draw] of one column of a table with the chains one below another. */
    private static double[][] chains(ReferenceTable table, String column, int chains) {
        double[] all = table.column(column);
        int draws = all.length / chains;
        double[][] split = new double[chains][];
        for (int chain = 0; chain < chains; chain++) {
            split[chain] = Arrays.copyOfRange(all, chain * draws, (chain + 1) * draws);
        }
        return split;
    }

    /** loo 2.10 takes the relative efficiency from posterior's effective sample size, as here: all three numbers to 1e-8. */
    @Test
    void theExampleOfLoo() throws IOException {
        ReferenceTable draws = table("loo_example_loglik.csv.gz");
        ReferenceTable expected = table("loo_example_pointwise.csv");
        double[] density = expected.column("elpd_loo");
        double[] shape = expected.column("influence_pareto_k");
        double[] efficiency = expected.column("r_eff");
        double sum = 0;
        for (int row = 0; row < density.length; row++) {
            LeaveOneOut found = LeaveOneOut.of(chains(draws, "obs" + (row + 1), 2));
            assertThat(found.logDensity()).as("row %s", row).isCloseTo(density[row], within(1e-8));
            assertThat(found.shape()).as("k-hat of row %s", row).isCloseTo(shape[row], within(1e-8));
            assertThat(found.relativeEfficiency()).as("efficiency of row %s", row).isCloseTo(efficiency[row],
                    within(1e-8));
            sum += found.logDensity();
        }
        assertThat(sum).isCloseTo(-83.58926200503, offset(1e-8));
    }

    /**
     * loo 2.5.1 had an effective sample size of its own: with the one that it used, densities and k-hats to 1e-8. Where draws that were repeated lie
     * on both sides of the cut, loo takes some of them into the tail, and here all stay outside: 1e-3 and 0.06.
     */
    @Test
    void eightSchoolsWithTheEfficiencyOfAnEarlierVersion() throws IOException {
        int exact = 0;
        for (String name : new String[]{"centered_eight", "non_centered_eight"}) {
            ReferenceTable draws = table("arviz_" + name + ".csv.gz");
            ReferenceTable expected = table("arviz_" + name + "_loo_2.5.1_pointwise.csv");
            double[] density = expected.column("elpd_loo");
            double[] shape = expected.column("influence_pareto_k");
            double[] efficiency = expected.column("r_eff");
            for (int row = 0; row < density.length; row++) {
                double[] log = draws.column("loglik" + (row + 1));
                LeaveOneOut found = LeaveOneOut.of(log, efficiency[row]);
                boolean tied = tiedAtTheCut(log, efficiency[row]);
                exact += tied ? 0 : 1;
                assertThat(found.logDensity()).as("%s, row %s", name, row).isCloseTo(density[row],
                        within(tied ? 1e-3 : 1e-8));
                assertThat(found.shape()).as("%s, k-hat of row %s", name, row).isCloseTo(shape[row],
                        within(tied ? 0.06 : 1e-8));
            }
        }
        assertThat(exact).isGreaterThanOrEqualTo(10);
    }

    private static boolean tiedAtTheCut(double[] log, double efficiency) {
        double[] sorted = log.clone();
        Arrays.sort(sorted);
        int tail = (int) Math.ceil(Math.min(0.2 * log.length, 3 * Math.sqrt(log.length / efficiency)));
        return sorted[tail - 1] == sorted[tail];
    }

    /** A normal mean with a known variance: the density of a row by the others is known. 20 rows, 20 000 draws: within 0.01. */
    @Test
    void aNormalMean() {
        Random random = new Random(4);
        double[] y = random.doubles(20, -2, 2).toArray();
        double all = Arrays.stream(y).sum();
        double[] theta = new double[20_000];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = all / 21 + random.nextGaussian() / Math.sqrt(21);
        }
        for (double value : y) {
            double[][] log = {Arrays.stream(theta).map(t -> -0.5 * (value - t) * (value - t)).toArray()};
            double mean = (all - value) / 20;
            double variance = 1 + 1.0 / 20;
            double exact = -0.5 * ((value - mean) * (value - mean) / variance + Math.log(variance));
            LeaveOneOut found = LeaveOneOut.of(log);
            assertThat(found.logDensity()).isCloseTo(exact, within(0.01));
            assertThat(found.shape()).isLessThan(0.5);
        }
    }

    @Test
    void whatIsNotFiniteIsNotTrusted() {
        LeaveOneOut found = LeaveOneOut.of(new double[][]{{-1, Double.NEGATIVE_INFINITY, -2, -1}});
        assertThat(found.logDensity()).isNaN();
        assertThat(found.shape()).isInfinite();
        LeaveOneOut equal = LeaveOneOut.of(new double[][]{new double[100]});
        assertThat(equal.logDensity()).isCloseTo(0, within(1e-12));
    }
}
