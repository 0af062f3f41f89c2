package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.model.Posterior;
import ergodic.model.distribution.NormalTail;
import ergodic.model.distribution.PoissonLog;
import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.BinomialLikelihood;
import ergodic.nn.likelihood.GammaLikelihood;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.likelihood.PoissonLikelihood;
import ergodic.nn.likelihood.SurvivalLikelihood;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.SurvivalMixture;
import ergodic.nn.predict.calibrated.ConformalForm;
import ergodic.nn.predict.calibrated.SplitConformal;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns beside the inputs: offsets, weights, trials. */
class BesideTest {

    private static final String HEAD = "x,o,w,n,y\n";
    private static final List<String> ROWS = List.of("0.5,1.25,2,7,3", "-1.5,0.5,0.25,9,0", "2,-1,1,4,4",
            "0,3,3.5,12,5");
    private static final double[] THETA = {0.4, -0.3};

    @TempDir
    static Path folder;

    private static Path file(String name, List<String> rows) throws IOException {
        return Files.writeString(folder.resolve(name), HEAD + String.join("\n", rows) + "\n");
    }

    private static DataSpec spec(List<String> rows) throws IOException {
        return DataSpec.of(file("d.csv", rows), "y").withFeatures(List.of("x"));
    }

    private static BayesianNetwork linear(Dataset data, Likelihood likelihood) {
        return BayesianNetwork.on(data).hidden().likelihood(likelihood).build();
    }

    private static double[] rowTerms(BayesianNetwork network, double... theta) {
        Posterior posterior = network.posterior();
        double[] rows = new double[posterior.rowCount()];
        posterior.rowLogLikelihoodInto(theta, rows);
        return rows;
    }

    @Test
    void columnsBesideAreNoFeaturesUnlessListed() throws IOException {
        Path file = file("d.csv", ROWS);
        Dataset data = Dataset.read(DataSpec.of(file, "y").with(RowRole.OFFSET, "o").with(RowRole.WEIGHT, "2"),
                TargetKind.COUNT);
        assertThat(data.inputNames()).containsExactly("x", "n");
        assertThat(data.train().beside().columns()).extracting(column -> column.name()).containsExactly("o", "w");
        assertThat(Dataset.read(spec(ROWS).withFeatures(List.of("x", "o")).with(RowRole.OFFSET, "o"),
                TargetKind.COUNT).inputNames()).containsExactly("x", "o");
    }

    /** The log rate is that without offsets plus the offset less the log of the training rows' mean exposure. */
    @Test
    void offsetsAreAddedToTheLogRate() throws IOException {
        Dataset data = Dataset.read(spec(ROWS).with(RowRole.OFFSET, "o"), TargetKind.COUNT);
        double[] offsets = {1.25, 0.5, -1, 3};
        double mean = 0;
        for (double offset : offsets) {
            mean += Math.exp(offset) / 4;
        }
        double[] rows = rowTerms(linear(data, new PoissonLikelihood()), THETA);
        for (int row = 0; row < 4; row++) {
            double log = 0.4 * data.train().inputs()[row] - 0.3 + Math.log(3) + offsets[row] - Math.log(mean);
            assertThat(rows[row]).isCloseTo(PoissonLog.logProbability(data.train().target()[row], log),
                    within(1e-12));
        }
        List<String> moved = ROWS.stream().map(row -> {
            String[] cells = row.split(",", -1);
            cells[1] = String.valueOf(Double.parseDouble(cells[1]) + 8);
            return String.join(",", cells);
        }).toList();
        Dataset other = Dataset.read(spec(moved).with(RowRole.OFFSET, "o"), TargetKind.COUNT);
        assertThat(rowTerms(linear(other, new PoissonLikelihood()), THETA)).containsExactly(rows, within(1e-12));
    }

    @Test
    void weightsMultiplyTheRows() throws IOException {
        double[] plain = rowTerms(linear(Dataset.read(spec(ROWS), TargetKind.NUMBER), new GaussianLikelihood()), 0.4,
                -0.3, -0.5);
        Dataset data = Dataset.read(spec(ROWS).with(RowRole.WEIGHT, "w"), TargetKind.NUMBER);
        double[] weighted = rowTerms(linear(data, new GaussianLikelihood()), 0.4, -0.3, -0.5);
        double[] weights = {2, 0.25, 1, 3.5};
        for (int row = 0; row < 4; row++) {
            assertThat(weighted[row]).isCloseTo(weights[row] * plain[row], within(1e-13));
        }
        assertThat(data.warnings())
                .anyMatch(note -> note.contains("is multiplied by its weight (column \"w\", from 0.25 to"
                        + " 3.5, together 6.75 for 4 rows): the posterior is tempered"));
    }

