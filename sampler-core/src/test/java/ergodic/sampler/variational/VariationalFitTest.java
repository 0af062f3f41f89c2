package ergodic.sampler.variational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.FixedStart;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.smc.ConjugateRegression;
import ergodic.testing.Allocation;
import ergodic.testing.OneRow;
import ergodic.testing.SameBits;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

// Longer than 400 lines because all that a fit does is held to the same regression and its closed forms.
class VariationalFitTest {

    @TempDir
    private Path directory;

    private static final ConjugateRegression REGRESSION = new ConjugateRegression(4, 8, 9L);
    private static final double LOG_EVIDENCE = REGRESSION.logEvidence() + 2 * Math.log(2 * Math.PI);

    private static VariationalSettings settings(VariationalFamily family) {
        return VariationalSettings.of(20_000, family);
    }

    private static DMatrixRMaj precision() {
        DMatrixRMaj precision = REGRESSION.covariance();
        CommonOps_DDRM.invert(precision);
        return precision;
    }

    /** A normal posterior is in the family of full rank: mean, covariance and evidence. Without noise at the optimum the error of the bound all but vanishes. */
    @Test
    void fullRankFindsANormal() {
        VariationalRun run = VariationalRun.of(REGRESSION, settings(VariationalFamily.FULL_RANK), 0, 10);
        double[] parameters = run.fit().parameters();
        int at = 4;
        DMatrixRMaj factor = new DMatrixRMaj(4, 4);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j <= i; j++) {
                factor.set(i, j, parameters[at++]);
            }
            assertThat(parameters[i]).isCloseTo(REGRESSION.mean(i), within(0.03 * Math.sqrt(REGRESSION.variance(i))));
        }
        DMatrixRMaj covariance = new DMatrixRMaj(4, 4);
        CommonOps_DDRM.multTransB(factor, factor, covariance);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double scale = Math.sqrt(REGRESSION.variance(i) * REGRESSION.variance(j));
                assertThat(covariance.get(i, j)).isCloseTo(REGRESSION.covariance().get(i, j), within(0.05 * scale));
            }
        }
        assertThat(run.statistic("elbo")).isCloseTo(LOG_EVIDENCE, within(0.005));
        assertThat(run.statistic("elbo_error")).isLessThan(0.005);
        assertThat(run.statistic("importance_bound")).isCloseTo(LOG_EVIDENCE, within(0.005));
        assertThat(run.statistic("pareto_k")).isLessThan(0.5);
        assertThat(run.statistic("reached_max_treedepth")).isZero();
        assertThat(run.draws().kind()).isEqualTo(DrawKind.INDEPENDENT);
    }

    /** The nearest independent normal has the mean and the widths given all else; what it loses is half the log of the product of precisions over their determinant. */
    @Test
    void meanFieldIsTooNarrowByWhatIsKnown() {
        VariationalRun run = VariationalRun.of(REGRESSION, settings(VariationalFamily.MEAN_FIELD), 0, 10);
        double[] parameters = run.fit().parameters();
        DMatrixRMaj precision = precision();
        double loss = -0.5 * Math.log(CommonOps_DDRM.det(precision));
        for (int i = 0; i < 4; i++) {
            loss += 0.5 * Math.log(precision.get(i, i));
            assertThat(parameters[i]).isCloseTo(REGRESSION.mean(i), within(0.1 / Math.sqrt(precision.get(i, i))));
            assertThat(parameters[4 + i]).isCloseTo(-0.5 * Math.log(precision.get(i, i)), within(0.1)); // loses 0.01 nats
        }
        assertThat(loss).as("coordinates that depend on each other").isGreaterThan(0.05);
        double error = run.statistic("elbo_error");
        assertThat(run.statistic("elbo")).isCloseTo(LOG_EVIDENCE - loss, within(0.05 + 4 * error));
        assertThat(run.statistic("reached_max_treedepth")).isZero();
    }

    /** {@code D (I + B B^T) D} of two columns in twelve dimensions. */
    private static double[] lowRankCovariance(Random random) {
        DMatrixRMaj factor = new DMatrixRMaj(12, 2);
        for (int i = 0; i < factor.data.length; i++) {
            factor.data[i] = 1.5 * random.nextGaussian();
        }
        DMatrixRMaj covariance = new DMatrixRMaj(12, 12);
        CommonOps_DDRM.multTransB(factor, factor, covariance);
        for (int i = 0; i < 12; i++) {
            covariance.add(i, i, 1);
            for (int j = 0; j < 12; j++) {
                covariance.set(i, j, covariance.get(i, j) * (1 + i % 3) * (1 + j % 3));
            }
        }
        return covariance.data;
    }

    @Test
    void lowRankFindsANormalOfItsForm() {
        DMatrixRMaj covariance = new DMatrixRMaj(12, 12);
        covariance.data = lowRankCovariance(new Random(4));
        DMatrixRMaj precision = covariance.copy();
        CommonOps_DDRM.invert(precision);
        StochasticLogDensity density = new OneRow(Targets.correlatedNormal(12, precision.data));
        double evidence = 6 * Math.log(2 * Math.PI) + 0.5 * Math.log(CommonOps_DDRM.det(covariance));
        VariationalRun two = VariationalRun.of(density, settings(VariationalFamily.LOW_RANK).withRank(2), 1, 10);
        assertThat(two.statistic("elbo")).isCloseTo(evidence, within(0.05));
        assertThat(two.statistic("reached_max_treedepth")).isZero();
        VariationalRun one = VariationalRun.of(density, settings(VariationalFamily.LOW_RANK).withRank(1), 1, 10);
        assertThat(one.statistic("elbo")).as("one column is not enough").isLessThan(evidence - 0.5);
    }

    /** What is bent: {@code x ~ N(1, 1)}, {@code y | x ~ N(x^2, 1/2)}. A flow nearly has its evidence, which a normal of any covariance misses by far. */
    @Test
    void aFlowBends() {
        StochasticLogDensity banana = new OneRow(Targets.banana(2));
        double evidence = Math.log(2 * Math.PI) - 0.5 * Math.log(4);
        VariationalRun flow = VariationalRun.of(banana, VariationalSettings.of(4000, VariationalFamily.FLOW), 1, 10);
        VariationalRun normal = VariationalRun.of(banana, VariationalSettings.of(2000, VariationalFamily.FULL_RANK), 1,
                10);
        assertThat(flow.statistic("elbo")).isBetween(evidence - 0.15, evidence + 4 * flow.statistic("elbo_error"));
        assertThat(normal.statistic("elbo")).isLessThan(evidence - 0.4);
    }

    /** Never above the evidence but for its error, however many rows a step has; and arrived by the same rule. */
    @ParameterizedTest
    @CsvSource({"MEAN_FIELD, 1", "MEAN_FIELD, 7", "MEAN_FIELD, 8", "FULL_RANK, 7"})
    void theBoundIsOne(VariationalFamily family, int batch) {
        VariationalRun run = VariationalRun.of(REGRESSION, VariationalSettings.of(4000, family).withDraws(2, batch), 0,
                10);
        double loss = -0.5 * Math.log(CommonOps_DDRM.det(precision()));
        for (int i = 0; i < 4; i++) {
            loss += 0.5 * Math.log(precision().get(i, i));
        }
        double bound = run.statistic("elbo");
        double error = run.statistic("elbo_error");
        double highest = family == VariationalFamily.FULL_RANK ? LOG_EVIDENCE : LOG_EVIDENCE - loss;
        assertThat(bound).isLessThan(highest + 4 * error + 1e-9);
        assertThat(bound).isGreaterThan(highest - 1);
        assertThat(run.statistic("importance_bound")).isBetween(bound, LOG_EVIDENCE + 4 * error + 0.1);
    }

    /** Gone where it wanted, a fit stands still: the same numbers, and no gradients. */
    @Test
    void anArrivedFitStandsStill() {
        VariationalRun run = VariationalRun.way(REGRESSION, settings(VariationalFamily.FULL_RANK), 0);
        double[] gradients = run.all("n_steps");
        int last = gradients.length - 1;
        while (gradients[last] == 0) {
            last--;
        }
        assertThat(last).as("steps until it stood still").isLessThan(10_000);
        for (String name : List.of("elbo", "elbo_error", "pareto_k", "importance_bound", "iterate_rhat")) {
            double[] way = run.all(name);
            for (int i = last + 1; i < way.length; i++) {
                assertThat(way[i]).as(name).isEqualTo(way[last]);
            }
        }
        // All draws of the pool are of all rows, and counted.
        double sum = 0;
        for (int i = last - 9; i <= last; i++) {
            sum += gradients[i];
        }
        assertThat(sum).isEqualTo(1000);
    }

    /** However much is annealed, steps are left behind it in which a fit may arrive. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5})
    void anAnnealedFitArrives(double annealing) {
        VariationalRun run = VariationalRun.of(REGRESSION,
                settings(VariationalFamily.FULL_RANK).withAnnealing(annealing), 0, 10);
        assertThat(run.statistic("reached_max_treedepth")).isZero();
        assertThat(run.statistic("elbo")).isCloseTo(LOG_EVIDENCE, within(0.005));
    }

    /** A mean that is far away and a step that is short: the halves of no window agree, and the draws say so. */
    @Test
    void driftIsNoArrival() {
        VariationalRun run = VariationalRun.of(new OneRow(Targets.normal(1, 1)),
                VariationalSettings.of(1000, VariationalFamily.MEAN_FIELD)
                        .withSteps(0.001, 0.1),
                30, 10);
        assertThat(run.statistic("iterate_rhat")).isGreaterThan(VariationalFit.AGREE);
        assertThat(run.statistic("reached_max_treedepth")).isEqualTo(1);
        assertThat(run.statistic("diverging")).isZero();
        List<Measurement> found = VariationalFindings.of(run.draws(), 1000);
        assertThat(found).extracting(Measurement::check).contains("arrival of fits");
        assertThat(found.getLast().doubtful()).isTrue();
    }

    private static double[] widths(int dimension) {
        double[] widths = new double[dimension];
        Arrays.fill(widths, 1);
        return widths;
    }

    /**
     * Correlations in more coordinates than a step has draws by far: the normal's bound is its evidence, and what short runs leave is small. Triangles whose moves were divided by the root of the
     * dimension left the posterior for good, and columns whose moves were not divided at all ended 100 nats below.
     */
    @ParameterizedTest
    @EnumSource(names = {"FULL_RANK", "LOW_RANK"})
    void correlationsOfManyCoordinatesStay(VariationalFamily family) {
        StochasticLogDensity density = new OneRow(Targets.normal(widths(150)));
        VariationalRun way = VariationalRun.way(density, VariationalSettings.of(600, family), 1);

        double evidence = 75 * Math.log(2 * Math.PI);
        double[] bounds = way.all("elbo");
        assertThat(Arrays.stream(bounds).filter(Double::isFinite).min().orElseThrow())
                .as("never far below its beginning").isGreaterThan(evidence - 800);
        assertThat(way.statistic("elbo")).isBetween(evidence - 2, evidence + 1);
        assertThat(way.statistic("retreats")).isZero();
    }

    /** Steps far too long: the fit goes back to shorter ones, and what it ends in is a fit. */
    @Test
    void whatLeavesThePosteriorGoesBackToShorterSteps() {
        VariationalRun run = VariationalRun.of(REGRESSION,
                settings(VariationalFamily.FULL_RANK).withSteps(20, 0.01), 0, 10);
        assertThat(run.statistic("retreats")).isPositive();
        assertThat(run.statistic("diverging")).isZero();
        assertThat(run.statistic("elbo")).isBetween(LOG_EVIDENCE - 1, LOG_EVIDENCE + 0.01);
        assertThat(VariationalFindings.of(run.draws(), 1000)).extracting(Measurement::check).contains("steps back",
                "lower bound");
    }

    /** A density that falls without end once it was looked at a few times: no step is short enough, and there is no bound to be told. */
    @Test
    void aFitThatIsLostTellsNoBound() {
        LogDensity sinking = new LogDensity() {
            private int looks;

            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = -theta[0];
                return (looks++ < 150 ? 0 : -1e40) - 0.5 * theta[0] * theta[0];
            }
        };
        VariationalRun run = VariationalRun.of(new OneRow(sinking),
                VariationalSettings.of(1000, VariationalFamily.MEAN_FIELD), 0, 10);
        assertThat(run.all("diverging")).containsOnly(1);
        List<Measurement> found = VariationalFindings.of(run.draws(), 1000);
        assertThat(found).extracting(Measurement::check).contains("fits given up").doesNotContain("lower bound");
        assertThat(found.getFirst().sentence()).startsWith("1 of 1 fit left the posterior").contains("learning_rate");
        assertThat(found.getFirst().doubtful()).isTrue();
    }

    /** Where values are not finite beyond 3 of a standard normal of three coordinates: steps go back, draws are of the inside. */
    @Test
    void valuesThatAreNotFiniteDoNotEnter() {
        LogDensity walled = new LogDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double sum = 0;
                boolean outside = false;
                for (int i = 0; i < 3; i++) {
                    outside |= Math.abs(theta[i]) > 3;
                    gradient[i] = -theta[i];
                    sum -= 0.5 * theta[i] * theta[i];
                }
                return outside ? Double.NaN : sum;
            }
        };
        VariationalSettings how = VariationalSettings.of(2000, VariationalFamily.MEAN_FIELD);
        VariationalRun way = VariationalRun.way(new OneRow(walled), how, 0.5);
        assertThat(Arrays.stream(way.all("diverging")).sum()).isPositive();
        assertThat(Arrays.stream(way.all("elbo")).filter(Double::isInfinite).count()).isZero();
        VariationalRun run = VariationalRun.of(new OneRow(walled), how, 0.5, 3000);
        for (int i = 0; i < 3; i++) {
            assertThat(Arrays.stream(run.draws().series("theta", i)[0]).map(Math::abs).max().orElseThrow())
                    .isBetween(1.5, 3.0);
        }
        assertThat(Arrays.stream(run.draws().statistic("lp")[0]).allMatch(Double::isFinite)).isTrue();
        assertThat(run.statistic("elbo")).isFinite();
        assertThat(run.statistic("diverging")).isZero();
    }

    @Test
    void nothingFiniteIsAnError() {
        LogDensity island = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0;
                return theta[0] == 2 ? 0 : Double.NaN;
            }
        };
        assertThatThrownBy(
                () -> VariationalRun.of(new OneRow(island),
                        VariationalSettings.of(200, VariationalFamily.MEAN_FIELD), 2, 1))
                .isInstanceOf(ChainFailedException.class)
                .hasMessageContaining("is not finite; check the data and the priors");
    }

    /** Stopped at any place and resumed: the same bits, and as many gradients. */
    @ParameterizedTest
    @EnumSource
    void aStoppedFitGoesOnWithTheSameBits(VariationalFamily family) {
        goesOn(VariationalSettings.of(300, family).withDraws(2, 7).withAnnealing(0.1).withCorrection());
    }

    /** One that leaves the posterior and goes back: what is watched goes on too. */
    @Test
    void aStoppedFitGoesOnWithWhatIsWatched() {
        goesOn(VariationalSettings.of(300, VariationalFamily.FULL_RANK).withSteps(20, 0.01));
    }

    private void goesOn(VariationalSettings how) {
        RunSettings settings = new RunSettings(2, 300, 50, 1, 5L, 1);
        ChainFactory fits = chain -> new FitKit(REGRESSION, new VariationalFit(REGRESSION, how),
                new FixedStart(new double[4]), new WholePosition(4));
        MemoryDraws expected = new MemoryDraws(2, new WholePosition(4).variables());
        RunResult whole = Sampling.run(settings, fits, expected);
        for (long after : new long[]{3, 160, 333, 584, 620}) {
            MemoryDraws draws = new MemoryDraws(2, new WholePosition(4).variables());
            Cancellation cancellation = new Cancellation();
            RunResult first = Sampling.run(settings, fits, draws, new StoppingProgress(cancellation, after),
                    cancellation, Checkpoints.begin(directory.resolve("at" + after), "v").every(Duration.ZERO));
            assertThat(first.finished()).isFalse();
            RunResult second = Sampling.run(settings, fits, draws, Progress.NONE, new Cancellation(),
                    Checkpoints.resume(directory.resolve("at" + after), "v"));
            assertThat(second.gradients()).isEqualTo(whole.gradients());
            SameBits.require(draws, expected);
        }
    }

    /** On its way too, and drawing. */
    @ParameterizedTest
    @EnumSource
    void stepsAllocateNothing(VariationalFamily family) {
        VariationalRun run = VariationalRun.of(REGRESSION, VariationalSettings.of(60, family), 0, 1);
        assertThat(Allocation.bytesADraw(run.fit(), REGRESSION)).isZero();
        VariationalFit climbing = new VariationalFit(REGRESSION,
                VariationalSettings.of(1_000_000, family).withDraws(2, 7).withAnnealing(0.5).withSteps(0.05, 1e-30));
        climbing.begin(new ChainState(4),
                RandomSource.XO_SHI_RO_256_PP.create(1L));
        assertThat(Allocation.bytesAStep(climbing, REGRESSION)).isZero();
    }

    /** A skewed target: weights correct the mean, which the normal has wrong; without being asked for they do not. */
    @Test
    void weightsCorrectTheDraws() {
        // log of a gamma variable of shape 2: mean digamma(2) = 0.42278.
        LogDensity skewed = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 2 - Math.exp(theta[0]);
                return 2 * theta[0] - Math.exp(theta[0]);
            }
        };
        VariationalSettings how = settings(VariationalFamily.FULL_RANK);
        VariationalSettings many = new VariationalSettings(20_000, how.family(), 1, 1, 4, 0, 0.05, 0, 0.01, 20_000,
                true);
        VariationalRun corrected = VariationalRun.of(new OneRow(skewed), many, 0, 4000);
        assertThat(corrected.statistic("pareto_k")).isLessThan(0.7);
        assertThat(Arrays.stream(corrected.draws().series("theta", 0)[0]).average().orElseThrow())
                .isCloseTo(0.42278, within(0.03));
        // Log of gamma(2) = 0: the bound is below it, the weighted one nearly there.
        assertThat(corrected.statistic("elbo")).isBetween(-0.2, -0.01);
        assertThat(corrected.statistic("importance_bound")).isCloseTo(0, within(0.02));
        assertThat(Arrays.stream(corrected.draws().statistic("candidate")[0]).min().orElseThrow()).isNotNegative();
        VariationalRun plain = VariationalRun.of(new OneRow(skewed), how, 0, 10);
        assertThat(Arrays.stream(plain.draws().statistic("candidate")[0]).max().orElseThrow()).isEqualTo(-1);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> VariationalSettings.of(5, VariationalFamily.FULL_RANK))
                .hasMessageContaining("at least 40 steps, not 5");
        assertThatThrownBy(() -> settings(VariationalFamily.LOW_RANK).withRank(0)).hasMessageContaining("a rank");
        assertThatThrownBy(() -> new VariationalFit(new OneRow(Targets.normal(1)),
                settings(VariationalFamily.MEAN_FIELD).withAnnealing(0.5)))
                .hasMessageContaining("sampler.method = \"vi\" needs the prior apart");
    }
}
