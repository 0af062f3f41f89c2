package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import ergodic.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every diagnostic against the values of R's {@code posterior}, to 1e-8 relative. */
class PosteriorReferenceDifferentialTest {
    private static final double TOLERANCE = 1e-8;

    @ParameterizedTest
    @CsvSource({
            "posterior_example_eight_schools.csv, posterior_example_eight_schools_diagnostics_1.4.0.csv, 10",
            "posterior_example_multi_normal.csv, posterior_example_multi_normal_diagnostics_1.4.0.csv, 12",
            "arviz_centered_eight.csv.gz, arviz_centered_eight_diagnostics_posterior_1.4.0.csv, 10",
            "arviz_non_centered_eight.csv.gz, arviz_non_centered_eight_diagnostics_posterior_1.4.0.csv, 10"})
    void equalsPosteriorOnExamples(String drawsFile, String valuesFile, int parameters) throws IOException {
        ReferenceTable draws = ReferenceTable.read(SharedData.require("diagnostics/" + drawsFile));
        ReferenceTable values = ReferenceTable.read(SharedData.require("diagnostics/" + valuesFile));
        assertThat(values.rows()).hasSize(parameters);
        SoftAssertions softly = new SoftAssertions();
        for (NamedCsvRecord row : values.rows()) {
            checkRow(softly, row, "param", draws.chains(row.getField("param")));
        }
        softly.assertAll();
    }

    @Test
    void equalsPosteriorOnSyntheticCases() throws IOException {
        ReferenceTable draws = ReferenceTable.read(SharedData.require("diagnostics/synthetic_cases_draws.csv.gz"));
        ReferenceTable values = ReferenceTable
                .read(SharedData.require("diagnostics/synthetic_cases_diagnostics_posterior_1.4.0.csv"));
        assertThat(values.rows()).hasSize(12);
        SoftAssertions softly = new SoftAssertions();
        for (NamedCsvRecord row : values.rows()) {
            checkRow(softly, row, "case", draws.chains("case", row.getField("case"), "value"));
        }
        softly.assertAll();
    }

