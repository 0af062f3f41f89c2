package ergodic.sampler.run;

import ergodic.sampler.draws.DrawSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs chains. */
public final class Sampling {

    private Sampling() {}

    /** Runs to the end, without progress, cancellation or checkpoints. */
    public static RunResult run(RunSettings settings, ChainFactory factory, DrawSink sink) {
        return run(settings, factory, sink, Progress.NONE, new Cancellation(), Checkpoints.none());
    }

    /**
     * Begins a run, or goes on with one, and returns when it is finished or stopped. Chains share the threads in turns, so
     * that all of them have draws when it is stopped early. A run whose chains diverge at each of their first
     * {@link RunResult#TRIAL} transitions after the warm-up is stopped there, whatever the method and the threads; what was
     * drawn is kept. Interrupting the calling thread cancels the run.
     *
     * @param settings
     *            how much is drawn, and of which chains: other parts of the run may be drawn elsewhere, each into its own part of
     *            a store, of which {@link ergodic.sampler.draws.StoreParts#join} makes one
     * @param factory
     *            makes what each chain runs with
     * @param sink
     *            takes the draws; flushed, not closed
     * @param progress
     *            hears what happens
     * @param cancellation
     *            stops the run
     * @param checkpoints
     *            begins or resumes; a resumed run may ask for more draws than it was begun with
     * @throws ChainFailedException
     *             if a chain failed; the others were stopped and what was drawn is kept
     * @throws CheckpointException
     *             if a checkpoint cannot be used; then nothing was changed
     */
    public static RunResult run(RunSettings settings, ChainFactory factory, DrawSink sink, Progress progress,
            Cancellation cancellation, Checkpoints checkpoints) {
        return run(settings, factory, sink, progress, cancellation, checkpoints, RunLooks.NONE);
    }

    /**
     * The same, looked at as it goes on.
     *
     * @param looks
     *            may end the run, which is then finished with fewer draws
     * @throws IllegalArgumentException
     *             if there are looks at a part of a run: they must see all chains
     */
    public static RunResult run(RunSettings settings, ChainFactory factory, DrawSink sink, Progress progress,
            Cancellation cancellation, Checkpoints checkpoints, RunLooks looks) {
        if (!looks.equals(RunLooks.NONE) && settings.part().count() < settings.chains()) {
            throw new IllegalArgumentException("a run cannot be looked at in parts: " + settings.part().count() + " of "
                    + settings.chains() + " chains are drawn here");
        }
        if (looks.every() < 1) {
            throw new IllegalArgumentException("there must be at least 1 draw between two looks, not " + looks.every());
        }
        long began = System.nanoTime();
        StopSignal stop = new StopSignal(cancellation);
        try (DirectoryLock _ = checkpoints.lock()) {
            List<ChainRun> chains = new ArrayList<>(settings.part().count());
            for (int chain = settings.part().first(); chain < settings.part().end(); chain++) {
                chains.add(new ChainRun(chain, settings, factory.create(chain), sink, progress, stop, checkpoints,
                        began, looks));
            }
            // A chain is beyond a look only if that let the run go on.
            int furthest = chains.stream().mapToInt(ChainRun::transitionsDone).max().orElse(0);
            chains.forEach(chain -> chain.passLooks(Math.max(0, furthest - 1)));
            Workers workers = new Workers(chains, stop, looks);
            workers.run(Math.min(settings.threads(), settings.part().count()), cancellation);
            settle(chains, workers);
            RunResult result = result(chains, cancellation, began);
            throwFailure(workers, result);
            return result;
        }
    }

    private static void settle(List<ChainRun> chains, Workers workers) {
        for (ChainRun chain : chains) {
            try {
                chain.settle();
            } catch (IOException | RuntimeException e) {
                workers.failed(chain, e);
            }
        }
    }

    private static RunResult result(List<ChainRun> chains, Cancellation cancellation, long began) {
        List<ChainResult> results = new ArrayList<>(chains.size());
        boolean finished = true;
        boolean diverged = true;
        long transitions = 0;
        PhaseTime warmup = PhaseTime.NONE;
        PhaseTime sampling = PhaseTime.NONE;
        for (ChainRun chain : chains) {
            results.add(chain.result());
            finished &= chain.finished();
            diverged &= chain.onTrial();
            transitions += chain.transitionsMade();
            warmup = warmup.plus(chain.times().warmup());
            sampling = sampling.plus(chain.times().sampling());
        }
        return new RunResult(chains.getFirst().kind(), finished, !finished && !diverged && cancellation.isCancelled(),
                diverged, results, transitions, Duration.ofNanos(System.nanoTime() - began), warmup, sampling);
    }

    private static void throwFailure(Workers workers, RunResult result) {
        List<Workers.Failure> failures = workers.failures();
        if (failures.isEmpty()) {
            return;
        }
        Workers.Failure first = failures.getFirst();
        String why = first.cause().getMessage() == null ? first.cause().toString() : first.cause().getMessage();
        ChainFailedException failure = new ChainFailedException(first.chain(),
                "chain " + (first.chain() + 1) + " of " + result.chains().size() + " failed " + first.place() + ": "
                        + why,
                first.cause(), result);
        for (Workers.Failure later : failures.subList(1, failures.size())) {
            failure.addSuppressed(later.cause());
        }
        throw failure;
    }
}
