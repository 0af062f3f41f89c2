package ergodic.sampler.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.FixedStart;
import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapFitTest {

    /** Log density {@code -(x^2 - 1)^2 - x / 10}: modes near -1.02 and 0.99. With a cliff, it is NaN above 1.2. */
    private record Wells(boolean cliff) implements StochasticLogDensity {
        @Override
        public int rowCount() {
            return 1;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double x = theta[0];
            gradient[0] = -4 * x * (x * x - 1) - 0.1;
            return cliff && x > 1.2 ? Double.NaN : -(x * x - 1) * (x * x - 1) - 0.1 * x;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return evaluate(theta, gradient);
        }
    }

    /** Rises for ever towards where it cannot be computed. */
    private record Edge() implements StochasticLogDensity {
        @Override
        public int rowCount() {
            return 1;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradient[0] = 1;
            return theta[0] < 1 ? theta[0] : Double.NaN;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return evaluate(theta, gradient);
        }
    }

    @TempDir
    Path directory;

    private static RunSettings run(int chains, int steps) {
        return new RunSettings(chains, steps, 1, 1, 3L, 2);
    }

    private static ChainFactory fits(StochasticLogDensity density, MapSettings settings, StartingPoint start) {
        return chain -> new FitKit(density, new MapFit(density, settings), start,
                new WholePosition(density.dimension()));
    }

    private static MemoryDraws draws(int chains, int dimension, Phase phase) {
        return new MemoryDraws(chains, new WholePosition(dimension).variables(), phase);
    }

    private static double[] member(MemoryDraws draws, int chain) {
        double[] theta = new double[draws.variables().getFirst().size()];
        draws.readInto("theta", chain, 0, theta);
        return theta;
    }

    /** The mode of a normal posterior is its mean, which is known. With batches, as far as their noise allows. */
    @Test
    void findsTheModeOfANormalPosterior() {
        NormalRegression density = new NormalRegression(60, 4);
        MemoryDraws draws = draws(2, 4, Phase.SAMPLING);
        MapSettings settings = new MapSettings(4000, 0.05, 1e-9, 0);
        RunResult result = Sampling.run(run(2, 4000), fits(density, settings, new UniformStart()), draws);
        assertThat(draws.kind()).isEqualTo(DrawKind.MEMBERS);
        for (int chain = 0; chain < 2; chain++) {
            assertThat(member(draws, chain)).containsExactly(density.mode(), within(1e-9));
            assertThat(draws.statistic("gradient_norm")[chain][0]).isLessThan(1e-9);
            assertThat(draws.statistic("reached_max_treedepth")[chain][0]).isZero();
            // One gradient a step, until it has arrived: then none.
            assertThat(result.chains().get(chain).warmupGradients()).isBetween(100L, 3999L);
            assertThat(result.chains().get(chain).gradients()).isZero();
        }
        MemoryDraws rough = draws(2, 4, Phase.SAMPLING);
        Sampling.run(run(2, 4000), fits(density, new MapSettings(4000, 0.02, 0, 10), new UniformStart()), rough);
        assertThat(member(rough, 0)).containsExactly(density.mode(), within(0.02));
        assertThat(rough.statistic("reached_max_treedepth")[0][0]).isEqualTo(1);
    }

    /** The same by L-BFGS, in a tenth of the gradients; past values that are not finite too. */
    @Test
    void findsTheModeByLbfgs() {
        NormalRegression density = new NormalRegression(60, 4);
        MemoryDraws draws = draws(2, 4, Phase.SAMPLING);
        MapSettings settings = new MapSettings(400, 0.05, 1e-9, 0).withOptimizer(OptimizerKind.LBFGS);
        RunResult result = Sampling.run(run(2, 400), fits(density, settings, new UniformStart()), draws);
        for (int chain = 0; chain < 2; chain++) {
            assertThat(member(draws, chain)).containsExactly(density.mode(), within(1e-9));
            assertThat(draws.statistic("gradient_norm")[chain][0]).isLessThan(1e-9);
            assertThat(draws.statistic("reached_max_treedepth")[chain][0]).isZero();
            assertThat(result.chains().get(chain).warmupGradients()).isBetween(4L, 60L);
        }
        MemoryDraws cliff = draws(1, 1, Phase.SAMPLING);
        MemoryDraws way = draws(1, 1, Phase.WARMUP);
        StartingPoint nearby = new FixedStart(new double[]{0.3});
        Sampling.run(run(1, 400), fits(new Wells(true), settings, nearby), cliff);
        Sampling.run(run(1, 400), fits(new Wells(true), settings, nearby), way);
        assertThat(4 * member(cliff, 0)[0] * (member(cliff, 0)[0] * member(cliff, 0)[0] - 1) + 0.1).isCloseTo(0,
                within(1e-8));
        assertThat(Arrays.stream(way.statistic("diverging")[0]).sum()).isPositive();
        assertThat(cliff.statistic("diverging")[0][0]).isZero();
        // Where the density rises up to an edge, it ends near the edge, and says that it did not arrive.
        MemoryDraws edge = draws(1, 1, Phase.SAMPLING);
        RunResult run = Sampling.run(run(1, 400), fits(new Edge(), settings, new FixedStart(new double[]{0})), edge);
        assertThat(run.finished()).isTrue();
        assertThat(member(edge, 0)[0]).isBetween(0.9, 1.0);
        assertThat(edge.statistic("reached_max_treedepth")[0][0]).isEqualTo(1);
    }

    @Test
    void lbfgsTakesNoBatches() {
        assertThatThrownBy(() -> new MapSettings(400, 0.05, 1e-9, 7).withOptimizer(OptimizerKind.LBFGS))
                .hasMessageContaining("takes no batches");
        MapType type = new MapType();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("optimizer", "lbfgs", "batch_size", 7)), 100))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("sampler.batch_size = 0"));
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("optimizer", "lbfgs")), 100)).isEmpty();
    }

    @Test
    void severalStartsFindSeveralModes() {
        MemoryDraws draws = draws(8, 1, Phase.SAMPLING);
        Sampling.run(run(8, 2000), fits(new Wells(false), new MapSettings(2000, 0.05, 1e-9, 0), new UniformStart()),
                draws);
        double[] ends = new double[8];
        Arrays.setAll(ends, chain -> member(draws, chain)[0]);
        for (double end : ends) {
            assertThat(4 * end * (end * end - 1) + 0.1).isCloseTo(0, within(1e-8));
        }
        assertThat(Arrays.stream(ends).map(Math::signum).distinct().count()).isEqualTo(2);
    }

    /** A fit that meets NaN goes back with shorter steps; one that meets it again and again is a member with a flag. */
    @Test
    void valuesThatAreNotFiniteAreNoException() {
        MemoryDraws recovered = draws(1, 1, Phase.SAMPLING);
        MemoryDraws way = draws(1, 1, Phase.WARMUP);
        MapSettings settings = new MapSettings(3000, 0.5, 1e-9, 0);
        StartingPoint nearby = new FixedStart(new double[]{0.5});
        Sampling.run(run(1, 3000), fits(new Wells(true), settings, nearby), recovered);
        Sampling.run(run(1, 3000), fits(new Wells(true), settings, nearby), way);
        assertThat(member(recovered, 0)[0]).isCloseTo(0.987, within(0.01));
        assertThat(Arrays.stream(way.statistic("diverging")[0]).sum()).isBetween(1.0, 20.0);
        assertThat(recovered.statistic("diverging")[0][0]).isZero();
        MemoryDraws broken = draws(1, 1, Phase.SAMPLING);
        RunResult result = Sampling.run(run(1, 3000), fits(new Edge(), settings, new FixedStart(new double[]{0})),
                broken);
        assertThat(result.finished()).isTrue();
        assertThat(broken.statistic("diverging")[0][0]).isEqualTo(1);
        assertThat(member(broken, 0)[0]).isLessThan(1);
    }

    @Test
    void aFitThatDoesNotArriveIsFlagged() {
        MemoryDraws draws = draws(1, 4, Phase.SAMPLING);
        Sampling.run(run(1, 20), fits(new NormalRegression(60, 4), MapSettings.of(20), new UniformStart()), draws);
        assertThat(draws.statistic("reached_max_treedepth")[0][0]).isEqualTo(1);
        assertThat(draws.statistic("diverging")[0][0]).isZero();
        assertThat(draws.statistic("gradient_norm")[0][0]).isGreaterThan(0.1);
    }

    /** Stopped anywhere and resumed, by all rows and by batches: the bits of a run that was never stopped. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 50, 400, 700, 801})
    void aStoppedFitGoesOnWithTheSameBits(long after) {
        for (int batch : new int[]{0, 7, -1}) {
            NormalRegression density = new NormalRegression(60, 4);
            MapSettings settings = batch < 0 ? new MapSettings(400, 0.05, 1e-6, 0).withOptimizer(OptimizerKind.LBFGS)
                    : new MapSettings(400, 0.05, 1e-6, batch);
            ChainFactory fits = fits(density, settings, new UniformStart());
            MemoryDraws whole = draws(2, 4, Phase.SAMPLING);
            Sampling.run(run(2, 400), fits, whole);
            Path checkpoints = directory.resolve("batch-" + batch);
            MemoryDraws draws = draws(2, 4, Phase.SAMPLING);
            Cancellation cancellation = new Cancellation();
            RunResult first = Sampling.run(run(2, 400), fits, draws, new StoppingProgress(cancellation, after),
                    cancellation, Checkpoints.begin(checkpoints, "f").every(Duration.ZERO));
            assertThat(first.cancelled()).isTrue();
            assertThat(first.finished()).isFalse();
            RunResult second = Sampling.run(run(2, 400), fits, draws, ergodic.sampler.run.Progress.NONE,
                    new Cancellation(), Checkpoints.resume(checkpoints, "f"));
            assertThat(second.finished()).isTrue();
            for (int chain = 0; chain < 2; chain++) {
                assertThat(member(draws, chain)).containsExactly(member(whole, chain));
                assertThat(draws.statistic("lp")[chain]).containsExactly(whole.statistic("lp")[chain]);
            }
        }
    }

    /** Of its evaluations of some rows one is not finite. */
    private static final class Faulty extends ForwardingLogDensity {
        private final int at;
        private int subsets;

        Faulty(StochasticLogDensity density, int at) {
            super(density);
            this.at = at;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return density.evaluate(theta, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = density.evaluateSubset(theta, rows, count, gradient);
            return ++subsets == at ? Double.NaN : value;
        }
    }

    /** Of a fit that looks at its last step alone, a value there that is not finite costs a hundredth of the steps. */
    @ParameterizedTest
    @ValueSource(ints = {950, 1000})
    void aValueThatIsNotFiniteCostsAHundredth(int at) {
        NormalRegression rows = new NormalRegression(1000, 4);
        MapSettings settings = new MapSettings(1000, 0.01, 1e-9, 10);
        assertThat(settings.stepsBetweenLooks(1000)).isEqualTo(1000);
        double right = rows.value(climbed(rows, settings), new double[4]);
        double start = rows.value(new double[4], new double[4]);
        double faulty = rows.value(climbed(new Faulty(rows, at), settings), new double[4]);
        assertThat(right - start).isPositive();
        assertThat(right - faulty).isLessThan(0.02 * (right - start));
    }

    private static double[] climbed(StochasticLogDensity density, MapSettings settings) {
        Stepper climb = new Stepper(density, settings);
        for (int step = 0; step < settings.steps(); step++) {
            climb.step();
        }
        climb.fit.finish(climb.state);
        return climb.state.theta();
    }

    /** Before the first look too: it goes back by a hundredth of the steps, and not to where it began. */
    @ParameterizedTest
    @CsvSource({"95, 0, 1000", "85, 0.9, 90"})
    void itGoesBackToWhereItWasLately(int at, double held, int look) {
        NormalRegression rows = new NormalRegression(1000, 4);
        MapSettings settings = new MapSettings(1000, 0.01, 1e-9, 10).withHeldBack(held, 100);
        assertThat(settings.stepsBetweenLooks(1000)).isEqualTo(look).isGreaterThan(at);
        Stepper climb = new Stepper(new Faulty(rows, at), settings);
        double start = rows.value(climb.state.theta(), new double[4]);
        for (int step = 1; step < at; step++) {
            climb.step();
        }
        double before = rows.value(climb.state.theta(), new double[4]);
        climb.step();
        assertThat(climb.transition.diverging()).isTrue();
        double after = rows.value(climb.state.theta(), new double[4]);
        assertThat(before - start).isPositive();
        assertThat(before - after).isBetween(1e-9, 0.5 * (before - start));
    }

    /** Patience is in hundredths of the fit: fewer looks where these are fewer, but two unless one was asked for. */
    @ParameterizedTest
    @CsvSource({"60, 10, 0.2, 12000, 10, 10", "50000, 32, 0.1, 1000, 10, 2", "50000, 32, 0.1, 1000, 50, 3",
            "50000, 32, 0.1, 1000, 1, 1"})
    void patienceIsInHundredths(int rows, int batch, double held, int steps, int patience, int looks) {
        assertThat(new MapSettings(steps, 1e-4, 0, batch).withHeldBack(held, patience).patientLooks(rows))
                .isEqualTo(looks);
    }

    /** A fit step by step, from the origin. */
    private static final class Stepper {
        private final MapFit fit;
        private final ChainState state;
        private final Transition transition;
        private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);

        Stepper(StochasticLogDensity density, MapSettings settings) {
            fit = new MapFit(density, settings);
            state = new ChainState(density.dimension());
            transition = new Transition(fit.statistics());
            new FixedStart(new double[density.dimension()]).findInto(state, density, rng);
            fit.begin(state, rng);
        }

        void step() {
            fit.step(state, rng, transition);
        }
    }

    /**
     * Beside the first and the last point all rows are looked at a hundred times at most, and read a tenth of what the steps read at most; rows held back as much as the steps.
     */
    @ParameterizedTest
    @CsvSource({"60, 10, 0, 12000, 100", "60, 10, 0, 600, 10", "60, 10, 0, 59, 1", "60, 60, 0, 40, 40",
            "60, 7, 0.2, 50, 25"})
    void looksAreAShareOfTheSteps(int rows, int batch, double held, int steps, int expected) {
        MapSettings settings = new MapSettings(steps, 1e-4, 0, batch).withHeldBack(held, 1000);
        Stepper climb = new Stepper(new NormalRegression(rows, 4), settings);
        int looks = 0;
        for (int step = 0; step < steps; step++) {
            climb.step();
            looks += batch < rows ? climb.transition.gradients() - 1 : climb.transition.gradients();
        }
        assertThat(looks).isEqualTo(expected);
    }

    @Test
    void badSettingsAreSaid() {
        assertThatThrownBy(() -> MapSettings.of(0)).hasMessage("a fit needs at least 1 step, not 0");
        assertThatThrownBy(() -> new MapSettings(1, 0, 0, 0)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new MapSettings(1, 1, -1, 0)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> new MapSettings(1, 1, 0, -1)).hasMessageContaining("batch size");
    }
}