    /** All rows twice have the same scales, so that the densities can be compared: prior and Jacobian count once. */
    @Test
    void weightTwoIsEveryRowTwice() throws IOException {
        List<String> two = ROWS.stream().map(row -> row.replaceFirst(",([^,]*),([^,]*),", ",$1,2,")).toList();
        List<String> twice = new ArrayList<>(ROWS);
        twice.addAll(ROWS);
        Posterior weighted = linear(Dataset.read(spec(two).with(RowRole.WEIGHT, "w"), TargetKind.NUMBER),
                new GaussianLikelihood()).posterior();
        Posterior repeated = linear(Dataset.read(spec(twice), TargetKind.NUMBER), new GaussianLikelihood())
                .posterior();
        double[] theta = {0.4, -0.3, -0.5};
        double[] here = new double[3];
        double[] there = new double[3];
        assertThat(weighted.evaluate(theta, here)).isCloseTo(repeated.evaluate(theta, there), within(1e-12));
        assertThat(here).containsExactly(there, within(1e-12));
    }

    @Test
    void trialsOfEachRow() throws IOException {
        Dataset data = Dataset.read(spec(ROWS).with(RowRole.TRIALS, "n").with(RowRole.OFFSET, "o"), TargetKind.COUNT);
        double[] rows = rowTerms(linear(data, new BinomialLikelihood()), THETA);
        int[] trials = {7, 9, 4, 12};
        double[] offsets = {1.25, 0.5, -1, 3};
        double centre = data.train().beside().columns().getFirst().centre();
        for (int row = 0; row < 4; row++) {
            double logit = 0.4 * data.train().inputs()[row] - 0.3 + Math.log(12.0 / 20) + offsets[row] - centre;
            assertThat(rows[row]).isCloseTo(BinomialDistribution.of(trials[row], 1 / (1 + Math.exp(-logit)))
                    .logProbability((int) data.train().target()[row]), within(1e-11));
        }
    }

    /** Held-out and later rows have their own: a unit more of offset multiplies the mean of each draw by e. */
    @Test
    void laterRowsHaveTheirOwn() throws IOException {
        DataSpec spec = spec(ROWS).with(RowRole.OFFSET, "o").withTest(new SplitSpec.Fraction(0.25, 0));
        for (TargetKind kind : List.of(TargetKind.COUNT, TargetKind.POSITIVE)) {
            List<String> positive = ROWS.stream().map(row -> row.endsWith(",0") ? row + ".5" : row).toList();
            if (kind == TargetKind.POSITIVE) {
                file("d.csv", positive);
            }
            Dataset data = Dataset.read(spec, kind);
            BayesianNetwork network = linear(data,
                    kind == TargetKind.COUNT ? new PoissonLikelihood() : new GammaLikelihood());
            MemoryDraws draws = new MemoryDraws(1, network.variables());
            Sampling.run(new RunSettings(1, 20, 10, 1, 1, 1), network.nuts(20), draws);
            Rows later = data.readRows(Files.writeString(folder.resolve("later.csv"), "o,x\n1,0.3\n2,0.3\n"));
            Prediction prediction = network.predict(draws, later, 0.5);
            assertThat(prediction.mean()[1]).isCloseTo(Math.E * prediction.mean()[0],
                    within(1e-12 * prediction.mean()[1]));
            Prediction heldOut = network.predict(draws, data.test());
            assertThat(heldOut.logDensity()[0]).isFinite();
        }
        Dataset data = Dataset.read(spec, TargetKind.POSITIVE);
        assertThatThrownBy(() -> data.readRows(Files.writeString(folder.resolve("later.csv"), "x\n1\n")))
                .isInstanceOf(DataException.class)
                .hasMessage("later.csv: there is no column \"o\", but data.offset names"
                        + " it, and rows cannot be predicted without; add it");
        Dataset weighted = Dataset.read(spec(ROWS).with(RowRole.WEIGHT, "w"), TargetKind.NUMBER);
        assertThat(weighted.readRows(folder.resolve("later.csv")).count()).isEqualTo(1);
    }

