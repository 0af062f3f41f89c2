package ergodic.sampler.swag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.FixedStart;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.weights.ParetoSmoothing;
import ergodic.testing.Allocation;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwagFitTest {

    private static final int STEPS = 400;
    private static final SwagSettings SETTINGS = new SwagSettings(STEPS, 0.5, 0.05, PathKind.SGD, 0.02, 50, 10, 8);

    /** Eighty rows {@code x_i} of two numbers, {@code -|x_i - theta|^2 / 2} each: its mode is their mean. NaN where the first is above a cliff. */
    private record Rows(double cliff) implements StochasticLogDensity {

        private static final int COUNT = 80;

        private static double x(int row, int i) {
            return Math.sin(3.0 * row + i) + i + (row % 5) * 0.4;
        }

        private static double mean(int i) {
            double sum = 0;
            for (int row = 0; row < COUNT; row++) {
                sum += x(row, i) / COUNT;
            }
            return sum;
        }

        @Override
        public int rowCount() {
            return COUNT;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            int[] all = new int[COUNT];
            Arrays.setAll(all, row -> row);
            return evaluateSubset(theta, all, COUNT, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = 0;
            for (int i = 0; i < 2; i++) {
                gradient[i] = 0;
                for (int k = 0; k < count; k++) {
                    double residual = x(rows[k], i) - theta[i];
                    value -= 0.5 * COUNT / count * residual * residual;
                    gradient[i] += (double) COUNT / count * residual;
                }
            }
            return theta[0] > cliff ? Double.NaN : value;
        }
    }

    private static final Rows ROWS = new Rows(1e9);

    @TempDir
    Path directory;

    private static ChainFactory fits(StochasticLogDensity density, SwagSettings settings) {
        return chain -> new SwagMethod(settings).kit(density, new UniformStart(), new WholePosition(2));
    }

    private static MemoryDraws draws(int chains) {
        return new MemoryDraws(chains, new WholePosition(2).variables());
    }

    /** What is collected are the points of the path, every so many steps after the climb, and none of the climb. */
    @ParameterizedTest
    @EnumSource(PathKind.class)
    void momentsAreThoseOfThePoints(PathKind kind) {
        SwagSettings settings = new SwagSettings(STEPS, 0.5, 0.05, kind, 0.02, 50, 10, 8);
        SwagFit fit = new SwagFit(ROWS, settings);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        ChainState state = new ChainState(2);
        new FixedStart(new double[]{-3, 5}).findInto(state, ROWS, rng);
        Transition transition = new Transition(fit.statistics());
        fit.begin(state, rng);
        PathMoments expected = new PathMoments(2, 10);
        for (int step = 0; step < STEPS; step++) {
            fit.step(state, rng, transition);
            int onPath = step + 1 - STEPS / 2;
            if (onPath > 0 && onPath % 4 == 0) {
                expected.add(state.theta());
            }
        }
        fit.finish(state);
        assertThat(expected.count()).isEqualTo(50);
        assertThat(fit.moments().count()).isEqualTo(50);
        for (int i = 0; i < 2; i++) {
            assertThat(fit.moments().mean()[i]).isEqualTo(expected.mean()[i]);
            assertThat(fit.moments().variance(i)).isEqualTo(expected.variance(i)).isPositive();
            assertThat(fit.moments().deviation(7)[i]).isEqualTo(expected.deviation(7)[i]);
            // Once it has arrived it stands still, and takes no gradients.
            assertThat(transition.gradients()).isEqualTo(1);
        }
        fit.step(state, rng, transition);
        assertThat(transition.gradients()).isZero();
        assertThat(fit.moments().count()).isEqualTo(50);
    }

    /** On a quadratic a path of gradient descent goes around the mode: its mean is the mode but for the noise of some hundred epochs. */
    @Test
    void theMeanOfAPathOnAQuadraticIsTheMode() {
        SwagSettings settings = new SwagSettings(6000, 0.8, 0.05, PathKind.SGD, 0.01, 4000, 10, 8);
        MemoryDraws draws = draws(2);
        Sampling.run(new RunSettings(2, 6000, 4000, 1, 3L, 2), fits(ROWS, settings), draws);
        assertThat(draws.kind()).isEqualTo(DrawKind.INDEPENDENT);
        for (int chain = 0; chain < 2; chain++) {
            for (int i = 0; i < 2; i++) {
                double[] series = draws.series("theta", i)[chain];
                double mean = Arrays.stream(series).average().orElseThrow();
                double variance = Arrays.stream(series).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
                assertThat(mean).isCloseTo(Rows.mean(i), within(0.01));
                // Momentum 0.9, rate r, curvature 1 a row: r s^2 / (2 (1 - 0.9) 8) of independent batches; epochs balance most of it.
                double noise = 0;
                for (int row = 0; row < Rows.COUNT; row++) {
                    noise += Math.pow(Rows.x(row, i) - Rows.mean(i), 2) / Rows.COUNT;
                }
                assertThat(variance).isBetween(0.005 * noise * 0.05 / 8, noise * 0.05 / 8);
            }
        }
    }

    /** Several fits are a mixture: each has its own normal, and k is that of lp - log q of the worst. */
    @Test
    void eachFitHasItsOwnNormal() {
        MemoryDraws draws = draws(2);
        Sampling.run(new RunSettings(2, STEPS, 500, 1, 4L, 2), fits(ROWS, SETTINGS), draws);
        double[] shapes = new double[2];
        for (int chain = 0; chain < 2; chain++) {
            double[] lp = draws.statistic("lp")[chain];
            double[] logQ = draws.statistic("log_q")[chain];
            double[] ratios = new double[lp.length];
            double[] gradient = new double[2];
            for (int i = 0; i < lp.length; i++) {
                double[] theta = new double[2];
                draws.readInto("theta", chain, i, theta);
                assertThat(lp[i]).isEqualTo(ROWS.evaluate(theta, gradient));
                ratios[i] = lp[i] - logQ[i];
            }
            shapes[chain] = ParetoSmoothing.of(ratios).shape();
        }
        assertThat(shapes[0]).isNotEqualTo(shapes[1]);
        SwagType type = new SwagType();
        Settings settings = Settings.of(type.keys(), Map.of());
        assertThat(type.measured(settings, draws)).singleElement()
                .satisfies(
                        found -> assertThat(found.numbers().get("pareto_k")).isEqualTo(Math.max(shapes[0], shapes[1])));
    }

    /** A path over a cliff goes back to the mode with half the rate, and forgets what it collected; draws beyond the cliff are drawn again. */
    @Test
    void valuesThatAreNotFiniteAreNoException() {
        Rows cliff = new Rows(Rows.mean(0) + 0.35);
        SwagSettings fast = new SwagSettings(STEPS, 0.5, 0.05, PathKind.SGD, 0.3, 50, 10, 8);
        MemoryDraws draws = draws(1);
        MemoryDraws way = new MemoryDraws(1, new WholePosition(2).variables(), ergodic.sampler.draws.Phase.WARMUP);
        ChainFactory fits = chain -> new SwagMethod(fast).kit(cliff, new FixedStart(new double[]{-1, 1}),
                new WholePosition(2));
        Sampling.run(new RunSettings(1, STEPS, 300, 1, 4L, 1), fits, draws);
        Sampling.run(new RunSettings(1, STEPS, 300, 1, 4L, 1), fits, way);
        assertThat(Arrays.stream(way.statistic("diverging")[0]).sum()).isBetween(1.0, 20.0);
        assertThat(Arrays.stream(draws.series("theta", 0)[0])).allMatch(x -> x <= cliff.cliff());
        assertThat(Arrays.stream(draws.statistic("lp")[0])).allMatch(x -> Double.isFinite(x));
        // Fewer points than were asked for: the draws say so.
        assertThat(draws.statistic("reached_max_treedepth")[0]).containsOnly(1);
        double[] steps = draws.statistic("n_steps")[0];
        double[] diverging = draws.statistic("diverging")[0];
        for (int i = 0; i < steps.length; i++) {
            assertThat(steps[i] > 1).isEqualTo(diverging[i] == 1);
        }
    }

    @Test
    void aStepOfThePathAndADrawAllocateNothing() {
        StochasticLogDensity plain = new Plain();
        SwagFit fit = new SwagFit(plain, new SwagSettings(1_000_000, 0.999, 0.05, PathKind.SGD, 0.01, 1000, 10, 8));
        ChainState state = new ChainState(1);
        state.refresh(plain);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        Transition transition = new Transition(fit.statistics());
        fit.begin(state, rng);
        for (int i = 0; i < 2000; i++) {
            fit.step(state, rng, transition);
        }
        assertThat(transition.gradients()).isEqualTo(1);
        assertThat(Allocation.bytesAStep(fit, plain)).isZero();
        fit.finish(state);
        assertThat(Allocation.bytesADraw(fit, plain)).isZero();
    }

    private static final class Plain implements StochasticLogDensity {
        @Override
        public int rowCount() {
            return 20;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradient[0] = -theta[0];
            return -0.5 * theta[0] * theta[0];
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = evaluate(theta, gradient);
            gradient[0] += 0.1 * (rows[0] - 9.5);
            return value;
        }
    }

    /** Stopped on the climb, at its end, on the path and among draws: the same bits. */
    @ParameterizedTest
    @ValueSource(longs = {3, 399, 401, 402, 650, 801, 815})
    void aStoppedFitGoesOnWithTheSameBits(long after) {
        RunSettings run = new RunSettings(2, STEPS, 20, 1, 4L, 2);
        MemoryDraws whole = draws(2);
        Sampling.run(run, fits(ROWS, SETTINGS), whole);
        MemoryDraws draws = draws(2);
        Cancellation cancellation = new Cancellation();
        Sampling.run(run, fits(ROWS, SETTINGS), draws, new StoppingProgress(cancellation, after), cancellation,
                Checkpoints.begin(directory, "f").every(Duration.ZERO));
        assertThat(Sampling.run(run, fits(ROWS, SETTINGS), draws, Progress.NONE, new Cancellation(),
                Checkpoints.resume(directory, "f")).finished()).isTrue();
        for (int chain = 0; chain < 2; chain++) {
            assertThat(draws.series("theta", 1)[chain]).containsExactly(whole.series("theta", 1)[chain]);
            assertThat(draws.statistic("log_q")[chain]).containsExactly(whole.statistic("log_q")[chain]);
        }
    }

    @Test
    void badSettingsAreSaid() {
        SwagType type = new SwagType();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("batch_size", 80)), 80))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("sampler.batch_size = 80 is all rows"));
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("batch_size", 81)), 80)).isPresent();
        assertThat(
                type.fitted(Settings.of(type.keys(), Map.of()), 80).get(ergodic.sampler.batches.BatchKeys.BATCH_SIZE))
                .isEqualTo(40);
        assertThat(type.complaint(type.fitted(Settings.of(type.keys(), Map.of()), 80), 80)).isEmpty();
        assertThatThrownBy(() -> new SwagSettings(1, 0.5, 0.1, PathKind.SGD, 0.1, 10, 10, 1))
                .hasMessageContaining("at least two steps");
        assertThatThrownBy(() -> new SwagSettings(10, 1, 0.1, PathKind.SGD, 0.1, 10, 10, 1))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new SwagSettings(10, 0.5, 0.1, PathKind.SGD, -1, 10, 10, 1))
                .hasMessageContaining("positive numbers");
    }
}
