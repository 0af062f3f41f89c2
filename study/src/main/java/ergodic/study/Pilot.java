package ergodic.study;

import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawSink;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One chain of the configured method from its start, through a shortened warm-up, into a few transitions: what a transition
 * costs is known only when it runs.
 *
 * @param chain
 *            how far it came; it stops where its budget of gradients ends
 * @param steadyWarmup
 *            whether every transition of its warm-up took the same number of gradients
 * @param steady
 *            whether every transition after it did
 */
public record Pilot(ChainResult chain, boolean steadyWarmup, boolean steady) {

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

    /** Counts gradients, and stops the chain where there are enough. */
    private static final class Meter implements Progress {
        private final Cancellation cancellation = new Cancellation();
        private final long budget;
        private final Range warmup = new Range();
        private final Range sampling = new Range();

        Meter(long budget) {
            this.budget = budget;
        }

        @Override
        public void transition(int chain, RunPhase phase, int done, int total, Transition transition, long gradients,
                long elapsedNanos) {
            (phase == RunPhase.WARMUP ? warmup : sampling).add(transition.gradients());
            if (gradients >= budget) {
                cancellation.cancel();
            }
        }
    }

    /** Runs it: about 20 s of gradients at most, not counting the start. */
    static Pilot run(Study study, RunPlan config, int threads, double secondsPerGradient) {
        SgldStep step = SgldStep.of(study, config);
        SamplerConfig sampler = (step == null ? config : step.config()).sampler();
        int warmup = Math.min(WARMUP, sampler.warmup());
        RunSettings settings = new RunSettings(1, warmup, TRANSITIONS, 1, sampler.seed(), 1);
        Meter meter = new Meter((long) Math.clamp(SECONDS / secondsPerGradient, FEWEST_GRADIENTS, MOST_GRADIENTS));
        ChainResult chain = Sampling
                .run(settings, number -> study.kit(sampler.withWarmup(warmup), threads), new Discard(),
                        meter, meter.cancellation, Checkpoints.none())
                .chains().getFirst();
        return new Pilot(chain, meter.warmup.one(), meter.sampling.one());
    }

    /** Mean gradients of a transition: after the warm-up if it came so far, in it otherwise. */
    double gradientsPerTransition() {
        return chain.transitions() > 0 ? (double) chain.gradients() / chain.transitions() : warmupGradients();
    }

    /** Mean gradients of a transition of the warm-up; without one, of a transition. */
    double warmupGradients() {
        return chain.warmupDone() > 0 ? (double) chain.warmupGradients() / chain.warmupDone()
                : gradientsPerTransition();
    }

    double startSeconds() {
        return chain.startNanos() * 1e-9;
    }

    /** As JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("start_seconds", startSeconds());
        document.put("warmup_transitions", chain.warmupDone());
        document.put("warmup_gradients", chain.warmupGradients());
        document.put("transitions", chain.transitions());
        document.put("gradients", chain.gradients());
        return document;
    }
}
