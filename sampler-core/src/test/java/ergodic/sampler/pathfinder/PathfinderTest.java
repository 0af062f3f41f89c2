package ergodic.sampler.pathfinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.FixedStart;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Targets;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathfinderTest {

    /** {@code 0.3 N(-10, 1) + 0.7 N(10, 1)}. */
    private static final LogDensity TWO_MODES = new LogDensity() {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            boolean left = theta[0] < 0;
            double off = theta[0] + (left ? 10 : -10);
            gradient[0] = -off;
            return Math.log(left ? 0.3 : 0.7) - 0.5 * off * off;
        }
    };

    @TempDir
    private Path directory;

    private static ChainFactory fits(LogDensity density, StartingPoint start, PathfinderSettings settings) {
        return chain -> new FitKit(density, new PathfinderFit(density, start, settings), start,
                new WholePosition(density.dimension()));
    }

    private static MemoryDraws run(LogDensity density, StartingPoint start, PathfinderSettings settings, int fits,
            int draws) {
        MemoryDraws kept = new MemoryDraws(fits, new WholePosition(density.dimension()).variables());
        Sampling.run(new RunSettings(fits, settings.steps(), draws, 1, 5L, 2), fits(density, start, settings), kept);
        return kept;
    }

    private static Measurement measured(MemoryDraws draws) {
        PathfinderType type = new PathfinderType();
        return type.measured(Settings.of(type.keys(), Map.of()), draws).getFirst();
    }

    /** Of an autoregressive normal of ten dimensions, condition some thousands. */
    private static final double[] SCALES = {1, 3, 0.5, 2, 0.3, 1, 4, 0.2, 1, 1};

    @Test
    void aPoolThatNoMemoryHoldsIsRefusedByItsKeys() {
        PathfinderType type = new PathfinderType();
        Settings settings = Settings.of(type.keys(), Map.of("paths", 4, "candidates", Integer.MAX_VALUE));
        assertThat(type.complaint(settings, 10)).hasValueSatisfying(sentence -> assertThat(sentence)
                .isEqualTo(
                        "sampler.paths = 4 times sampler.candidates = 2147483647 are more draws than a pool can hold,"
                                + " 100000000; lower one of them"));
        assertThat(type.complaint(Settings.of(type.keys(), Map.of()), 10)).isEmpty();
        assertThatThrownBy(() -> new PathfinderSettings(100, 4, 10, Integer.MAX_VALUE))
                .hasMessageContaining("more draws than a pool can hold");
    }

    @Test
    void theShapeIsSmallOnANormal() {
        MemoryDraws draws = run(Targets.autoregressive(0.5, new double[]{1, 1, 1, 2, 2, 2}), new UniformStart(),
                PathfinderSettings.of(400), 4, 1000);
        assertThat(measured(draws).numbers().get("pareto_k")).isLessThan(0.5);
        assertThat(measured(draws).sentence()).contains("have a variance");
    }

    /**
     * On a normal the approximation is all but exact: the weights are usable, few draws are repeated, and means, variances
     * and correlations of 4000 draws are the target's within 5 standard errors (30 comparisons: a right program fails with probability 2e-5; the seed
     * is fixed).
     */
    @Test
    void isExactOnANormal() {
        MemoryDraws draws = run(Targets.autoregressive(0.8, SCALES), new UniformStart(), PathfinderSettings.of(400), 4,
                1000);
        assertThat(draws.kind()).isEqualTo(DrawKind.INDEPENDENT);
        assertThat(measured(draws).numbers().get("pareto_k")).isLessThan(0.7);
        assertThat(measured(draws).doubtful()).isFalse();
        assertThat(measured(draws).numbers().get("repeated_draws")).isLessThan(0.05);
        double[][] z = new double[10][];
        for (int i = 0; i < 10; i++) {
            int element = i;
            z[i] = Arrays.stream(draws.series("theta", element)).flatMapToDouble(Arrays::stream)
                    .map(x -> x / SCALES[element]).toArray();
            assertThat(Arrays.stream(z[i]).average().orElseThrow()).isCloseTo(0, within(5 / Math.sqrt(4000)));
            assertThat(Arrays.stream(z[i]).map(x -> x * x).average().orElseThrow()).isCloseTo(1,
                    within(5 * Math.sqrt(2.0 / 4000)));
        }
        for (int i = 1; i < 10; i++) {
            double sum = 0;
            for (int k = 0; k < 4000; k++) {
                sum += z[i][k] * z[i - 1][k];
            }
            assertThat(sum / 4000).isCloseTo(0.8, within(5 * Math.sqrt(1.64 / 4000)));
        }
    }

    /** Draws of the same density as the pool's are taken by its weights: both modes with their masses, however many paths found which. */
    @Test
    void modesHaveTheirMassesHoweverManyPathsFoundThem() {
        MemoryDraws draws = run(TWO_MODES, new UniformStart(15, 10), PathfinderSettings.of(200), 8, 2000);
        boolean uneven = false;
        for (int fit = 0; fit < 8; fit++) {
            double[] x = draws.series("theta", 0)[fit];
            double[] candidates = draws.statistic("candidate")[fit];
            double left = Arrays.stream(x).filter(v -> v < 0).count() / 2000.0;
            boolean[] found = new boolean[4];
            for (int i = 0; i < x.length; i++) {
                found[(int) candidates[i] % 4] |= x[i] < 0;
            }
            int paths = 0;
            for (boolean one : found) {
                paths += one ? 1 : 0;
            }
            if (paths > 0 && paths < 4) {
                assertThat(left).as("fit " + fit).isCloseTo(0.3, within(0.002));
                uneven |= paths != 2;
            }
        }
        assertThat(uneven).as("a fit with one path at one mode and three at the other").isTrue();
    }

    /** A posterior that is no normal is called one: the verdict is doubtful, and draws are for starts only. */
    @Test
    void whatIsNoNormalIsSaid() {
        MemoryDraws draws = run(Targets.funnel(10), new UniformStart(), PathfinderSettings.of(400), 2, 1000);
        Measurement measured = measured(draws);
        assertThat(measured.numbers().get("pareto_k")).isGreaterThan(0.7);
        assertThat(measured.doubtful()).isTrue();
        assertThat(measured.sentence()).contains("use the draws only as starting points").contains("Pareto k");
        assertThat(measured.numbers().get("repeated_draws")).isPositive();
    }

    /** The pool of weights reweighs: a slightly skewed target has the right mean, which the approximation alone does not. */
    @Test
    void weightsCorrectTheApproximation() {
        // log of a gamma variable of shape 4: mean digamma(4), standard deviation sqrt(trigamma(4)).
        LogDensity skewed = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 4 - Math.exp(theta[0]);
                return 4 * theta[0] - Math.exp(theta[0]);
            }
        };
        MemoryDraws draws = run(skewed, new UniformStart(), new PathfinderSettings(200, 4, 10, 5000), 4, 2000);
        double[] all = Arrays.stream(draws.series("theta", 0)).flatMapToDouble(Arrays::stream).toArray();
        // The mode, and the approximation's mean, is log 4 = 1.386; the mean is 1.2561.
        assertThat(Arrays.stream(all).average().orElseThrow()).isCloseTo(1.25612, within(0.02));
        assertThat(Arrays.stream(all).map(x -> (x - 1.25612) * (x - 1.25612)).average().orElseThrow())
                .isCloseTo(0.28382, within(0.03));
    }

    /** No path is usable: an error in one sentence, not draws. */
    @Test
    void thatNoPathIsUsableIsAnError() {
        LogDensity island = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                boolean here = theta[0] == 1 && theta[1] == 2;
                gradient[0] = here ? 1 : Double.NaN;
                gradient[1] = 0;
                return here ? 0 : Double.NaN;
            }
        };
        StartingPoint start = new FixedStart(new double[]{1, 2});
        assertThatThrownBy(() -> run(island, start, PathfinderSettings.of(400), 1, 10))
                .isInstanceOf(ChainFailedException.class)
                .hasMessageContaining("found no normal approximation on any of its 4 paths")
                .hasMessageContaining("check the data and the priors");
    }

    @Test
    void aRunThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> PathfinderSettings.of(5)).hasMessageContaining("at least 20 steps, not 5");
        assertThatThrownBy(() -> new PathfinderSettings(100, 0, 1, 1)).hasMessageContaining("at least one path");
        LogDensity normal = Targets.normal(1, 1);
        MemoryDraws draws = new MemoryDraws(1, new WholePosition(2).variables());
        assertThatThrownBy(() -> Sampling.run(new RunSettings(1, 3, 10, 1, 5L, 1),
                fits(normal, new UniformStart(), PathfinderSettings.of(400)), draws))
                .hasMessageContaining("was to take 400 steps, but the run ended its fit after 3");
    }

    /** Stopped on its paths, in its pool or among its draws and resumed: the same bits, and as many gradients. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 60, 170, 199, 230})
    void aStoppedFitGoesOnWithTheSameBits(long after) {
        LogDensity density = Targets.autoregressive(0.8, SCALES);
        RunSettings settings = new RunSettings(2, 100, 50, 1, 5L, 1);
        ChainFactory fits = fits(density, new UniformStart(), new PathfinderSettings(100, 3, 4, 100));
        MemoryDraws expected = new MemoryDraws(2, new WholePosition(10).variables());
        RunResult whole = Sampling.run(settings, fits, expected);
        MemoryDraws draws = new MemoryDraws(2, new WholePosition(10).variables());
        Cancellation cancellation = new Cancellation();
        RunResult first = Sampling.run(settings, fits, draws, new StoppingProgress(cancellation, after), cancellation,
                Checkpoints.begin(directory, "p").every(Duration.ZERO));
        assertThat(first.finished()).isFalse();
        RunResult second = Sampling.run(settings, fits, draws, Progress.NONE, new Cancellation(),
                Checkpoints.resume(directory, "p"));
        assertThat(second.gradients()).isEqualTo(whole.gradients());
        for (int i = 0; i < 10; i++) {
            assertThat(Arrays.deepEquals(draws.series("theta", i), expected.series("theta", i))).isTrue();
        }
    }

    /** The lower bound that is told of the way only rises. */
    @Test
    void theBestApproximationIsKept() {
        MemoryDraws way = new MemoryDraws(1, new WholePosition(10).variables(), Phase.WARMUP);
        LogDensity density = Targets.autoregressive(0.8, SCALES);
        Sampling.run(new RunSettings(1, 200, 1, 1, 5L, 1), fits(density, new UniformStart(),
                PathfinderSettings.of(200)), way);
        double[] elbo = way.statistic("elbo")[0];
        for (int i = 1; i < elbo.length; i++) {
            assertThat(elbo[i]).isGreaterThanOrEqualTo(elbo[i - 1]);
        }
        assertThat(elbo[elbo.length - 1]).isGreaterThan(elbo[0]);
    }

    /** Starts are draws of the posterior where it is normal: their mean square of z is that of chi-square with 10 degrees. */
    @Test
    void startsAreDrawsOfTheApproximation() {
        Targets.Counting density = new Targets.Counting(Targets.normal(SCALES));
        PathfinderStart start = PathfinderStart.from(new UniformStart());
        double sum = 0;
        for (int chain = 0; chain < 40; chain++) {
            ChainState state = new ChainState(10);
            start.findInto(state, density, RandomSource.XO_SHI_RO_256_PP.create((long) chain));
            for (int i = 0; i < 10; i++) {
                sum += state.theta()[i] * state.theta()[i] / (SCALES[i] * SCALES[i]);
            }
            assertThat(state.gradient()[0]).isCloseTo(-state.theta()[0], within(1e-12));
        }
        // 400 degrees of freedom, 6 standard errors.
        assertThat(sum).isCloseTo(400, within(6 * Math.sqrt(800)));
    }

    /**
     * Beside the draw the start leaves the covariance: of a normal whose condition is 1e4, that of the target but for directions that the path
     * did not measure, the widest. Scales that lie apart by 100 lie apart by 10 at most once it is divided out, and no narrow one is taken for wide.
     */
    @Test
    void startsLeaveTheCovariance() {
        double[] scales = {0.1, 10, 1, 3, 0.5, 0.2, 5, 1, 0.1, 10};
        for (int chain = 0; chain < 10; chain++) {
            ChainState state = new ChainState(10);
            PathfinderStart.from(new UniformStart()).findInto(state, Targets.normal(scales),
                    RandomSource.XO_SHI_RO_256_PP.create((long) chain));
            double[] variances = MetricKind.DIAGONAL.first(state, new UnitMetric(10)).inverseDiagonal();
            for (int i = 0; i < 10; i++) {
                assertThat(Math.sqrt(variances[i]) / scales[i]).as("chain " + chain + ", " + i).isBetween(0.2, 2.0);
            }
        }
    }

    /** Where no approximation is usable the chain starts at the last iterate, and nothing is known. */
    @Test
    void withoutAnApproximationNothingIsKnown() {
        LogDensity narrow = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0;
                return theta[0] == 3 ? 0 : Double.NaN;
            }
        };
        ChainState state = new ChainState(1);
        PathfinderStart.from(new FixedStart(new double[]{3})).findInto(state, narrow,
                RandomSource.XO_SHI_RO_256_PP.create(1L));
        assertThat(state.theta()[0]).isEqualTo(3);
        assertThat(state.covariance()).isNull();
    }
}
