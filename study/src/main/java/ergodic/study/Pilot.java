package ergodic.study;

import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawSink;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.PhaseTime;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.words.Counted;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Chains of the configured method from their start, through a shortened warm-up, into a few transitions: what a transition
 * costs is known only when it runs. As many chains as the run would have at a time, since they share caches and memory.
 *
 * @param run
 *            how far they came; they stop where their budget of gradients ends
 * @param steadyWarmup
 *            whether every transition of their warm-up took the same number of gradients
 * @param steady
 *            whether every transition after it did
 */
public record Pilot(RunResult run, boolean steadyWarmup, boolean steady) {

    private static final int WARMUP = 200;
    private static final int TRANSITIONS = 50;
    private static final double SECONDS = 20;
    private static final long FEWEST_GRADIENTS = 2_000;
    private static final long MOST_GRADIENTS = 200_000;

    /** The smallest and the largest of some numbers. */
    private static final class Range {
        private int least = Integer.MAX_VALUE;
        private int most;

        void add(int number) {
            least = Math.min(least, number);
            most = Math.max(most, number);
        }

        boolean one() {
            return least == most;
        }
    }

    /** The draws are not wanted, only what the chain met. */
    private static final class Discard implements DrawSink {

        @Override
        public boolean wantsValues(Phase phase) {
            return false;
        }

        @Override
        public void accept(int chain, Phase phase, int draw, double[] values, Transition transition) {}

        @Override
        public void flush(int chain) {}

        @Override
        public void close() {}
    }

    /** Counts gradients, and stops the chains where there are enough. Chains tell it from several threads. */
    private static final class Meter implements Progress {
        private final Cancellation cancellation = new Cancellation();
        private final long budget;
        private final Range warmup = new Range();
        private final Range sampling = new Range();
        private long spent;

        Meter(long budget) {
            this.budget = budget;
        }

        @Override
        public synchronized void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                long gradients,
                long elapsedNanos) {
            (phase == RunPhase.WARMUP ? warmup : sampling).add(transition.gradients());
            spent += transition.gradients();
            if (spent >= budget) {
                cancellation.cancel();
            }
        }
    }

    /** Runs it: about 20 s of gradients at most, not counting the start. */
    static Pilot run(Study study, RunPlan config, int chains, int threads, double secondsPerGradient) {
        SamplerConfig given = config.sampler();
        Optional<Prepared> prepared = study.prepare(chains * threads, TrialWatch.NONE);
        SamplerConfig sampler = prepared.map(found -> given.withSettings(found.found().settings())).orElse(given);
        long before = prepared.map(Prepared::gradients).orElse(0L);
        int warmup = Math.min(WARMUP, sampler.warmup());
        RunSettings settings = new RunSettings(chains, warmup, TRANSITIONS, 1, sampler.seed(), chains);
        Meter meter = new Meter(
                chains * (long) Math.clamp(SECONDS / secondsPerGradient, FEWEST_GRADIENTS, MOST_GRADIENTS));
        RunResult run = Sampling.run(settings,
                chain -> study.kit(sampler.withWarmup(warmup), threads, chain == 0 ? before : 0), new Discard(),
                meter, meter.cancellation, Checkpoints.none());
        return new Pilot(run, meter.warmup.one(), meter.sampling.one());
    }

    private long sum(ToLongFunction<ChainResult> number) {
        return run.chains().stream().mapToLong(number).sum();
    }

    private long transitions() {
        return sum(ChainResult::transitions);
    }

    private long warmupTransitions() {
        return sum(ChainResult::warmupDone);
    }

    /** Mean gradients of a transition: after the warm-up if it came so far, in it otherwise. */
    double gradientsPerTransition() {
        return transitions() > 0 ? (double) sum(ChainResult::gradients) / transitions() : warmupGradients();
    }

    /** Mean gradients of a transition of the warm-up; without one, of a transition. */
    double warmupGradients() {
        return warmupTransitions() > 0 ? (double) sum(ChainResult::warmupGradients) / warmupTransitions()
                : gradientsPerTransition();
    }

    /** Mean time of a start. */
    double startSeconds() {
        return sum(ChainResult::startNanos) * 1e-9 / run.chains().size();
    }

    /** Where the time of its transitions went: those after the warm-up if it came so far, when the JIT is done. */
    PhaseTime time() {
        return run.samplingTime().evaluations() > 0 ? run.samplingTime() : run.warmupTime();
    }

    /** What it was, in words. */
    String text() {
        return String.format(Locale.ROOT, "%s (%d transitions of warm-up, %d after it, %,d gradients)",
                Counted.of(run.chains().size(), "chain"), warmupTransitions(), transitions(), run.gradients());
    }

    /** As JSON; numbers are sums over its chains. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("chains", run.chains().size());
        document.put("start_seconds", startSeconds());
        document.put("warmup_transitions", warmupTransitions());
        document.put("warmup_gradients", sum(ChainResult::warmupGradients));
        document.put("transitions", transitions());
        document.put("gradients", sum(ChainResult::gradients));
        document.put("time", TimeSpent.part(time()));
        return document;
    }
}