    /** Observed rows by the density of Commons Statistics, censored ones by what lies above, also far out. */
    @Test
    void censoredTimes() throws IOException {
        List<String> rows = List.of("0.5,1,1,7,3", "-1.5,1,0,9,0.4", "2,1,0,4,900", "0,1,1,12,5", "1,1,0,1,2");
        for (SurvivalMixture.Times times : SurvivalMixture.Times.values()) {
            SurvivalLikelihood likelihood = new SurvivalLikelihood(times, 1);
            Dataset data = Dataset.read(spec(rows).with(RowRole.OBSERVED, "w"), TargetKind.POSITIVE);
            assertThat(data.warnings()).contains("3 of 5 training rows are censored (column \"w\")");
            BayesianNetwork network = linear(data, likelihood);
            for (double noise : new double[]{0.7, 0.02}) {
                double[] terms = rowTerms(network, 0.4, -0.3, Math.log(noise));
                double s = data.target().logSd();
                boolean[] seen = {true, false, false, true, false};
                for (int row = 0; row < 5; row++) {
                    double location = s * (0.4 * data.train().inputs()[row] - 0.3);
                    double y = data.train().target()[row];
                    ContinuousDistribution time = times == SurvivalMixture.Times.WEIBULL
                            ? WeibullDistribution.of(1 / (noise * s), Math.exp(location))
                            : LogNormalDistribution.of(location, noise * s);
                    double expected = seen[row] ? time.logDensity(y) : Math.log(time.survivalProbability(y));
                    Mixture mixture = likelihood.mixture(data.target());
                    mixture.load(new double[]{location, noise * s, seen[row] ? 1 : 0}, 0, 1);
                    assertThat(mixture.logDensity(y, 0, 1)).isCloseTo(terms[row],
                            within(1e-9 * Math.max(1, Math.abs(terms[row]))));
                    if (expected > -600) {
                        assertThat(terms[row]).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
                    }
                    assertThat(Double.isNaN(mixture.crps(y))).isEqualTo(!seen[row]);
                    assertThat(mixture.mean()).isCloseTo(time.getMean(), within(1e-12 * time.getMean()));
                }
                Posterior posterior = network.posterior();
                double[] gradient = new double[3];
                assertThat(posterior.evaluate(new double[]{0.4, -0.3, Math.log(noise)}, gradient)).isFinite();
                assertThat(gradient[0]).isFinite();
                double h = 1e-6;
                double slope = (posterior.logDensity(new double[]{0.4 + h, -0.3, Math.log(noise)})
                        - posterior.logDensity(new double[]{0.4 - h, -0.3, Math.log(noise)})) / (2 * h);
                assertThat(gradient[0]).isCloseTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    /** log(1 - Phi(z)), by SciPy's log_ndtr. */
    @ParameterizedTest
    @CsvSource({"-9,-1.1285884059538324e-19", "-1,-0.1727537790234499", "1.9999,-3.782947016557345",
            "2.0001,-3.7834216596639294", "5,-15.064998393988727", "40,-804.6084420137539",
            "1e6,-500000000014.73456"})
    void normalTails(double z, double log) {
        assertThat(NormalTail.logSurvival(z)).isCloseTo(log, within(1e-11 * Math.max(1e-6, Math.abs(log))));
    }

    /** Truth as R, pandas and others write it. */
    @Test
    void whetherATimeWasObservedMayBeAWord() throws IOException {
        for (String[] words : new String[][]{{"True", "False"}, {"TRUE", "FALSE"}, {"t", "f"}, {"1", "0"}}) {
            Dataset data = Dataset.read(spec(List.of("0.5,1," + words[0] + ",7,3", "1,1," + words[1] + ",9,4",
                    "2,1," + words[1] + ",4,5")).with(RowRole.OBSERVED, "w"), TargetKind.POSITIVE);
            assertThat(IntStream.range(0, 3).mapToObj(data.train().beside()::isBound)).containsExactly(false, true,
                    true);
        }
        assertThat(Dataset.read(spec(List.of("0.5,1,0,7,3", "1,1,0,9,4")).with(RowRole.OBSERVED, "w"),
                TargetKind.POSITIVE).warnings())
                .contains("2 of 2 training rows are censored (column \"w\"): no event was"
                        + " seen, so that how long times are beyond these is known by the prior alone");
    }

    /** Errors, scores and coverage are of the rows that were observed; the log density is of all. */
    @Test
    void censoredRowsAreScoredByTheirDensityAlone() throws IOException {
        List<String> rows = List.of("0.5,1,1,7,3", "-1.5,1,0,9,0.4", "2,1,0,4,9", "0,1,1,12,5", "1,1,0,1,2",
                "1.2,1,1,1,7");
        Dataset data = Dataset.read(spec(rows).with(RowRole.OBSERVED, "w").withTest(new SplitSpec.Last(0.5)),
                TargetKind.POSITIVE);
        BayesianNetwork network = linear(data, new SurvivalLikelihood(SurvivalMixture.Times.WEIBULL, 1));
        MemoryDraws draws = new MemoryDraws(1, network.variables());
        Sampling.run(new RunSettings(1, 20, 10, 1, 1, 1), network.nuts(20), draws);
        Prediction all = network.predict(draws, data.test(), 0.5);
        Prediction observed = network.predict(draws, data.test().subset(0, 2), 0.5);
        for (String name : List.of("rmse", "mae", "crps", "coverage80", "calibration_error")) {
            assertThat(Metrics.of(all).get(name)).as(name).isEqualTo(Metrics.of(observed).get(name));
        }
        SplitConformal wide = new SplitConformal(ConformalForm.SD, 0.9, 9, 1e6);
        assertThat(List.of(wide.coverage(all), new SplitConformal(ConformalForm.SD, 0.9, 9, 1e-6).coverage(all)))
                .as("of targets that are no bounds")
                .containsExactly(1.0, 0.0);
        assertThat(wide.coverage(network.predict(draws, data.test().subset(1), 0.5))).isNaN();
        double sum = 0;
        for (double log : all.logDensity()) {
            sum -= log / 3;
        }
        assertThat(Metrics.of(all).get("nll")).isCloseTo(sum, within(1e-13));
        // The probability of a longer time has no unit; a density has.
        Prediction original = all.inUnitsOf(data.target());
        double unit = Math.log(data.target().sd());
        assertThat(original.logDensity()[0]).isCloseTo(all.logDensity()[0] - unit, within(1e-13));
        assertThat(original.logDensity()[1]).isEqualTo(all.logDensity()[1]);
        // Prior checks predict without targets, and along an input; the columns stay.
        assertThat(data.test().withoutTargets().beside().has(RowRole.OBSERVED)).isTrue();
        assertThat(data.test().along(1, 0, -1, 1).beside().isBound(1)).isTrue();
    }

    private static void refused(List<String> rows, RowRole role, String column, String sentence) throws IOException {
        DataSpec spec = spec(rows).with(role, column);
        assertThatThrownBy(() -> Dataset.read(spec, TargetKind.COUNT)).isInstanceOf(DataException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void badColumnsAreRefusedWithTheirPlace() throws IOException {
        refused(ROWS, RowRole.OFFSET, "z", "data.offset");
        refused(ROWS, RowRole.OFFSET, "y", "data.offset: column \"y\" is the target");
        refused(List.of("0,1,1,3,2", "1,1,0,3,1"), RowRole.WEIGHT, "w",
                "d.csv, line 3 (row 1), column \"w\": \"0\" is not above 0; leave rows without weight out (data.weight)");
        refused(List.of("0,1,1,3,2", "1,1,1,2.5,1"), RowRole.TRIALS, "n",
                "d.csv, line 3 (row 1), column \"n\": \"2.5\" is no whole number from 1 to a million (data.trials)");
        refused(List.of("0,1,1,3,2", "1,1,1,2,5"), RowRole.TRIALS, "n",
                "d.csv, line 3 (row 1), column \"y\": 5 is more than the 2 trials of the row (data.trials)");
        refused(List.of("0,1,1,3,2", "1,few,1,3,1"), RowRole.OFFSET, "o",
                "d.csv, line 3 (row 1), column \"o\": \"few\" is not a number, but data.offset takes numbers");
        refused(List.of("0,1,1,3,2", "1,1,yes,3,1"), RowRole.OBSERVED, "w",
                "d.csv, line 3 (row 1), column \"w\": \"yes\" is neither 1, for a time that was observed, nor 0, for a censored one"
                        + " (data.observed), nor true or false; write 1 and 0");
        refused(List.of("0,1,1,3,2", "1,1,2,3,1"), RowRole.OBSERVED, "w",
                "\"2\" is neither 1, for a time that was observed, nor 0, for a censored one (data.observed)");
        refused(List.of("0,1,1,3,2", "1,,1,3,1"), RowRole.OFFSET, "o",
                "d.csv, line 3 (row 1), column \"o\": the value is missing, but data.offset must be there in every row");
    }

    @Test
    void whatALikelihoodDoesNotTakeIsRefused() throws IOException {
        Dataset offset = Dataset.read(spec(ROWS).with(RowRole.OFFSET, "o"), TargetKind.NUMBER);
        assertThatThrownBy(() -> linear(offset, new GaussianLikelihood())).isInstanceOf(DataException.class)
                .hasMessageContaining("data.offset: this likelihood takes no offset");
        Dataset trials = Dataset.read(spec(ROWS).with(RowRole.TRIALS, "n"), TargetKind.COUNT);
        assertThatThrownBy(() -> linear(trials, new PoissonLikelihood())).isInstanceOf(DataException.class)
                .hasMessageContaining("data.trials: this likelihood takes no such column; take it out");
        Dataset none = Dataset.read(spec(ROWS), TargetKind.COUNT);
        assertThatThrownBy(() -> linear(none, new BinomialLikelihood())).isInstanceOf(DataException.class)
                .hasMessageContaining("name it in data.trials");
    }
}
