package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.RandomWalk;
import ergodic.testing.StoppingProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReducerTest {

    private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;

    private static double[][] draws(long seed, int draws, double location, double scale) {
        Random random = new Random(seed);
        double[][] values = new double[draws][4];
        for (double[] draw : values) {
            for (int i = 0; i < 4; i++) {
                draw[i] = location + scale * random.nextGaussian();
            }
        }
        return values;
    }

    private static void feed(Reducer reducer, int chain, double[][] draws) {
        for (int draw = 0; draw < draws.length; draw++) {
            reducer.accept(chain, draw, draws[draw], 1);
        }
    }

    private static double[] column(int column, double[][]... chains) {
        return java.util.Arrays.stream(chains).flatMap(java.util.Arrays::stream).mapToDouble(draw -> draw[column])
                .toArray();
    }

    @Test
    void momentsAreThoseOfAllDraws() {
        // A mean of 1e8 spreads: the sum of squares minus the square of the sum would have no digit left.
        double[][] first = draws(1, 300, 1e8, 1);
        double[][] second = draws(2, 500, 1e8 + 3, 2);
        MomentReducer reducer = new MomentReducer(3, 3);
        feed(reducer, 0, first);
        feed(reducer, 2, second);
        DrawMoments all = reducer.ofAll();
        assertThat(all.count()).isEqualTo(800);
        for (int i = 0; i < 3; i++) {
            double[] column = column(i + 1, first, second);
            assertThat(all.mean()[i]).isCloseTo(Mean.of(column).getAsDouble(), within(1e-6));
            assertThat(all.variance()[i]).isCloseTo(Variance.of(column).getAsDouble(), within(1e-6));
            assertThat(reducer.ofChain(2).variance()[i])
                    .isCloseTo(Variance.of(column(i + 1, second)).getAsDouble(), within(1e-6));
        }
        assertThat(reducer.ofChain(1).mean()).containsOnly(Double.NaN);
        assertThat(reducer.ofChain(1).variance()).containsOnly(Double.NaN);
    }

    @Test
    void logDensitiesAreThoseOfTheMixtureOverAllDraws() {
        // Around -2000 every exponential underflows.
        double[][] first = draws(3, 300, -2000, 30);
        double[][] second = draws(4, 100, -1990, 1);
        LogSumExpReducer reducer = new LogSumExpReducer(2, 3);
        feed(reducer, 0, first);
        feed(reducer, 1, second);
        for (int row = 0; row < 3; row++) {
            assertThat(reducer.ofAll()[row]).isCloseTo(logMeanExp(column(row + 1, first, second)), within(1e-10));
            assertThat(reducer.ofChain(1)[row]).isCloseTo(logMeanExp(column(row + 1, second)), within(1e-10));
        }
        assertThat(reducer.count(0)).isEqualTo(300);
    }

    private static double logMeanExp(double[] values) {
        double largest = java.util.Arrays.stream(values).max().orElseThrow();
        return largest + Math.log(java.util.Arrays.stream(values).map(v -> Math.exp(v - largest)).sum())
                - Math.log(values.length);
    }

    @Test
    void infiniteAndMissingLogDensities() {
        LogSumExpReducer reducer = new LogSumExpReducer(1, 4);
        double[][] draws = {{0, MINUS_INFINITY, MINUS_INFINITY, 0, Double.NaN},
                {0, MINUS_INFINITY, -1, Double.POSITIVE_INFINITY, 0}, {0, MINUS_INFINITY, -1, 0, 0},
                {0, MINUS_INFINITY, MINUS_INFINITY, Double.POSITIVE_INFINITY, 0}};
        feed(reducer, 0, draws);
        double[] all = reducer.ofAll();
        assertThat(all[0]).isEqualTo(MINUS_INFINITY);
        assertThat(all[1]).isCloseTo(-1 - Math.log(2), within(1e-15));
        assertThat(all[2]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(all[3]).isNaN();
        assertThat(new LogSumExpReducer(2, 1).ofAll()).containsOnly(Double.NaN);
    }

    @Test
    void beginsAgainAtDrawZeroAndRefusesGaps() {
        MomentReducer reducer = new MomentReducer(1, 3);
        feed(reducer, 0, draws(1, 10, 0, 1));
        feed(reducer, 0, draws(2, 20, 0, 1));
        assertThat(reducer.ofAll().count()).isEqualTo(20);
        assertThatThrownBy(() -> reducer.accept(0, 22, new double[4], 1)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("draw 22 came to a reducer that has 20 draws");
        assertThatThrownBy(() -> new MomentReducer(0, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsStoredDraws() {
        RunSettings settings = new RunSettings(2, 20, 30, 1, 1L, 1);
        MemoryDraws draws = new MemoryDraws(2, RandomWalk.VARIABLES);
        MomentReducer running = new MomentReducer(2, 3);
        ReducingSink sink = ReducingSink.before(draws).with(running, RandomWalk.VARIABLES, "x");
        Sampling.run(settings, chain -> RandomWalk.kit(), sink);
        MomentReducer afterwards = new MomentReducer(2, 3);
        afterwards.acceptAll(draws, "x");
        assertThat(afterwards.ofAll().mean()).isEqualTo(running.ofAll().mean());
        assertThat(afterwards.ofAll().variance()).isEqualTo(running.ofAll().variance());
        assertThatThrownBy(() -> afterwards.acceptAll(draws, "sum"))
                .hasMessage("sum has 1 elements, the reducer takes 3");
        assertThatThrownBy(() -> sink.with(running, RandomWalk.VARIABLES, "sum"))
                .hasMessage("sum has 1 elements, the reducer takes 3");
        assertThatThrownBy(() -> sink.with(running, RandomWalk.VARIABLES, "y"))
                .hasMessage("no variable \"y\"; there are [x, sum]");
    }

    /** A variable that is reduced but not stored, on two threads, stopped and resumed with new reducers: the same bits. */
    @Test
    void goesThroughCheckpoints(@TempDir(factory = MemoryTempDir.class) Path directory) throws Exception {
        RunSettings settings = new RunSettings(3, 20, 60, 1, 1L, 2);
        LogSumExpReducer whole = new LogSumExpReducer(3, 1);
        Sampling.run(settings, chain -> RandomWalk.kit(),
                ReducingSink.before(new MemoryDraws(3, List.of(Variable.of("x", 3)))).with(whole, RandomWalk.VARIABLES,
                        "sum"));
        MemoryDraws stored = new MemoryDraws(3, List.of(Variable.of("x", 3)));
        LogSumExpReducer reducer = new LogSumExpReducer(3, 1);
        int runs = 0;
        RunResult result;
        do {
            reducer = new LogSumExpReducer(3, 1);
            Cancellation cancellation = new Cancellation();
            Checkpoints checkpoints = runs++ == 0 ? Checkpoints.begin(directory, "")
                    : Checkpoints.resume(directory, "");
            try (ReducingSink sink = ReducingSink.before(stored).with(reducer, RandomWalk.VARIABLES, "sum")) {
                result = Sampling.run(settings, chain -> RandomWalk.kit(), sink,
                        new StoppingProgress(cancellation, 37), cancellation, checkpoints);
            }
        } while (!result.finished());
        assertThat(runs).isGreaterThan(3);
        assertThat(reducer.ofAll()).isEqualTo(whole.ofAll());
    }
}
