package ergodic.diagnostics.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.EffectiveSampleSize;
import ergodic.diagnostics.RHat;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.RandomWalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunJudgeTest {

    private static final RunSettings SETTINGS = new RunSettings(4, 200, 3000, 2, 3L, 2);

    private static List<ChainResult> chains(int draws, long gradients) {
        return List
                .of(new ChainResult(0, RunPhase.SAMPLING, 10, draws, draws, 0, 0, 0, 1, 2, gradients - 3, 0.8, 0.1, 0,
                        0, 0, -5.0));
    }

    private static MemoryDraws constant() throws IOException {
        MemoryDraws draws = new MemoryDraws(2, List.of(Variable.of("f")));
        Transition transition = new Transition(List.of());
        for (int chain = 0; chain < 2; chain++) {
            for (int draw = 0; draw < 40; draw++) {
                draws.accept(chain, Phase.SAMPLING, draw, new double[]{7}, transition);
            }
        }
        return draws;
    }

    /** Evidence whose log density is what a test says it is. */
    private static RunEvidence density(double[] ofLook, int every) {
        return new RunEvidence() {
            @Override
            public Draws draws() {
                throw new IllegalStateException("no rule asks for functions");
            }

            @Override
            public boolean isFunction(Variable variable) {
                return true;
            }

            @Override
            public double[][] logDensity(int draws) {
                double value = ofLook[draws / every - 1];
                return new double[][]{{value, value}, {value, value}};
            }
        };
    }

    private static RunJudge memory(StopRules rules, MemoryDraws draws) {
        return RunJudge.of(rules, RunEvidence.of(draws, variable -> variable.name().equals("x")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aRunInMemoryEndsWhereTheTableSays(int threads) {
        MemoryDraws draws = new MemoryDraws(SETTINGS.chains(), RandomWalk.VARIABLES);
        StopRules rules = new StopRules(100, 1.05, 200, 0, 0, 0);
        RunJudge judge = memory(rules, draws);
        RunResult result = Sampling.run(SETTINGS.withThreads(threads), chain -> RandomWalk.kit(), draws, Progress.NONE,
                new Cancellation(), Checkpoints.none(), judge);
        assertThat(result.finished()).isTrue();
        List<Judgement> table = judge.judgements();
        int end = table.getLast().draws();
        assertThat(end).isEqualTo(draws.draws()).isEqualTo(100 * table.size()).isBetween(200, 2900);
        for (Judgement judgement : table) {
            double largest = 0;
            double fewest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < RandomWalk.DIMENSION; i++) {
                double[][] series = Arrays.stream(draws.series("x", i))
                        .map(chain -> Arrays.copyOf(chain, judgement.draws())).toArray(double[][]::new);
                largest = Math.max(largest, RHat.of(series));
                fewest = Math.min(fewest,
                        Math.min(EffectiveSampleSize.bulk(series), EffectiveSampleSize.tail(series)));
            }
            assertThat(judgement.rHat()).isEqualTo(largest);
            assertThat(judgement.ess()).isEqualTo(fewest);
            assertThat(judgement.rHatOf()).startsWith("x[");
            // Both rules hold at the end, and not before.
            assertThat(largest < 1.05 && fewest > 200).isEqualTo(judgement.draws() == end);
            assertThat(judgement.endedBy())
                    .isEqualTo(judgement.draws() == end ? List.of("r_hat", "ess") : List.of());
            assertThat(judgement.gradients()).isEqualTo(4L * (5 + 200 + 2 * judgement.draws()));
        }
        assertThat(judge.judgements()).isEqualTo(table.stream().map(Judgement::columns).map(Judgement::of).toList());
    }

    @Test
    void eachConditionAloneHoldsEarlierThanBothTogether() {
        int both = end(new StopRules(50, 1.03, 150, 0, 0, 0));
        int agreement = end(new StopRules(50, 1.03, 0, 0, 0, 0));
        int size = end(new StopRules(50, 0, 150, 0, 0, 0));
        assertThat(both).isEqualTo(Math.max(agreement, both)).isGreaterThanOrEqualTo(size);
        assertThat(Math.min(agreement, size)).isLessThan(both);
    }

    private static int end(StopRules rules) {
        MemoryDraws draws = new MemoryDraws(SETTINGS.chains(), RandomWalk.VARIABLES);
        Sampling.run(SETTINGS, chain -> RandomWalk.kit(), draws, Progress.NONE, new Cancellation(), Checkpoints.none(),
                memory(rules, draws));
        return draws.draws();
    }

    /** Draws that a chain made beyond the look, as one may before it is stopped, have no part in it. */
    @Test
    void drawsBeyondTheLookDoNotCount() throws IOException {
        MemoryDraws draws = new MemoryDraws(2, List.of(Variable.of("f")));
        Transition transition = new Transition(List.of());
        double[][] looked = new double[2][100];
        for (int chain = 0; chain < 2; chain++) {
            Random random = new Random(chain);
            for (int draw = 0; draw < 160; draw++) {
                double value = random.nextGaussian() + (draw < 100 ? 0 : 20 * chain);
                if (draw < 100) {
                    looked[chain][draw] = value;
                }
                draws.accept(chain, Phase.SAMPLING, draw, new double[]{value}, transition);
            }
        }
        RunJudge judge = RunJudge.of(new StopRules(100, 1.1, 50, 0, 0, 0), RunEvidence.of(draws, variable -> true));
        assertThat(judge.ends(100, chains(100, 1000))).isTrue();
        assertThat(judge.judgements().getFirst().rHat()).isEqualTo(RHat.of(looked)).isLessThan(1.1);
    }

    @Test
    void functionsThatStandStillEndNothing() throws IOException {
        RunJudge judge = RunJudge.of(new StopRules(10, 1.5, 1, 0, 0, 0), RunEvidence.of(constant(), variable -> true));
        assertThat(judge.ends(40, chains(40, 1000))).isFalse();
        assertThat(judge.judgements().getFirst().rHat()).isNaN();
        assertThat(judge.judgements().getFirst().columns()).doesNotContainKey("r_hat").containsEntry("r_hat_of", "f");
    }

    @Test
    void theLogDensityHasSettledWhenItStandsStillWhileTheDrawsDouble() throws IOException {
        double[] values = {-3, -2, -1.5, -1.2, -1.11, -1.10, -1.095, -1.09, -1.09, -1.09, -1.09, -1.09};
        RunJudge judge = RunJudge.of(new StopRules(10, 0, 0, 0.1, 0, 0), density(values, 10));
        // At 60 the last half is the looks at 30 .. 60, which spans 0.4; at 80 those at 40 .. 80: 0.11; at 90 those at 50 .. 90.
        double[] moves = {Double.NaN, Double.NaN, Double.NaN, 0.8, 0.39, 0.4, 0.105, 0.11, 0.02};
        for (int look = 1; look <= 9; look++) {
            boolean ends = judge.ends(10 * look, chains(10 * look, 1000));
            Judgement judgement = judge.judgements().getLast();
            assertThat(ends).as("look %d", look).isEqualTo(look == 9);
            if (look < 4) {
                assertThat(judgement.logDensityMove()).isNaN();
            } else {
                assertThat(judgement.logDensityMove()).isCloseTo(moves[look - 1], within(1e-12));
            }
            assertThat(judgement.logDensity()).isCloseTo(values[look - 1], within(1e-12));
            assertThat(judgement.logDensityError()).isCloseTo(0, within(1e-12));
        }
    }

    /** In steps of 1/k a running mean moves less and less whatever it does: a steady drift does not pass for settled. */
    @Test
    void aSteadyRiseWithTheLogOfTheDrawsNeverSettles() throws IOException {
        double[] values = new double[100];
        Arrays.setAll(values, i -> 0.02 * Math.log(i + 1.0));
        RunJudge judge = RunJudge.of(new StopRules(10, 0, 0, 0.01, 0, 0), density(values, 10));
        for (int look = 1; look <= 100; look++) {
            assertThat(judge.ends(10 * look, chains(10 * look, 1000))).as("look %d", look).isFalse();
        }
        Judgement last = judge.judgements().getLast();
        assertThat(last.logDensity() - judge.judgements().get(98).logDensity()).isLessThan(0.001);
    }

    @Test
    void budgetsEndByThemselves() throws IOException {
        RunJudge judge = RunJudge.of(new StopRules(10, 1.0001, 1e9, 0, 5000, 0),
                RunEvidence.of(constant(), variable -> true));
        assertThat(judge.ends(10, chains(10, 4999))).isFalse();
        assertThat(judge.ends(20, chains(20, 5000))).isTrue();
        assertThat(judge.judgements().getLast().endedBy()).containsExactly("gradients");
        assertThat(judge.judgements().getLast().gradients()).isEqualTo(5000);
    }

    @Test
    void timeGoesOnAfterAResumption() throws IOException {
        AtomicLong clock = new AtomicLong(17);
        List<List<Judgement>> kept = new ArrayList<>();
        StopRules rules = new StopRules(10, 0, 0, 0, 0, 2);
        RunEvidence nothing = density(new double[0], 10);
        RunJudge judge = new RunJudge(rules, nothing, List.of(), kept::add, clock::get);
        clock.addAndGet(100_000_000_000L);
        assertThat(judge.ends(10, chains(10, 100))).isFalse();
        RunJudge resumed = new RunJudge(rules, nothing, kept.getLast(), kept::add, clock::get);
        clock.addAndGet(10_000_000_000L);
        assertThat(resumed.ends(20, chains(20, 200))).isFalse();
        assertThat(resumed.judgements().getLast().seconds()).isCloseTo(110, within(1e-6));
        clock.addAndGet(10_000_000_000L);
        assertThat(resumed.ends(30, chains(30, 300))).isTrue();
        assertThat(kept.getLast().getLast().endedBy()).containsExactly("minutes");
        // What a clock decided is not decided again.
        RunJudge later = new RunJudge(rules, nothing, kept.getLast(), kept::add, clock::get);
        clock.addAndGet(1_000_000_000_000L);
        assertThat(later.ends(20, chains(20, 200))).isFalse();
        assertThat(later.ends(30, chains(30, 300))).isTrue();
        assertThat(kept).hasSize(3);
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new StopRules(0, 0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StopRules(10, Double.NaN, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(StopRules.none(10).any()).isFalse();
        assertThatThrownBy(() -> RunJudge.of(new StopRules(10, 0, 0, 0.1, 0, 0),
                RunEvidence.of(constant(), variable -> true)).ends(10, chains(10, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no held-out rows");
    }
}
