package ergodic.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.EvaluationClock;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.WholePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Forecasts of the time left, by a simulated clock: gradients are those that methods really take, one after another, and each takes a
 * millisecond (five at first, while code is compiled), a draw as many as is said. The forecast must be right within 20 % (or 2 % of the whole
 * run, at its end) at every transition after the first tenth of the time.
 */
class TimeLeftTest {

    private static final int DIMENSION = 12;
    private static final int ROWS = 40;
    private static final double MILLISECOND = 1e6;

    /** What progress heard of a chain. */
    private record Event(RunPhase phase, int done, int total, boolean begins, long gradients) {}

    /** A normal density of rows with scales from 1 to 12, so that metrics, steps and lengths have something to adapt to. */
    private static final class Rows implements StochasticLogDensity {

        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public int rowCount() {
            return ROWS;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return some(theta, ROWS, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return some(theta, count, gradient);
        }

        private static double some(double[] theta, int count, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < DIMENSION; i++) {
                double precision = (double) ROWS / count * count / ((i + 1.0) * (i + 1.0));
                gradient[i] = -precision * theta[i];
                sum -= precision * theta[i] * theta[i] / 2;
            }
            return sum;
        }
    }

    private static List<Event> events(MethodType type, Map<String, Object> keys, int warmup, int draws) {
        Settings given = Settings.of(type.keys(), keys);
        Settings settings = type.prepare(given, Rows::new, new UniformStart(), RandomStreams.ofChain(1L, 0))
                .map(found -> found.settings()).orElse(given);
        List<Event> events = new ArrayList<>();
        long[] last = new long[1];
        Sampling.run(new RunSettings(1, warmup, draws, 1, 7L, 1),
                chain -> type.method(settings, warmup).kit(EvaluationClock.over(new Rows()), new UniformStart(),
                        new WholePosition(DIMENSION)),
                new MemoryDraws(1, new WholePosition(DIMENSION).variables()), new Progress() {

                    @Override
                    public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
                        events.add(new Event(phase, done, total, true, last[0]));
                    }

                    @Override
                    public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                            long gradients, long elapsedNanos) {
                        last[0] = gradients;
                        events.add(new Event(phase, done, total, false, gradients));
                    }
                }, new Cancellation(), Checkpoints.none());
        return events;
    }

    /** The clock at each event. */
    private static double[] clock(List<Event> events, double draw, double slowAtFirst) {
        double[] clock = new double[events.size()];
        long before = 0;
        double now = 0;
        for (int i = 0; i < clock.length; i++) {
            Event event = events.get(i);
            // While code is compiled the first gradients take longer.
            double each = MILLISECOND * (1 + 4 * Math.exp(-event.gradients() / slowAtFirst));
            now += (event.gradients() - before) * each;
            now += event.phase() == RunPhase.SAMPLING && !event.begins() ? draw * MILLISECOND : 0;
            before = event.gradients();
            clock[i] = now;
        }
        return clock;
    }

    /** The largest error after the first tenth of what is forecast as sure, as a multiple of what is allowed. */
    private record Errors(double worst, boolean sureInWarmup) {}

    private static Errors errors(DrawKind kind, List<Event> events, int warmup, int draws, double draw) {
        double all = events.getLast().gradients() + draws * draw;
        double[] clock = clock(events, draw, all / 200);
        double end = clock[clock.length - 1];
        TimeLeft left = new TimeLeft();
        left.begin(kind);
        left.planned(warmup, draws);
        double worst = 0;
        boolean sure = false;
        for (int i = 0; i < clock.length; i++) {
            Event event = events.get(i);
            if (event.begins()) {
                left.phase(event.phase(), event.done(), event.total(), Math.round(clock[i]));
            } else {
                left.transition(event.done(), event.gradients(), Math.round(clock[i]));
                if (event.phase() == RunPhase.WARMUP && event.done() * 20 >= warmup) {
                    left.drawCost(draw);
                }
                // Of what differs from one transition to the next some have to be seen.
                boolean seen = event.phase() == RunPhase.WARMUP || event.done() * 10 >= draws;
                sure |= event.phase() == RunPhase.WARMUP && 2 * event.done() > warmup && left.sure();
                if (clock[i] > 0.1 * end && left.sure() && seen) {
                    double truth = end - clock[i];
                    double error = Math.abs(left.seconds() * 1e9 - truth);
                    worst = Math.max(worst, error / Math.max(0.2 * truth, 0.02 * end));
                }
            }
        }
        return new Errors(worst, sure);
    }

    @ParameterizedTest
    @CsvSource({
            // Of mini-batches: a draw predicts ten thousand held-out rows, which takes longer than many gradients.
            "sgld, 0, 200, 400, 30", "sghmc, 0, 200, 400, 30", "sgnht, 0, 100, 300, 0",
            // Cycles that explore for a while before they draw.
            "sgld, 5, 30, 60, 10", "sghmc, 10, 100, 200, 0", "mclmc, 0, 500, 1000, 0", "map, 0, 400, 1, 0"})
    void isRightAfterTheFirstTenth(String method, int cycle, int warmup, int draws, double draw) {
        MethodType type = Methods.named(method).orElseThrow();
        List<Event> events = events(type, cycle == 0 ? Map.of() : Map.of("cycle", cycle), warmup, draws);
        Errors errors = errors(type.kind(), events, warmup, draws, draw);
        assertThat(errors.worst()).isLessThan(1);
        assertThat(errors.sureInWarmup()).isTrue();
    }

    /** What is taken as sure of methods whose trajectories change while they adapt is right; in the warm-up it is a guess, and said so. */
    @ParameterizedTest
    @CsvSource({"mams, 500, 500, 2", "nuts, 300, 300, 0", "nuts, 300, 600, 10", "hmc, 300, 600, 0"})
    void ofAdaptingMethodsItIsRightAfterTheWarmup(String method, int warmup, int draws, double draw) {
        MethodType type = Methods.named(method).orElseThrow();
        Errors errors = errors(type.kind(), events(type, Map.of(), warmup, draws), warmup, draws, draw);
        assertThat(errors.worst()).isLessThan(1);
        assertThat(errors.sureInWarmup()).isFalse();
    }

    @Test
    void nothingIsSaidBeforeAnythingIsKnown() {
        TimeLeft left = new TimeLeft();
        left.begin(DrawKind.CHAIN);
        left.planned(10, 10);
        left.phase(RunPhase.STARTING, 0, 0, 0);
        assertThat(left.seconds()).isNaN();
        left.phase(RunPhase.WARMUP, 0, 10, 5_000_000_000L);
        assertThat(left.seconds()).isNaN();
        left.transition(1, 4, 6_000_000_000L);
        assertThat(left.seconds()).isCloseTo(19, within(0.01));
    }

    /** A run that is gone on with knows nothing of the speed before, and not its gradients as its own. */
    @Test
    void aResumedRunIsForecastFromWhatItMakesItself() {
        TimeLeft left = new TimeLeft();
        left.begin(DrawKind.CHAIN);
        left.planned(100, 200);
        left.phase(RunPhase.SAMPLING, 50, 200, 1_000_000_000L);
        left.resumed(9_000);
        left.transition(51, 9_010, 3_000_000_000L);
        left.transition(52, 9_020, 5_000_000_000L);
        assertThat(left.seconds()).isCloseTo(148 * 2, within(1.0));
    }
}
