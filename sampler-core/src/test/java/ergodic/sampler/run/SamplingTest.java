package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.testing.RandomWalk;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

    private static final RunSettings SETTINGS = new RunSettings(4, 150, 200, 1, 7L, 1);

    static MemoryDraws memory(RunSettings settings) {
        return new MemoryDraws(settings.chains(), RandomWalk.VARIABLES);
    }

    static double[][][] everything(MemoryDraws draws) {
        return new double[][][]{draws.series("x", 0), draws.series("x", 2), draws.series("sum", 0),
                draws.statistic("lp"), draws.statistic("step_size"), draws.statistic("diverging")};
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 9})
    void drawsDoNotDependOnTheNumberOfThreads(int threads) {
        MemoryDraws one = memory(SETTINGS);
        MemoryDraws several = memory(SETTINGS);
        Sampling.run(SETTINGS, chain -> RandomWalk.kit(), one);
        Sampling.run(SETTINGS.withThreads(threads), chain -> RandomWalk.kit(), several);
        assertThat(one.draws()).isEqualTo(200);
        assertThat(Arrays.deepEquals(everything(several), everything(one))).isTrue();
    }

    @Test
    void chainsAndSeedsDiffer() {
        MemoryDraws one = memory(SETTINGS);
        MemoryDraws other = memory(SETTINGS);
        Sampling.run(SETTINGS, chain -> RandomWalk.kit(), one);
        Sampling.run(new RunSettings(4, 150, 200, 1, 8L, 1), chain -> RandomWalk.kit(), other);
        double[][] x = one.series("x", 0);
        assertThat(x[0]).isNotEqualTo(x[1]);
        assertThat(x[0]).isNotEqualTo(other.series("x", 0)[0]);
    }

    @Test
    void thinningKeepsEveryNthDrawAndEveryDivergence() {
        RunSettings thinned = new RunSettings(2, 50, 40, 5, 3L, 2);
        RunSettings all = new RunSettings(2, 50, 200, 1, 3L, 2);
        MemoryDraws few = memory(thinned);
        MemoryDraws many = memory(all);
        RunResult result = Sampling.run(thinned, chain -> RandomWalk.kit(), few);
        Sampling.run(all, chain -> RandomWalk.kit(), many);
        double divergences = 0;
        for (int draw = 0; draw < 40; draw++) {
            assertThat(few.series("x", 1)[0][draw]).isEqualTo(many.series("x", 1)[0][5 * draw + 4]);
            double between = 0;
            for (int i = 0; i < 5; i++) {
                between = Math.max(between, many.statistic("diverging")[0][5 * draw + i]);
            }
            assertThat(few.statistic("diverging")[0][draw]).isEqualTo(between);
            divergences += between;
        }
        assertThat(divergences).isPositive();
        double total = Arrays.stream(many.statistic("diverging")).flatMapToDouble(Arrays::stream).sum();
        assertThat(result.divergences()).isEqualTo((int) total);
        assertThat(result.chains().getFirst().gradients()).isEqualTo(200);
        assertThat(result.chains().getFirst().warmupGradients()).isEqualTo(50);
    }

    @Test
    void warmupDrawsGoToASinkThatWantsThem() {
        RunSettings settings = new RunSettings(1, 30, 10, 4, 3L, 1);
        MemoryDraws warmup = new MemoryDraws(1, RandomWalk.VARIABLES, Phase.WARMUP);
        Sampling.run(settings, chain -> RandomWalk.kit(), warmup);
        assertThat(warmup.draws()).isEqualTo(30);
        assertThat(warmup.series("sum", 0)[0]).doesNotContain(0.0);
    }

    @Test
    void runsWithoutWarmup() {
        RunSettings settings = new RunSettings(2, 0, 25, 1, 3L, 2);
        MemoryDraws draws = memory(settings);
        RunResult result = Sampling.run(settings, chain -> RandomWalk.kit(), draws);
        assertThat(result.finished()).isTrue();
        assertThat(result.chains().get(1).phase()).isEqualTo(RunPhase.FINISHED);
        assertThat(draws.draws()).isEqualTo(25);
    }

    @Test
    void cancellationKeepsWhatWasDrawnOfEveryChain() {
        RunSettings settings = new RunSettings(4, 0, 1_000_000_000, 1, 3L, 2);
        Cancellation cancellation = new Cancellation();
        MemoryDraws draws = memory(settings);
        RunResult result = Sampling.run(settings, chain -> RandomWalk.kit(), draws, new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                    long gradients, long elapsedNanos) {
                if (chain == 3 && done == 1000) {
                    cancellation.cancel();
                }
            }
        }, cancellation, Checkpoints.none());
        assertThat(result.cancelled()).isTrue();
        assertThat(result.finished()).isFalse();
        // Chain 3 shares two threads with three others: all have had turns by then.
        assertThat(draws.draws()).isEqualTo(result.completeDraws()).isPositive();
    }

    @Test
    void interruptingTheCallerCancels() throws InterruptedException {
        RunSettings settings = new RunSettings(2, 0, 1_000_000_000, 1, 3L, 2);
        RunResult[] result = new RunResult[1];
        boolean[] interrupted = new boolean[1];
        CountDownLatch drawing = new CountDownLatch(1);
        Progress progress = new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                    long gradients, long elapsedNanos) {
                drawing.countDown();
            }
        };
        Thread caller = Thread.ofPlatform().start(() -> {
            result[0] = Sampling.run(settings, chain -> RandomWalk.kit(), memory(settings), progress,
                    new Cancellation(), Checkpoints.none());
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        drawing.await();
        caller.interrupt();
        caller.join();
        assertThat(result[0].cancelled()).isTrue();
        assertThat(interrupted[0]).isTrue();
    }

    @Test
    void aFailureNamesTheChainAndKeepsTheDraws() {
        RunSettings settings = new RunSettings(3, 10, 1_000_000, 1, 3L, 2);
        MemoryDraws draws = memory(settings);
        assertThatThrownBy(() -> Sampling.run(settings, chain -> {
            ChainKit<RandomWalk.Step> kit = RandomWalk.kit();
            return chain == 1 ? new ChainKit<>(kit.density(), failing(kit.kernel(), 500), kit.tuner(), kit.start(),
                    kit.transform()) : kit;
        }, draws)).isInstanceOfSatisfying(ChainFailedException.class, failure -> {
            assertThat(failure.chain()).isEqualTo(1);
            assertThat(failure.result().completeDraws()).isEqualTo(draws.draws()).isLessThanOrEqualTo(490);
            assertThat(failure.result().chains().get(1).draws()).isEqualTo(490);
        }).hasMessage("chain 2 of 3 failed in sampling transition 490: the oven is cold");
    }

    private static TransitionKernel<RandomWalk.Step> failing(TransitionKernel<RandomWalk.Step> kernel, int after) {
        int[] steps = {0};
        return new StatelessKernel<>() {
            @Override
            public List<Statistic> statistics() {
                return kernel.statistics();
            }

            @Override
            public void step(ChainState state, RandomWalk.Step tuning, UniformRandomProvider rng,
                    Transition transition) {
                if (steps[0]++ == after) {
                    throw new IllegalStateException("the oven is cold");
                }
                kernel.step(state, tuning, rng, transition);
            }
        };
    }

    @Test
    void aStartWithoutDensityFailsByName() {
        RunSettings settings = new RunSettings(1, 10, 10, 1, 3L, 1);
        assertThatThrownBy(() -> Sampling.run(settings, chain -> {
            ChainKit<RandomWalk.Step> kit = RandomWalk.kit();
            return new ChainKit<>(kit.density(), kit.kernel(), kit.tuner(),
                    (state, density, rng) -> state.setLogDensity(Double.NEGATIVE_INFINITY), kit.transform());
        }, memory(settings))).hasCauseInstanceOf(InitialPointException.class)
                .hasMessageStartingWith(
                        "chain 1 of 1 failed at the start: the log density of the starting point is -Inf");
    }

    @Test
    void progressTellsPhasesInOrder() {
        RunSettings settings = new RunSettings(1, 5, 6, 2, 3L, 1);
        List<String> events = new CopyOnWriteArrayList<>();
        Sampling.run(settings, chain -> RandomWalk.kit(), memory(settings), new Progress() {
            @Override
            public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
                events.add(phase.word() + " " + done + "/" + total);
            }

            @Override
            public void starting(int chain, long evaluations, long rows, double logDensity, long elapsedNanos) {
                events.add("evaluation " + evaluations);
            }

            @Override
            public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                    long gradients, long elapsedNanos) {
                if (done == total) {
                    events.add("last of " + phase.word() + ", " + gradients + " gradients");
                }
            }
        }, new Cancellation(), Checkpoints.none());
        assertThat(events).containsExactly("start 0/0", "evaluation 1", "evaluation 2", "evaluation 3", "evaluation 4",
                "evaluation 5", "warm-up 0/5", "last of warm-up, 5 gradients", "sampling 0/12",
                "last of sampling, 17 gradients", "finish 12/12");
    }

    @Test
    void theRandomWalkOfTheseTestsSamplesItsDensity() {
        // Not a test of the runner alone: draws that were kept must be those of the chain. Mean over 4 chains x 5000
        // draws of x[0] ~ N(0, 1); autocorrelation time below 60 gives a standard error below 0.055, so the bound of
        // 0.3 fails by chance with probability below 1e-7.
        RunSettings settings = new RunSettings(4, 500, 5000, 1, 11L, 2);
        MemoryDraws draws = memory(settings);
        Sampling.run(settings, chain -> RandomWalk.kit(), draws);
        double mean = Arrays.stream(draws.series("x", 0)).flatMapToDouble(Arrays::stream).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.3));
    }
}
