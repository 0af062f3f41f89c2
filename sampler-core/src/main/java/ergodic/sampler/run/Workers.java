package ergodic.sampler.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plain threads that advance chains in turns. A free thread takes the waiting chain with the fewest transitions: chains
 * stay level when the run is stopped early, and a slow chain is never left over for the end. With a thread for each chain
 * nobody waits and turns cost nothing.
 */
final class Workers {

    private static final long TURN_NANOS = 100_000_000L;

    /** A chain that failed, and where. */
    record Failure(int chain, String place, Throwable cause) {}

    private final List<ChainRun> waiting;
    private final List<ChainRun> all;
    private final StopSignal stop;
    private final RunLooks looks;
    private final List<Failure> failures = new ArrayList<>();
    /** Chains of which every transition so far diverged: they wait for one that did not. */
    private final List<ChainRun> onTrial = new ArrayList<>();
    /** Chains that wait for a look at the run. */
    private final List<ChainRun> atLook = new ArrayList<>();
    private int running;
    private boolean proven;

    Workers(List<ChainRun> chains, StopSignal stop, RunLooks looks) {
        this.all = List.copyOf(chains);
        this.looks = looks;
        this.waiting = new ArrayList<>(chains);
        this.stop = stop;
        for (ChainRun chain : chains) {
            proven |= chain.proven();
        }
    }

    /** Returns when every chain is finished or stopped. */
    void run(int threads, Cancellation cancellation) {
        List<Thread> pool = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            pool.add(Thread.ofPlatform().name("ergodic-chains-" + i).start(this::work));
        }
        boolean interrupted = false;
        for (Thread thread : pool) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.cancel();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void failed(ChainRun chain, Throwable cause) {
        chain.markFailed();
        failures.add(new Failure(chain.chain(), chain.place(), cause));
        stop.fail();
    }

    synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    private void work() {
        ChainRun chain = take();
        while (chain != null) {
            try {
                chain.turn(TURN_NANOS);
            } catch (Throwable e) {
                // Errors too (no memory, no stack, a missing class): the other chains must end orderly.
                failed(chain, e);
            }
            if (giveBack(chain)) {
                look(chain);
            }
            chain = take();
        }
    }

    /** Whether it was the last for which a look waited: then the caller looks, and counts as running meanwhile. */
    private synchronized boolean giveBack(ChainRun chain) {
        running--;
        if (chain.proven() && !chain.failed()) {
            proven = true;
        }
        if (!chain.finished() && !chain.failed()) {
            (chain.onTrial() && !proven ? onTrial : chain.atLook() ? atLook : waiting).add(chain);
        }
        releaseIfProven();
        notifyAll();
        boolean last = running == 0 && waiting.isEmpty() && onTrial.isEmpty() && !atLook.isEmpty() && !stop.raised();
        running += last ? 1 : 0;
        return last;
    }

    /** All chains stand still: what they drew is flushed, and nobody else touches them. */
    private void look(ChainRun last) {
        int transitions = last.transitionsDone();
        boolean ends = false;
        try {
            List<ChainResult> results = new ArrayList<>(all.size());
            for (ChainRun chain : all) {
                results.add(chain.result());
            }
            ends = looks.ends(results.getFirst().draws(), results);
        } catch (Throwable e) {
            failed(last, e);
        }
        goOn(transitions, ends);
    }

    private synchronized void goOn(int transitions, boolean ends) {
        running--;
        for (ChainRun chain : atLook) {
            chain.passLooks(transitions);
            if (ends) {
                chain.end();
            } else if (!chain.failed()) {
                waiting.add(chain);
            }
        }
        atLook.clear();
        notifyAll();
    }

    private void releaseIfProven() {
        if (proven) {
            for (ChainRun chain : onTrial) {
                chain.release();
                waiting.add(chain);
            }
            onTrial.clear();
        }
    }

    /**
     * The next chain; null ends the thread. A thread that finds none waiting is not needed any more, as every chain that is
     * left has a thread of its own, unless chains on trial or at a look may come free.
     */
    private synchronized @Nullable ChainRun take() {
        while (waiting.isEmpty() && !(onTrial.isEmpty() && atLook.isEmpty()) && running > 0 && !stop.raised()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        if (stop.raised() || waiting.isEmpty()) {
            return null;
        }
        ChainRun next = waiting.getFirst();
        for (ChainRun chain : waiting) {
            if (chain.progressMade() < next.progressMade()) {
                next = chain;
            }
        }
        waiting.remove(next);
        if (proven) {
            next.release();
        }
        running++;
        return next;
    }
}