    @Test
    void equalsPosteriorOnBlocker() throws IOException {
        ReferenceTable first = ReferenceTable.read(SharedData.require("diagnostics/blocker.1.csv"));
        ReferenceTable second = ReferenceTable.read(SharedData.require("diagnostics/blocker.2.csv"));
        ReferenceTable values = ReferenceTable.read(SharedData.require("diagnostics/blocker_posterior_1.4.0.csv"));
        ReferenceTable newest = ReferenceTable.read(SharedData.require("diagnostics/reference_posterior.csv"));
        assertThat(values.rows()).hasSize(48);
        assertThat(newest.rows()).hasSize(48);
        List<String> names = new ArrayList<>(first.header());
        names.removeIf(name -> name.endsWith("__"));
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < names.size(); i++) {
            double[][] chains = {first.column(names.get(i)), second.column(names.get(i))};
            checkRow(softly, values.rows().get(i), "param", chains);
            NamedCsvRecord row = newest.rows().get(i);
            // The values are printed with 15 digits, which is as good as they need be.
            check(softly, names.get(i) + " ess_sd (newest)", EffectiveSampleSize.sd(chains), row, "ess_sd");
            check(softly, names.get(i) + " rhat (newest)", RHat.of(chains), row, "rhat_rank");
            check(softly, names.get(i) + " rhat raw", RHat.basic(chains, false), row, "rhat_raw");
            check(softly, names.get(i) + " ess raw", EffectiveSampleSize.basic(chains, false), row, "ess_raw");
            check(softly, names.get(i) + " mcse_sd (newest)", MonteCarloError.sd(chains), row, "mcse_sd");
        }
        softly.assertAll();
    }

    /**
     * Values written in the tests of Stan's C++ for these four files, computed there by posterior. (Stan's basic split
     * ESS, 1335.4 and 1377.5, is of an older algorithm of its own, and is left out.)
     */
    @Test
    void equalsStanOnBernoulli() throws IOException {
        double[][] theta = new double[4][];
        double[][] lp = new double[4][];
        for (int chain = 0; chain < 4; chain++) {
            ReferenceTable file = ReferenceTable
                    .read(SharedData.require("diagnostics/stan_bern/bern" + (chain + 1) + ".csv"));
            theta[chain] = file.column("theta");
            lp[chain] = file.column("lp__");
        }
        assertThat(EffectiveSampleSize.bulk(lp)).isCloseTo(1512.7684, within(1e-4));
        assertThat(EffectiveSampleSize.tail(lp)).isCloseTo(1591.9707, within(1e-4));
        assertThat(EffectiveSampleSize.bulk(theta)).isCloseTo(1407.5124, within(1e-4));
        assertThat(EffectiveSampleSize.tail(theta)).isCloseTo(1291.7131, within(1e-4));
        assertThat(RHat.of(lp)).isCloseTo(1.00073, within(1e-5));
        assertThat(RHat.of(theta)).isCloseTo(1.006789, within(1e-5));
        assertThat(MonteCarloError.mean(lp)).isCloseTo(0.02016, within(1e-4));
        assertThat(MonteCarloError.mean(theta)).isCloseTo(0.00323, within(1e-4));
        assertThat(stanMcseSd(lp)).isCloseTo(0.03553, within(1e-4));
        assertThat(stanMcseSd(theta)).isCloseTo(0.00216, within(1e-4));
        assertThat(RHat.basic(lp, true)).isCloseTo(1.00035489482, within(1e-10));
        assertThat(RHat.basic(theta, true)).isCloseTo(1.00721797217, within(1e-10));
        double[] pooled = ChainArrays.pooled(theta);
        assertThat(Descriptive.mean(pooled)).isCloseTo(.251297, within(1e-6));
        assertThat(Descriptive.median(pooled)).isCloseTo(.237476, within(1e-6));
        assertThat(Descriptive.sd(pooled)).isCloseTo(.121546, within(1e-6));
        assertThat(Descriptive.mad(pooled)).isCloseTo(.12309, within(1e-5));
        double[] probabilities = {0, .01, .05, .95, .99, 1};
        double[] quantiles = {.004072, .046281, .077169, .473885, .574524, .698401};
        for (int i = 0; i < quantiles.length; i++) {
            assertThat(Descriptive.quantile(pooled, probabilities[i])).isCloseTo(quantiles[i], within(1e-6));
        }
        double[] correlation = {1, .42204, .20683, .08383, .037326, .02507, .02003, .01347, .00476, .029495};
        assertThat(Autocovariance.correlation(theta[0])).satisfies(
                actual -> assertThat(java.util.Arrays.copyOf(actual, 10)).containsExactly(correlation, within(5e-4)));
    }

    /** Stan takes the effective size of |x - mean|, where posterior takes that of (x - mean)^2. */
    private static double stanMcseSd(double[][] chains) {
        double[] pooled = ChainArrays.pooled(chains);
        double mean = Descriptive.mean(pooled);
        double[][] deviations = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            deviations[chain] = Descriptive.deviations(chains[chain], mean);
        }
        return MonteCarloError.sd(pooled, mean, EffectiveSampleSize.mean(deviations));
    }

    private static void checkRow(SoftAssertions softly, NamedCsvRecord row, String key, double[][] chains) {
        String name = row.getField(key);
        VariableSummary summary = VariableSummary.of(name, chains);
        for (var column : summary.columns().entrySet()) {
            // Of another definition in version 1.4.0; tested above with newer values.
            boolean compared = row.getHeader().contains(column.getKey()) && !column.getKey().equals("ess_sd");
            if (compared) {
                double actual = column.getValue() instanceof Double number ? number : Double.NaN;
                check(softly, name + " " + column.getKey(), actual, row, column.getKey());
            }
        }
        check(softly, name + " rhat", RHat.of(chains), row, "rhat");
        check(softly, name + " rhat basic", RHat.basic(chains, true), row, "rhat_basic_split");
        check(softly, name + " rhat basic unsplit", RHat.basic(chains, false), row, "rhat_basic_nosplit");
        check(softly, name + " ess bulk", EffectiveSampleSize.bulk(chains), row, "ess_bulk");
        check(softly, name + " ess tail", EffectiveSampleSize.tail(chains), row, "ess_tail");
        check(softly, name + " ess basic", EffectiveSampleSize.basic(chains, true), row, "ess_basic_split");
        check(softly, name + " ess basic unsplit", EffectiveSampleSize.basic(chains, false), row,
                "ess_basic_nosplit");
        check(softly, name + " ess median", EffectiveSampleSize.median(chains), row, "ess_median");
        check(softly, name + " ess q1", EffectiveSampleSize.quantile(chains, 0.01), row, "ess_q01");
        check(softly, name + " ess q10", EffectiveSampleSize.quantile(chains, 0.1), row, "ess_q10");
        check(softly, name + " ess q30", EffectiveSampleSize.quantile(chains, 0.3), row, "ess_q30");
        check(softly, name + " mcse mean", MonteCarloError.mean(chains), row, "mcse_mean");
        check(softly, name + " mcse median", MonteCarloError.median(chains), row, "mcse_median");
        check(softly, name + " mcse sd", MonteCarloError.sd(chains), row, "mcse_sd");
        check(softly, name + " mcse q1", MonteCarloError.quantile(chains, 0.01), row, "mcse_q01");
        check(softly, name + " mcse q10", MonteCarloError.quantile(chains, 0.1), row, "mcse_q10");
        check(softly, name + " mcse q30", MonteCarloError.quantile(chains, 0.3), row, "mcse_q30");
        check(softly, name + " mcse q95", MonteCarloError.quantile(chains, 0.95), row, "mcse_q95");
    }

    private static void check(SoftAssertions softly, String what, double actual, NamedCsvRecord row, String column) {
        double expected = ReferenceTable.number(row, column);
        if (Double.isNaN(expected)) {
            softly.assertThat(actual).as(what).isNaN();
        } else {
            softly.assertThat(actual).as(what).isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
        }
    }
}
